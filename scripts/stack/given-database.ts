import pg from 'pg'
import { hasCode, StartFailure } from '../start-failure'

const OLDEST_SUPPORTED = 15
const CONNECT_TIMEOUT_MS = 10_000

/**
 * Checks the PostgreSQL that DATABASE_URL names before anything long is begun, and answers the address to use: in the
 * demo a database of its own beside the named one, so that a demo fleet never mixes with real accounts.
 */
export async function resolveGivenDatabase(url: string, demo: boolean): Promise<string> {
  const parsed = parse(url)
  const name = decodeURIComponent(parsed.pathname.slice(1))
  await withClient(parsed, async (client) => {
    const { rows } = await client.query<{ major: number }>(
      `SELECT current_setting('server_version_num')::int / 10000 AS major`,
    )
    const major = rows[0]?.major ?? 0
    if (major < OLDEST_SUPPORTED) {
      throw new StartFailure(`DATABASE_URL names a PostgreSQL ${major}, and Weir needs ${OLDEST_SUPPORTED} or newer.`)
    }
    if (demo && !name.endsWith('_demo')) await ensureDatabase(client, `${name}_demo`)
  })
  if (demo && !name.endsWith('_demo')) parsed.pathname = `/${name}_demo`
  return parsed.toString()
}

function parse(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !/^postgres(?:ql)?:$/.test(parsed.protocol) || parsed.pathname.length < 2) {
    throw new StartFailure(
      'DATABASE_URL is not an address of a PostgreSQL database: write postgresql://user:password@host:5432/name, or unset it to use the embedded one.',
    )
  }
  return parsed
}

async function withClient(url: URL, work: (client: pg.Client) => Promise<void>): Promise<void> {
  // Never the whole address: it holds a password.
  const where = `${url.host}${url.pathname}`
  const client = new pg.Client({ connectionString: url.toString(), connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  client.on('error', () => undefined) // a connection lost while we ask fails the query, which is what we report
  try {
    await client.connect()
  } catch (cause) {
    throw new StartFailure(`DATABASE_URL names ${where}, which cannot be used (${reason(cause)}): ${remedy(cause)}`, {
      cause,
    })
  }
  await work(client).finally(() => client.end())
}

function reason(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reason(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}

function remedy(error: unknown): string {
  // Source: PostgreSQL documentation, Appendix A: 3D000 no such database, 28P01 and 28000 refused sign-in.
  if (hasCode(error, '3D000')) return 'create that database first.'
  if (hasCode(error, '28P01', '28000')) return 'correct its user and password.'
  return 'start that server or correct the address, or unset DATABASE_URL to use the embedded one.'
}

async function ensureDatabase(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
  if (rowCount !== 0) return
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  } catch (cause) {
    throw new StartFailure(
      `The demo keeps its data apart, in a database named ${name}, and could not create it (${reason(cause)}): create it, or start with WEIR_DEMO=off.`,
      { cause },
    )
  }
}
