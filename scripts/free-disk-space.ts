import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StartFailure } from './start-failure'

const MIB = 1024 * 1024

/** What a first start writes at most (database, build, browser cache), with room to live afterwards. */
const REQUIRED_FREE_MIB = 512

/** Answers how many bytes an ordinary user may still write where `path` is, or will be. */
export type FreeSpace = (path: string) => Promise<number>

export const freeSpaceOnDisk: FreeSpace = async (path) => {
  let folder = path
  while (!existsSync(folder)) folder = dirname(folder)
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** Refuses to start where a half-written database would be the likely end. */
export async function requireFreeSpace(path: string, freeSpace: FreeSpace = freeSpaceOnDisk): Promise<void> {
  const freeMib = Math.floor((await freeSpace(path)) / MIB)
  if (freeMib < REQUIRED_FREE_MIB) throw new StartFailure(diskFullSentence(path, freeMib))
}

/** The one sentence for a full disk, whoever noticed it. */
export function diskFullSentence(path: string, freeMib?: number): string {
  const left = freeMib === undefined ? 'is full' : `has ${freeMib} MiB left`
  return (
    `The disk that holds ${path} ${left}, and Weir needs ${REQUIRED_FREE_MIB} MiB: ` +
    'free some space, or name a folder on another disk with WEIR_DATA_DIR.'
  )
}
