import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject } from 'vitest'
import type { FlowLogSpec } from '../../lib/domain/flow-log-spec'
import { Refusal } from '../../lib/domain/refusal'
import type { ChangeItemInput } from '../../lib/http/schemas/change-requests'
import { configurationDocument } from '../../lib/http/schemas/configuration-document'
import { CAPABILITIES, capabilitiesOf } from '../../lib/providers/capabilities'
import { addAccount } from '../../lib/services/add-account'
import { approveChange } from '../../lib/services/approve-change'
import { planChangeRequest } from '../../lib/services/plan-change-request'
import { proposeChange } from '../../lib/services/propose-change'
import type { ServiceContext } from '../../lib/services/service-context'
import { type Database, openDatabase } from '../../lib/store/database/connection'
import { readInstallation } from '../../lib/store/installation'
import type { SettingsPatch } from '../../simulator/core/settings'
import { startSimulator, type Simulator } from '../../simulator/server'
import { createTestDatabase } from '../database'
import { changesSomething, CloudGate } from './cloud-gate'
import { DatabaseGate } from './database-gate'
import { OPERATOR, type Fleet } from './fleet'
import { othersLogs, violations, type InvariantOptions, type OthersLogs } from './invariant'
import { WorkerProcess, type WorkerSetting } from './worker-process'

const POLL_MS = 40

/** How a world of crash tests is made. */
export interface CrashWorldOptions {
  readonly fleet: (simulator: Simulator) => Fleet
  readonly settings?: SettingsPatch
  /** Keeps the simulated world between starts of the simulator. */
  readonly keepsWorld?: boolean
  /** A migrated database on a server of its own; otherwise one is made on the server of the run. */
  readonly databaseUrl?: string
}

/** A fleet in the simulated clouds, a database, and real worker processes that can be killed at any moment. */
export class CrashWorld {
  readonly cloud: CloudGate
  private readonly workers: WorkerProcess[] = []

  private constructor(
    public simulator: Simulator,
    readonly fleet: Fleet,
    /** Through the gate, as the workers see it. */
    readonly database: Database,
    readonly databaseGate: DatabaseGate,
    cloud: CloudGate,
    readonly folder: string,
    private readonly options: CrashWorldOptions,
  ) {
    this.cloud = cloud
    this.others = othersLogs(fleet, simulator)
  }

  readonly others: OthersLogs
  /** Flow logs from before the present test; what it makes is counted apart from them. */
  private earlier: ReadonlySet<string> = new Set()
  private earlierRequests = 0

  /** Everything from here on counts as a test of its own: the world is tidy, one worker runs. */
  async begin(): Promise<WorkerProcess> {
    this.earlier = new Set(this.fleet.logs(this.simulator).map(({ id }) => id))
    this.earlierRequests = await this.lastRequest()
    this.cloud.calls.length = 0
    const [running] = this.workers.filter((worker) => worker.isAlive)
    return running ?? this.startWorker()
  }

  /** Takes back whatever a test declared or disturbed. */
  async tidyUp(): Promise<void> {
    this.cloud.onEffect = () => undefined
    this.cloud.forgetHolds()
    this.databaseGate.forgetHolds()
    this.simulator.admin.clearFaults()
    this.simulator.admin.patchSettings(settingsOf(this.options))
    const { rows } = await this.pool.query(`SELECT 1 FROM "configuration" WHERE "deletedAt" IS NULL`)
    if (rows.length === 0) return
    if (!this.workers.some((worker) => worker.isAlive)) await this.startWorker()
    // Whatever a failed test left waiting is not asked of the next one.
    this.earlierRequests = await this.lastRequest()
    await this.undeclare()
    await this.expectInvariant({ desired: 0 }, 30_000)
  }

  /** Opens one; whoever opened it closes it. */
  static async open(options: CrashWorldOptions): Promise<CrashWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'weir-crash-'))
    const simulator = await openSimulator(options, folder)
    const fleet = options.fleet(simulator)
    fleet.plantOthers(simulator)
    const made = options.databaseUrl === undefined ? await createTestDatabase(inject('databaseServer')) : null
    const databaseGate = await DatabaseGate.open(made?.url ?? options.databaseUrl ?? '')
    const database = openDatabase({
      url: databaseGate.url,
      applicationName: 'weir-crash-test',
      onConnectionLost: () => undefined,
    })
    const cloud = await CloudGate.open(simulator.url)
    const world = new CrashWorld(simulator, fleet, database, databaseGate, cloud, folder, options)
    world.dropDatabase = () => made?.drop() ?? Promise.resolve()
    return world
  }

  private dropDatabase: () => Promise<void> = () => Promise.resolve()

  get pool(): Database['pool'] {
    return this.database.pool
  }

  async startWorker(setting: Partial<WorkerSetting> = {}): Promise<WorkerProcess> {
    const worker = await WorkerProcess.start({
      databaseUrl: this.databaseGate.url,
      cloudUrl: this.cloud.url,
      dataDir: this.folder,
      ...setting,
    })
    this.workers.push(worker)
    return worker
  }

  /** Adds the fleet's accounts, and waits until a worker has looked at everything. */
  async onboard(): Promise<void> {
    await readInstallation(this.pool)
    for (const account of this.fleet.accounts) await addAccount(this.services, OPERATOR, account)
    await this.until('every scope was looked at', async () => {
      const { rows } = await this.pool.query<{ left: number; all: number }>(
        `SELECT count(*) FILTER (WHERE "discoveredAt" IS NULL OR ("region" <> 'global' AND "flowLogsObservedAt" IS NULL))::int
           AS "left", count(*)::int AS "all" FROM "scope"`,
      )
      return rows[0]?.left === 0 && rows[0].all > 0
    })
  }

  /** Proposes, plans and approves; what moves in between is planned again, as a person would. */
  async approve(...items: readonly ChangeItemInput[]): Promise<void> {
    await this.approveRequest(
      await proposeChange(this.services, OPERATOR, { reason: 'A crash test.', items: [...items] }),
    )
  }

  /** Approves what the engine asks for by itself, as soon as it does. */
  async approveFollowUp(): Promise<void> {
    const find = async () => {
      const { rows } = await this.pool.query<{ id: string }>(
        `SELECT "id" FROM "change_request" WHERE "origin" = 'follow-up' AND "state" = 'open' ORDER BY "number" DESC LIMIT 1`,
      )
      return rows[0]?.id ?? null
    }
    await this.until('the engine asks for an approval', async () => (await find()) !== null)
    await this.approveRequest((await find()) ?? '')
  }

  private async approveRequest(id: string): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      await planChangeRequest(this.services, id)
      const { rows } = await this.pool.query<{ digest: string }>(
        `SELECT p."digest" FROM "change_request" c JOIN "plan" p ON p."id" = c."planId" WHERE c."id" = $1`,
        [id],
      )
      const digest = rows[0]?.digest
      if (digest === undefined) throw new Error('the change request has no plan')
      try {
        await approveChange(this.services, OPERATOR, id, { digest, note: '' })
        return
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'plan-changed') || tries === 10) throw error
      }
    }
  }

  /** Declares the fleet's Configuration. */
  declare(): Promise<void> {
    return this.approve({ op: 'create', document: configurationDocument.parse(this.fleet.document) })
  }

  /** Gives the Configuration another spec. */
  async respecify(spec: FlowLogSpec): Promise<void> {
    const { id, generation } = await this.configuration()
    const document = configurationDocument.parse({ ...this.fleet.document, spec })
    await this.approve({ op: 'edit', configurationId: id, baseGeneration: generation, document })
  }

  /** Deletes the Configuration, and with it its flow logs. */
  async undeclare(): Promise<void> {
    const { id, generation } = await this.configuration()
    await this.approve({ op: 'delete', configurationId: id, baseGeneration: generation })
  }

  private async configuration(): Promise<{ readonly id: string; readonly generation: number }> {
    const { rows } = await this.pool.query<{ id: string; generation: number }>(
      `SELECT "id", "generation" FROM "configuration" WHERE "deletedAt" IS NULL`,
    )
    const [row] = rows
    if (row === undefined) throw new Error('there is no Configuration')
    return row
  }

  /** Waits until nothing is wrong any more; fails with everything that still is. */
  async expectInvariant(options: InvariantOptions, withinMs = 60_000): Promise<void> {
    const { pool, simulator, fleet, others, earlier, earlierRequests, cloud } = this
    const evidence = { pool, simulator, fleet, others, earlier, earlierRequests, calls: cloud.calls }
    const find = () => violations({ ...evidence, simulator: this.simulator }, options)
    const deadline = Date.now() + withinMs
    let found = await this.tryTo(find)
    while (found.length > 0 && Date.now() < deadline) {
      await sleep(POLL_MS)
      found = await this.tryTo(find)
    }
    if (found.length > 0) expect.fail(`${found.join('\n')}\n${await this.lastWords()}`)
  }

  /** The database may be away for a moment in these tests. */
  private async tryTo(find: () => Promise<readonly string[]>): Promise<readonly string[]> {
    return find().catch((error: unknown) => [`the database does not answer: ${String(error)}`])
  }

  /**
   * Watches every target from now on: answers the ids of those that were without a flow log of ours at any moment after
   * they had one, and of those that ever had more than two.
   */
  watchTargets(): { readonly gaps: ReadonlySet<string>; readonly crowds: ReadonlySet<string> } {
    const gaps = new Set<string>()
    const crowds = new Set<string>()
    const had = new Set<string>()
    const look = () => {
      const counts = new Map<string, number>()
      for (const { id, isAlive, operationId, targetId } of this.fleet.logs(this.simulator)) {
        if (isAlive && operationId !== null && !this.earlier.has(id))
          counts.set(targetId, (counts.get(targetId) ?? 0) + 1)
      }
      for (const target of had) if (!counts.has(target)) gaps.add(target)
      for (const [target, count] of counts) {
        had.add(target)
        if (count > 2) crowds.add(target)
      }
    }
    look()
    this.cloud.onEffect = (call) => changesSomething(call) && look()
    return { gaps, crowds }
  }

  /** Waits until something holds. */
  async until(what: string, holds: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
    const deadline = Date.now() + withinMs
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(`never: ${what}\n${await this.lastWords()}`)
      await sleep(POLL_MS)
    }
  }

  /** Results of operations on living desired flow logs. */
  resultsStored(): Promise<number> {
    return this.count(`SELECT count(*)::int AS "count" FROM "cloud_operation_result" r
      JOIN "cloud_operation_item" i USING ("operationId") JOIN "desired_flow_log" d ON d."id" = i."desiredFlowLogId"
      WHERE d."endedAt" IS NULL`)
  }

  /** Desired flow logs that are as they should be, as far as the database knows. */
  activePhases(): Promise<number> {
    return this.count(`SELECT count(*)::int AS "count" FROM "desired_flow_log" WHERE "phase" = 'Active'`)
  }

  /** The measured gaps of the replacements that have ended, in seconds; null where one is not known. */
  async measuredGaps(): Promise<readonly (number | null)[]> {
    const { rows } = await this.pool.query<{ gapSeconds: number | null }>(
      `SELECT t."gapSeconds" FROM "transition" t JOIN "desired_flow_log" d ON d."id" = t."desiredFlowLogId"
        WHERE t."fromPhase" = 'Replacing' AND t."toPhase" = 'Active' AND d."endedAt" IS NULL`,
    )
    return rows.map(({ gapSeconds }) => gapSeconds)
  }

  /** Observed flow logs that one complete listing lacked. */
  missing(): Promise<number> {
    return this.count(`SELECT count(*)::int AS "count" FROM "observed_flow_log"
      WHERE "missingSince" IS NOT NULL AND "goneAt" IS NULL`)
  }

  /** How many living desired flow logs give which reason for their phase. */
  async phaseReasons(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.pool.query<{ reason: string; count: number }>(
      `SELECT "phaseReason" AS "reason", count(*)::int AS "count" FROM "desired_flow_log" WHERE "endedAt" IS NULL GROUP BY 1`,
    )
    return new Map(rows.map(({ reason, count }) => [reason, count]))
  }

  /** Regions whose last look failed for this reason. */
  async scopesWith(reason: string): Promise<number> {
    const { rows } = await this.pool.query(
      `SELECT 1 FROM "scope" WHERE "region" <> 'global' AND "problem"->>'reason' = $1`,
      [reason],
    )
    return rows.length
  }

  /** Whether everything that was approved is through. */
  async isAtRest(): Promise<boolean> {
    const left = await this.count(`SELECT count(*)::int AS "count" FROM "change_request" WHERE "state" <> 'applied'`)
    return left === 0
  }

  workersAlive(): number {
    return this.workers.filter((worker) => worker.isAlive).length
  }

  private lastRequest(): Promise<number> {
    return this.count(`SELECT coalesce(max("number"), 0)::int AS "count" FROM "change_request"`)
  }

  private async count(query: string): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(query)
    return rows[0]?.count ?? 0
  }

  /** Stops the simulator as a crash of the cloud would look like from here, and starts it again with its world. */
  async restartSimulator(): Promise<void> {
    await this.simulator.close()
    this.simulator = await openSimulator(this.options, this.folder)
    this.cloud.leadTo(this.simulator.url)
  }

  private async lastWords(): Promise<string> {
    const words = await Promise.all(this.workers.slice(-2).map((worker) => worker.lastWords()))
    return words.map((text) => `the worker said:\n${text}`).join('\n')
  }

  /** Kills what lives of the workers; nothing is held up any more. */
  async killWorkers(): Promise<void> {
    this.cloud.forgetHolds()
    this.databaseGate.forgetHolds()
    await Promise.all(this.workers.splice(0).map(async (worker) => worker.isAlive && worker.kill()))
  }

  async close(): Promise<void> {
    await this.killWorkers()
    await this.cloud.close()
    await this.database.close()
    await this.databaseGate.close()
    await this.simulator.close()
    await this.dropDatabase()
    await rm(this.folder, { recursive: true, force: true })
  }

  private get services(): ServiceContext {
    return {
      database: this.database,
      // Plans are made where they are asked for, so that the tests do not depend on a worker that is being killed.
      jobs: { send: () => Promise.resolve() },
      clock: () => new Date(),
      allCapabilities: Object.values(CAPABILITIES),
      capabilities: capabilitiesOf,
      renderCommand: ({ kind }) => kind,
    }
  }
}

function openSimulator(options: CrashWorldOptions, folder: string): Promise<Simulator> {
  return startSimulator({
    world: 'test',
    profile: 'test',
    settings: settingsOf(options),
    ...(options.keepsWorld === true && { dataDir: join(folder, 'simulator') }),
  })
}

/** Delays of the clouds are scaled to fractions of a second; an AWS that takes every copy saves nobody from making one. */
function settingsOf({ settings }: CrashWorldOptions): SettingsPatch {
  const aws = { duplicateMode: 'none', deliveryDelay: { minMs: 10_000, maxMs: 20_000 }, visibilityDelayMs: 0 } as const
  return {
    profile: 'test',
    delayScale: 0.02,
    ...settings,
    aws: { ...aws, ...settings?.aws },
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
