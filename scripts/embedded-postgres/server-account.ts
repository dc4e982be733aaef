import { execFileSync, spawnSync } from 'node:child_process'
import { StartFailure } from '../start-failure'

/** The system user a PostgreSQL process runs as. */
export interface ServerAccount {
  readonly uid: number
  readonly gid: number
}

const USER = 'postgres'

/**
 * The account PostgreSQL must run as: `undefined` means ourselves. PostgreSQL refuses to run as root, so root hands over
 * to the `postgres` user, which is created where it is missing (as the distributions' own packages do).
 */
export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined
  return readAccount() ?? createAccount()
}

function readAccount(): ServerAccount | undefined {
  const ids = ['-u', '-g'].map((flag) => spawnSync('id', [flag, USER], { encoding: 'utf8' }))
  const [uid, gid] = ids.map(({ status, stdout }) => (status === 0 ? Number.parseInt(stdout, 10) : Number.NaN))
  if (uid === undefined || gid === undefined || Number.isNaN(uid) || Number.isNaN(gid)) return undefined
  return { uid, gid }
}

function createAccount(): ServerAccount {
  try {
    execFileSync('groupadd', ['--system', USER], { stdio: 'ignore' })
    execFileSync('useradd', ['--system', '--gid', USER, '--no-create-home', USER], { stdio: 'ignore' })
  } catch (cause) {
    throw new StartFailure(
      'PostgreSQL does not run as root and no `postgres` user could be created: create one, start Weir as an ordinary ' +
        'user, or set DATABASE_URL to a PostgreSQL of yours.',
      { cause },
    )
  }
  const account = readAccount()
  if (account === undefined) throw new StartFailure('The `postgres` user was created but cannot be found.')
  return account
}

/** Whether the account can enter this folder and read in it; a clone under a home of mode 0700 is closed to `postgres`. */
export function canReach(folder: string, account: ServerAccount | undefined): boolean {
  if (account === undefined) return true
  const { status } = spawnSync('sh', ['-c', 'test -r "$1" && test -x "$1"', 'sh', folder], { ...account, cwd: '/' })
  return status === 0
}
