import type { OpenAPIHono } from '@hono/zod-openapi'
import { pino } from 'pino'
import { renderAwsCommand } from '../domain/aws/command'
import { renderCenCommand } from '../domain/cen/command'
import type { CommandRequest } from '../domain/command-request'
import type { Settings } from '../env'
import { createApi } from '../http/app'
import { assertLocal } from '../http/guards/local-only'
import { problemResponse } from '../http/problem'
import { webMetrics } from '../http/web-metrics'
import { CAPABILITIES, capabilitiesOf } from '../providers/capabilities'
import type { ServiceContext } from '../services/service-context'
import { openDatabase } from '../store/database/connection'
import { migrationNames } from '../store/database/migration-files'
import { appliedMigrations, compareHistories, schemaProblem } from '../store/database/schema-state'
import { openJobQueue } from '../store/job-queue'

export interface Readiness {
  readonly status: 'ready' | 'not-ready'
  readonly reason: string | null
}

/** Everything the web process is made of. */
export interface WebParts {
  readonly api: OpenAPIHono
  readonly context: ServiceContext
  readiness(): Promise<Readiness>
  metrics(request: Request): Promise<Response>
  close(): Promise<void>
}

/** What a person would type; pure renderers only, for the SDKs stay out of the web process. */
export function renderCommand(request: CommandRequest): string {
  return request.scope.provider === 'aws-ec2' ? renderAwsCommand(request) : renderCenCommand(request)
}

/** Puts the web process together: the only place that chooses concrete things for it. */
export async function wireWeb(settings: Settings): Promise<WebParts> {
  const log = pino({ level: settings.logLevel, base: { process: 'web' } })
  const database = openDatabase({
    url: settings.databaseUrl,
    applicationName: 'weir-web',
    maxConnections: 16,
    onConnectionLost: (error) => log.warn({ err: error }, 'a database connection was lost'),
  })
  const jobs = await openJobQueue({
    url: settings.databaseUrl,
    works: false,
    onError: (error) => log.warn({ err: error }, 'the queue of side jobs reports a problem'),
  }).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  const context: ServiceContext = {
    database,
    jobs,
    clock: () => new Date(),
    allCapabilities: Object.values(CAPABILITIES),
    capabilities: capabilitiesOf,
    renderCommand,
  }
  const { allowedHosts } = settings
  const figures = webMetrics(database)
  return {
    api: createApi({ context, allowedHosts, log }),
    context,
    readiness: () => readinessOf(database.pool),
    async metrics(request) {
      try {
        assertLocal(request, allowedHosts)
        return await figures()
      } catch (error) {
        return problemResponse(error, log, 'GET /metrics')
      }
    },
    async close() {
      await jobs.close()
      await database.close()
    },
  }
}

async function readinessOf(pool: ServiceContext['database']['pool']): Promise<Readiness> {
  try {
    const problem = schemaProblem(compareHistories(await migrationNames(), await appliedMigrations(pool)))
    return problem === undefined ? { status: 'ready', reason: null } : { status: 'not-ready', reason: problem }
  } catch {
    // Whatever the reason is, its text may hold the address of the database.
    return { status: 'not-ready', reason: 'The database cannot be reached.' }
  }
}
