import { buildPlan } from '../../lib/domain/build-plan'
import { capabilitiesOf } from '../../lib/providers/capabilities'
import { planChangeRequest } from '../../lib/services/plan-change-request'
import { planningFacts } from '../../lib/store/planning-facts'
import { type LoadedScope, loadScopeFacts, membershipOf } from '../../lib/store/scope-facts'
import { planScope } from '../../lib/domain/plan-scope'
import type { ConfigurationDocument } from '../../lib/domain/configuration'
import type { Database } from '../../lib/store/database/connection'
import { runBare } from '../bare/run'
import { propose, serviceContext } from '../measure/approve'
import { startBenchEngine } from '../measure/engine'
import type { BenchRun } from '../run'
import { bareAwsInput } from './aws'
import { awsDocument } from './documents'

const TIMEOUT_MS = 10 * 60_000

/** Clouds that answer at once: what is left is the engine's own time, and the simulator's to write its answers. */
const SETTINGS = {
  latencyMs: { read: 0, create: 0, other: 0 },
  throttlingEnabled: false,
  aws: { deliveryDelay: { minMs: 0, maxMs: 0 } },
}

/** What looking at a fleet of one size and planning for it took. */
export interface FleetTimes {
  readonly resources: number
  /** The first look: every row is new. */
  readonly firstLookMs: number
  /** Observe and plan, nothing new: all resources and logs listed, compared and planned for. */
  readonly lookMs: number
  /** Processor time the worker takes for such a look. */
  readonly lookCpuMs: number | null
  /** The same listings by the bare script: the clouds' and their SDK's part of it. */
  readonly bareLookMs: number
  /** A plan of a creation for every resource, from loaded facts to the digest. */
  readonly planMs: number
  /** The same by the use case: loading, planning, commands and names, storing. */
  readonly proposalMs: number
  readonly workerPeakMiB: number | null
}

/**
 * A fleet of VPCs that all carry a flow log somebody else made, under a Configuration that wants one more on each and is
 * only observed: each look lists everything, compares everything and plans for everything, and changes nothing.
 */
export async function measureFleet(run: BenchRun, resources: number): Promise<FleetTimes> {
  const { simulator, note } = run
  await simulator.reset('bench-aws', { ...SETTINGS, bench: { awsVpcs: resources, awsAccounts: 10 } })
  await runBare({ name: 'aws', input: { ...(await bareAwsInput(simulator, { creates: true })), listAfterMs: 0 } })
  const bare = await runBare({ name: 'aws', input: await bareAwsInput(simulator, { creates: false }) })
  note(`${resources} resources: the bare script lists them in ${(bare.ms / 1000).toFixed(1)} s`)

  const engine = await startBenchEngine({
    cluster: run.cluster,
    name: `weir_bench_${resources}`,
    folder: run.folder,
    isProfiled: run.isProfiled,
    simulatorUrl: simulator.url,
    timingsDivisor: 1,
  })
  try {
    await engine.approve(awsDocument('Bench: observed', 'observed', true))
    const startedAt = performance.now()
    await engine.addAccounts((await simulator.accounts()).filter(({ provider }) => provider === 'aws'))
    await engine.untilLooked(TIMEOUT_MS)
    const firstLookMs = performance.now() - startedAt
    note(`${resources} resources: first look ${(firstLookMs / 1000).toFixed(1)} s`)
    await engine.database.pool.query('ANALYZE')
    const cpuBefore = await engine.workerCpuMs()
    const looks: number[] = []
    for (let count = resources > 10_000 ? 1 : 3; count > 0; count -= 1) looks.push(await engine.look(TIMEOUT_MS))
    const cpuAfter = await engine.workerCpuMs()
    const lookMs = Math.min(...looks)
    note(`${resources} resources: observe and plan ${(lookMs / 1000).toFixed(2)} s`)
    const workerPeakMiB = await engine.workerPeakMiB()
    return {
      resources,
      firstLookMs,
      lookMs,
      lookCpuMs: cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / looks.length,
      bareLookMs: bare.ms,
      ...(await measurePlanning(engine.database, resources)),
      workerPeakMiB,
    }
  } finally {
    await engine.stop()
  }
}

/** Plans a second Configuration for every VPC: once on loaded facts, once as the use case. */
async function measurePlanning(
  database: Database,
  resources: number,
): Promise<{ readonly planMs: number; readonly proposalMs: number }> {
  const document = awsDocument('Bench: planned', 'planned')
  const { rows } = await database.pool.query<{ id: string }>(`SELECT "id" FROM "scope" WHERE "region" <> 'global'`)
  const loaded: LoadedScope[] = []
  for (const { id } of rows) loaded.push(await loadScopeFacts(database.pool, id, new Date()))
  const times = [
    planOnce(loaded, document, resources),
    planOnce(loaded, document, resources),
    planOnce(loaded, document, resources),
  ]

  const id = await propose(database, document)
  const startedAt = performance.now()
  await planChangeRequest(serviceContext(database), id)
  const proposalMs = performance.now() - startedAt
  return { planMs: Math.min(...times), proposalMs }
}

/** Membership, facts, assessments and the plan with its digest, on data that is in. */
function planOnce(loaded: readonly LoadedScope[], document: ConfigurationDocument, resources: number): number {
  const startedAt = performance.now()
  const proposed = { id: '018f0000-0000-7000-8000-000000000001', document, generation: 1, isDeleted: false }
  const assessments = loaded.flatMap((scope) => {
    const capabilities = capabilitiesOf(scope.ref.provider)
    const configurations = [...scope.configurations, proposed]
    const membership = membershipOf(scope, configurations)
    const facts = planningFacts(scope, membership, {
      capabilities,
      now: new Date(),
      idOf: ({ targetKeyText }) => `proposed ${targetKeyText}`,
      configurations,
    })
    return planScope(facts, capabilities).filter(({ action }) => action?.configurationId === proposed.id)
  })
  const plan = buildPlan(assessments, new Map([[proposed.id, 0]]))
  if (plan.actions.length !== resources) {
    throw new Error(`the plan has ${plan.actions.length} actions instead of ${resources}`)
  }
  return performance.now() - startedAt
}
