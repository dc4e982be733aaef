import { createHash } from 'node:crypto'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../lib/store/database/migrate'
import { readMigrations } from '../lib/store/database/migration-files'
import { startTemporaryCluster } from '../scripts/embedded-postgres/temporary-cluster'
import { systemPostgres } from './system-postgres'

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: DatabaseServer
  }
}

/** The server that every integration test of this run uses, and its migrated template. */
export interface DatabaseServer {
  /** Address of the maintenance database. */
  readonly adminUrl: string
  readonly template: string
}

/**
 * Starts one PostgreSQL for the whole run and migrates one template in it. WEIR_TEST_DATABASE_URL names another server
 * instead (its user must be allowed to create databases); WEIR_TEST_POSTGRES=system takes the one installed here.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer()
  const template = `weir_template_${await historyDigest()}_${process.pid}`
  const admin = new pg.Client({ connectionString: server.adminUrl })
  await admin.connect()
  try {
    const { rows } = await admin.query<{ server_version: string }>('SHOW server_version')
    console.log(`integration tests run on PostgreSQL ${rows[0]?.server_version ?? '?'}`)
    await admin.query(`CREATE DATABASE ${template}`)
    await migrate(databaseUrl(server.adminUrl, template))
  } finally {
    await admin.end()
  }
  project.provide('databaseServer', { adminUrl: server.adminUrl, template })
  return async () => {
    await dropTemplate(server.adminUrl, template)
    await server.stop()
  }
}

async function openServer(): Promise<{ adminUrl: string; stop: () => Promise<void> }> {
  const given = process.env.WEIR_TEST_DATABASE_URL
  if (given !== undefined && given !== '') return { adminUrl: given, stop: () => Promise.resolve() }
  const installed = process.env.WEIR_TEST_POSTGRES === 'system' ? systemPostgres() : undefined
  const cluster = await startTemporaryCluster(installed)
  return { adminUrl: cluster.url('postgres'), stop: () => cluster.stop() }
}

async function historyDigest(): Promise<string> {
  const migrations = await readMigrations()
  return createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 8)
}

async function dropTemplate(adminUrl: string, template: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`)
  await admin.end()
}

/** The same server, another database. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.toString()
}
