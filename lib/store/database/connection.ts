import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '../generated/client'

/** One process's way to the database: Prisma for ordinary queries, the pool below it for set-based SQL and LISTEN. */
export interface Database {
  readonly url: string
  readonly pool: pg.Pool
  readonly prisma: PrismaClient
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly url: string
  /** Shown in pg_stat_activity: which process holds a connection. */
  readonly applicationName: string
  readonly maxConnections?: number
  /** A transaction whose process says nothing for so long is undone: it may be holding what others wait for. */
  readonly idleTransactionMs?: number
  /** Told about connections that broke while idle; the pool replaces them by itself. */
  readonly onConnectionLost?: (error: Error) => void
}

/** A statement that takes longer is a defect; bulk paths raise it for their own transaction. */
const STATEMENT_TIMEOUT_MS = 60_000
const CONNECT_TIMEOUT_MS = 10_000
const IDLE_TRANSACTION_MS = 30_000

/** Opens pool and client over the same connections. Nothing is connected before the first query. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: options.idleTransactionMs ?? IDLE_TRANSACTION_MS,
    options: '-c TimeZone=UTC',
  })
  // Without a listener a connection that the server closes would end the process.
  pool.on('error', (error) => options.onConnectionLost?.(error))
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    url: options.url,
    pool,
    prisma,
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
