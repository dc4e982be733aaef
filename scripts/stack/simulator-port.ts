import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { freePort, isPortTaken } from '../processes/free-port'
import { StartFailure } from '../start-failure'

/**
 * The port of the simulated clouds of a data folder: chosen once and kept, because Weir remembers where it reached an
 * account and stops changing anything when that address changes.
 */
export async function keptPort(file: string): Promise<number> {
  const kept = await readPort(file)
  if (kept === null) {
    const port = await freePort()
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `${port}\n`)
    return port
  }
  if (await isPortTaken(kept)) {
    throw new StartFailure(
      `Port ${kept} of 127.0.0.1, where the simulated clouds of this data folder live, is in use: stop what listens there, or start with another folder, for example WEIR_DATA_DIR=.weir-2 npm start.`,
    )
  }
  return kept
}

async function readPort(file: string): Promise<number | null> {
  try {
    const port = Number((await readFile(file, 'utf8')).trim())
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
