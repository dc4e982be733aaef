import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { PostgresBinaries } from '../scripts/embedded-postgres/binaries'

/** Where the distributions put their majors side by side. */
const FOLDER = '/usr/lib/postgresql'
const OLDEST_SUPPORTED = 15

/** The newest PostgreSQL that this system has installed, if any: a second major to test on. */
export function systemPostgres(): PostgresBinaries | undefined {
  if (!existsSync(FOLDER)) return undefined
  const major = readdirSync(FOLDER)
    .map(Number)
    .filter((number) => number >= OLDEST_SUPPORTED && existsSync(join(FOLDER, String(number), 'bin', 'initdb')))
    .sort((a, b) => b - a)[0]
  if (major === undefined) return undefined
  return { folder: join(FOLDER, String(major), 'bin'), label: `system PostgreSQL ${major}` }
}
