import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { commandLine, isAlive } from '../processes/process-identity'
import { StartFailure } from '../start-failure'

const STOP_TIMEOUT_MS = 15_000

/**
 * Clears what a server left behind that was not stopped in order: its pid file, and the server itself if it still runs
 * on this data folder. The caller holds the lock of the data folder, so nobody else can be using it.
 */
export async function clearStalePidFile(databaseFolder: string): Promise<void> {
  const file = join(databaseFolder, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number.parseInt((await readFile(file, 'utf8')).split('\n')[0] ?? '', 10)
  // Process ids are reused: only a process that names this very folder is a server of ours.
  if (pid > 1 && isAlive(pid) && commandLine(pid).includes(databaseFolder)) await endServer(pid, databaseFolder)
  await rm(file, { force: true })
}

async function endServer(pid: number, databaseFolder: string): Promise<void> {
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + STOP_TIMEOUT_MS
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      throw new StartFailure(
        `A PostgreSQL of an earlier start (process ${pid}) still uses ${databaseFolder} and does not end: end it, then start again.`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
