import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isAlive, startedAt } from '../processes/process-identity'
import { hasCode, StartFailure } from '../start-failure'

/** Gives the data folder free again; calling it twice is fine. */
export type Unlock = () => Promise<void>

interface Holder {
  readonly pid: number
  readonly startedAt: string
}

/** Makes this process the only one that uses a data folder. A lock whose process is gone is taken over. */
export async function lockDataDir(dataDir: string): Promise<Unlock> {
  await mkdir(dataDir, { recursive: true })
  const file = join(dataDir, 'lock')
  const me = JSON.stringify({ pid: process.pid, startedAt: startedAt(process.pid) } satisfies Holder)
  while (true) {
    try {
      await writeFile(file, me, { flag: 'wx' })
      return () => release(file, me)
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
    const found = await readIfThere(file)
    if (found === undefined) continue
    const holder = parseHolder(found)
    if (holder !== undefined && isAlive(holder.pid) && startedAt(holder.pid) === holder.startedAt) {
      throw new StartFailure(
        `Another Weir (process ${holder.pid}) uses ${resolve(dataDir)}: stop it first, or name another folder with WEIR_DATA_DIR.`,
      )
    }
    await removeStale(file, found)
  }
}

/** Removes the lock of a dead process; of two that find it at once, the slower puts back what the faster one wrote. */
async function removeStale(file: string, stale: string): Promise<void> {
  const aside = `${file}.${process.pid}`
  try {
    await rename(file, aside)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return
    throw error
  }
  if ((await readIfThere(aside)) === stale) await rm(aside, { force: true })
  else await rename(aside, file)
}

async function release(file: string, mine: string): Promise<void> {
  if ((await readIfThere(file)) === mine) await rm(file, { force: true })
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** A lock that cannot be read was cut short by a crash: nobody's. */
function parseHolder(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder
  } catch {
    return undefined
  }
}
