import { createHash } from 'node:crypto'
import { chown, mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { copyPackagedPostgres, packagedPostgres, type PostgresBinaries } from './binaries'
import { canReach, type ServerAccount } from './server-account'

/** Where the server's programs are and where it keeps its data. */
export interface Placement {
  readonly binaries: PostgresBinaries
  /** Owned by the server's account, mode 0700. */
  readonly databaseFolder: string
  /** Set when something had to live elsewhere: a sentence that tells a person where. */
  readonly notice?: string
}

/** The folder for what cannot stay in a checkout that the `postgres` user may not enter. */
const SYSTEM_FOLDER = '/var/lib/weir'

/**
 * Decides where binaries and data go. Normally in the checkout and in the data folder; when the account cannot get
 * there (a root clone under a home of mode 0700), both move to a folder that it can reach.
 */
export async function placePostgres(
  dataDir: string,
  account: ServerAccount | undefined,
  installed?: PostgresBinaries,
  systemFolder = SYSTEM_FOLDER,
): Promise<Placement> {
  const home = join(resolve(dataDir), 'postgres')
  await mkdir(home, { recursive: true, mode: 0o755 })
  const dataFits = canReach(home, account)
  const databaseFolder = dataFits ? join(home, 'data') : join(systemFolder, 'data', digest(home))
  await makeOwnFolder(databaseFolder, account)

  const notice = dataFits
    ? {}
    : { notice: `The database lives in ${databaseFolder}, because the postgres user cannot enter ${resolve(dataDir)}.` }
  if (installed !== undefined) return { binaries: installed, databaseFolder, ...notice }

  const packaged = await packagedPostgres()
  const reachable = canReach(join(packaged.root, 'bin'), account)
  const { root, version } = reachable ? packaged : await copyPackagedPostgres(packaged, systemFolder)
  const binaries = { folder: join(root, 'bin'), label: `embedded PostgreSQL ${version}` }
  return { binaries, databaseFolder, ...notice }
}

async function makeOwnFolder(folder: string, account: ServerAccount | undefined): Promise<void> {
  await mkdir(dirname(folder), { recursive: true, mode: 0o755 })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (account !== undefined) await chown(folder, account.uid, account.gid)
}

function digest(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16)
}
