import { randomUUID } from 'node:crypto'
import type { ConfigurationDocument } from '../../lib/domain/configuration'
import type { ProviderId } from '../../lib/domain/provider-id'
import type { Resource } from '../../lib/domain/resource'
import type { Action } from '../../lib/domain/plan'
import { planScope } from '../../lib/domain/plan-scope'
import type { ScopeRef } from '../../lib/domain/scope'
import { GLOBAL_REGION } from '../../lib/domain/scope'
import type { FakeCloud, FakeCloudOptions } from '../../lib/providers/fake/fake-cloud'
import type { ManualClock } from '../../lib/providers/fake/manual-clock'
import { createFakeCloud } from '../../lib/providers/fake/fake-cloud'
import { createManualClock } from '../../lib/providers/fake/manual-clock'
import type { FlowLogProvider } from '../../lib/providers/provider'
import type { Engine } from '../../lib/reconciler/engine'
import type { PassReport } from '../../lib/reconciler/reconcile'
import { reconcile } from '../../lib/reconciler/reconcile'
import type { Timings } from '../../lib/reconciler/timings'
import { TIMINGS } from '../../lib/reconciler/timings'
import { readInstallation } from '../../lib/store/installation'
import { planningFacts } from '../../lib/store/planning-facts'
import { loadScopeFacts, membershipOf } from '../../lib/store/scope-facts'
import { ensureScopes, loadScopeIds } from '../../lib/store/scopes'
import type { DesiredRow, OperationRow } from './rows'
import { desiredRows, operationRows } from './rows'
import type { TestDatabase } from '../database'
import { uuidv7 } from 'uuidv7'

/** One account in a fake cloud with its database, and a worker that passes only when it is told to. */
export interface EngineWorld {
  readonly cloud: FakeCloud
  readonly clock: ManualClock
  readonly engine: Engine
  readonly accountRef: string
  readonly database: TestDatabase
  scopeId(region?: string): string
  /** One pass over a region, whether it is due or not. Null when another worker holds it. */
  pass(region?: string, engine?: Engine): Promise<PassReport | null>
  /** Passes until nothing is in flight, moving the clock to each due time; at most `limit` passes. */
  settle(options?: { readonly region?: string; readonly limit?: number }): Promise<number>
  /** Writes a Configuration, approved at its next generation, with grants for everything it would do now. */
  approve(document: ConfigurationDocument, configurationId?: string): Promise<string>
  /** Grants what the Configurations ask for at this moment, without changing them. */
  grant(configurationId: string): Promise<readonly Action[]>
  /** Soft-deletes a Configuration and grants the removal. */
  remove(configurationId: string): Promise<void>
  desired(): Promise<readonly DesiredRow[]>
  operations(): Promise<readonly OperationRow[]>
  /** The calls that change something, as names. */
  mutations(): readonly string[]
  worker(owner: string, changes?: Partial<Engine>): Engine
}

const MUTATIONS = /^(Create|Delete|Modify|Active|Deactive|Tag|Untag)/

export interface EngineWorldOptions {
  readonly like: ProviderId
  readonly resources: readonly Resource[]
  /** Another provider instead of the fake one, and where it looks; the fake cloud then stands idle. */
  readonly instead?: { readonly provider: FlowLogProvider; readonly scope: ScopeRef }
  readonly settings?: FakeCloudOptions['settings']
  readonly timings?: Partial<Timings>
  readonly regions?: readonly string[]
  /** Smaller batches than the cloud's, so that a few targets make several calls. */
  readonly maxCreateBatch?: number
}

/** Makes such a world. The clock starts at the real time and moves only by hand. */
export async function createEngineWorld(database: TestDatabase, options: EngineWorldOptions): Promise<EngineWorld> {
  const clock = createManualClock(new Date())
  const cloud = createFakeCloud({
    like: options.like,
    clock,
    ...(options.settings !== undefined && { settings: options.settings }),
  })
  cloud.addResources(...options.resources)
  const regional = options.resources.map(({ key }) => key.scope).filter(({ region }) => region !== GLOBAL_REGION)
  const home = options.instead?.scope ?? regional[0]
  if (home === undefined) throw new Error('a world needs a resource in a region')
  const { pool } = database
  await readInstallation(pool)
  const accountRef = randomUUID()
  const regions = options.regions ?? [...new Set([home, ...regional].map(({ region }) => region))]
  await pool.query(
    `INSERT INTO "account" ("id", "provider", "partition", "accountId", "name", "regions", "updatedAt")
     VALUES ($1, $2, $3, $4, 'Test account', $5, now())`,
    [accountRef, options.like, home.partition, home.accountId, regions],
  )
  await ensureScopes(pool, { id: accountRef, ...home }, regions)
  const scopeIds = await loadScopeIds(pool, accountRef)
  const timings: Timings = { ...TIMINGS, ...options.timings }

  const provider = withBatchSize(options.instead?.provider ?? cloud.provider, options.maxCreateBatch)
  const worker = (owner: string, changes: Partial<Engine> = {}): Engine => ({
    pool,
    provider: () => provider,
    timings,
    owner,
    clockFrom: () => clock.now,
    random: () => 0.5,
    newId: () => uuidv7(),
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: ({ ...facts }, message) => console.error(message, facts),
    },
    metrics: {
      rowsWritten: () => undefined,
      call: () => undefined,
      throttled: () => undefined,
      operation: () => undefined,
      pass: () => undefined,
    },
    requestPlan: async () => undefined,
    stopping: new AbortController().signal,
    aborting: new AbortController().signal,
    ...changes,
  })
  const engine = worker('worker-1')
  const scopeId = (region = home.region): string => {
    const id = scopeIds.get(region)
    if (id === undefined) throw new Error(`no scope ${region}`)
    return id
  }
  const world: EngineWorld = {
    cloud,
    clock,
    engine,
    accountRef,
    database,
    scopeId,
    worker,
    pass: (region, by = engine) => reconcile(by, scopeId(region)),
    async settle({ region, limit = 60 } = {}) {
      for (let passes = 1; passes <= limit; passes += 1) {
        const report = await world.pass(region)
        if (report === null) throw new Error('somebody else holds the scope')
        if (report.dueInMs >= Math.min(timings.steadyLookMs, timings.secondLookMs)) return passes
        clock.advance(report.dueInMs)
      }
      throw new Error(`still not settled after ${limit} passes`)
    },
    async approve(document, configurationId = randomUUID()) {
      const { rows } = await pool.query<{ generation: number }>(
        `INSERT INTO "configuration" ("id", "name", "provider", "family", "generation", "document", "updatedAt")
         VALUES ($1, $2, $3, $4, 1, $5, now())
         ON CONFLICT ("id") DO UPDATE SET "document" = excluded."document", "generation" = "configuration"."generation" + 1
         RETURNING "generation"`,
        [configurationId, document.name, document.provider, document.family, JSON.stringify(document)],
      )
      await pool.query(
        `INSERT INTO "configuration_version" ("configurationId", "generation", "document", "actor", "createdAt")
         VALUES ($1, $2, $3, '{}', $4)`,
        [configurationId, rows[0]!.generation, JSON.stringify(document), clock.now()],
      )
      await world.grant(configurationId)
      return configurationId
    },
    async grant(configurationId) {
      const actions = await plannedActions(world, configurationId, [...scopeIds.values()])
      const { rows } = await pool.query<{ generation: number }>(
        `SELECT "generation" FROM "configuration" WHERE "id" = $1`,
        [configurationId],
      )
      const requestId = randomUUID()
      const grantId = randomUUID()
      await pool.query(
        `INSERT INTO "change_request" ("id", "title", "state", "items", "author", "updatedAt")
         VALUES ($1, 'A test', 'applying', '[]', '{}', now())`,
        [requestId],
      )
      await pool.query(
        `INSERT INTO "grant" ("id", "changeRequestId", "configurationId", "generation", "expiresAt")
         VALUES ($1, $2, $3, $4, now() + interval '7 days')`,
        [grantId, requestId, configurationId, rows[0]!.generation],
      )
      await pool.query(
        `INSERT INTO "grant_action" ("grantId", "fingerprint") SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`,
        [
          grantId,
          actions.flatMap((action) => [
            action.fingerprint,
            ...(action.kind === 'delete' ? action.removals.slice(0, 1) : []),
          ]),
        ],
      )
      return actions
    },
    async remove(configurationId) {
      await pool.query(
        `UPDATE "configuration" SET "deletedAt" = now(), "generation" = "generation" + 1 WHERE "id" = $1`,
        [configurationId],
      )
      await world.grant(configurationId)
    },
    desired: () => desiredRows(pool),
    operations: () => operationRows(pool),
    mutations: () => cloud.calls.flatMap(({ operation }) => (MUTATIONS.test(operation) ? [operation] : [])),
  }
  return world
}

/** What a proposal would show: the same facts and the same planner as a pass, and nothing written. */
async function plannedActions(
  { engine, clock, database }: EngineWorld,
  configurationId: string,
  scopeIds: readonly string[],
): Promise<readonly Action[]> {
  const actions: Action[] = []
  for (const scopeId of scopeIds) {
    const loaded = await loadScopeFacts(database.pool, scopeId, clock.now())
    const { capabilities } = engine.provider(loaded.ref.provider)
    const facts = planningFacts(loaded, membershipOf(loaded), {
      capabilities,
      now: clock.now(),
      looksAhead: true,
      idOf: ({ targetKeyText }) => `proposed ${targetKeyText}`,
    })
    for (const { action } of planScope(facts, capabilities)) {
      if (action?.configurationId === configurationId) actions.push(action)
    }
  }
  return actions
}

function withBatchSize(provider: FlowLogProvider, size: number | undefined): FlowLogProvider {
  if (size === undefined) return provider
  const { capabilities } = provider
  const families = capabilities.families.map((family) => ({
    ...family,
    maxCreateBatch: Math.min(size, family.maxCreateBatch),
  }))
  return { ...provider, capabilities: { ...capabilities, families } }
}
