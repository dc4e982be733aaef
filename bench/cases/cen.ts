import { TIMINGS } from '../../lib/reconciler/timings'
import type { SimAttachment, SimFlowLog, SimRouter } from '../../simulator/alibaba/world-types'
import type { WorldAccount } from '../../simulator/core/cloud'
import { runBare } from '../bare/run'
import { startBenchEngine } from '../measure/engine'
import { type BenchSimulator, SIMULATED_KEYS } from '../measure/simulator'
import { type CenAccountSize, cenFirstConvergence, cenSteadyLook } from '../necessary-calls'
import type { BenchRun } from '../run'
import { AT_ONCE } from './aws'
import { type ConvergenceFigures, measureConvergence } from './convergence'
import { cenDocument } from './documents'

const TIMEOUT_MS = 10 * 60_000

/**
 * A router takes one creation after the other, so 25 rounds of real waiting would take minutes: waits of the cloud and of
 * the engine are divided alike. Latencies stay, which makes the engine's own share of a round larger, never smaller.
 */
const DIVISOR = 4

/** Every creation takes the same time, a little less than the engine waits before it looks; quotas refill as much faster. */
const CREATE_MS = 4_000 / DIVISOR
const SETTINGS = {
  alibaba: {
    createDuration: { minMs: CREATE_MS, maxMs: CREATE_MS },
    buckets: { otherRead: { refillPerSecond: 20 * DIVISOR }, mutate: { refillPerSecond: 5 * DIVISOR } },
  },
}

const KINDS = { vpc: 'VPC', vpn: 'VPN', vbr: 'VBR', ecr: 'ECR', peer: 'TR' } as const

/** 1,000 attachments on 40 routers: first convergence, then a steady look. */
export async function benchCen(run: BenchRun): Promise<ConvergenceFigures> {
  const { simulator, note } = run
  // Quick: the three rarer kinds only, three rounds instead of 25.
  const wanted = run.isQuick ? (['vpn', 'vbr', 'ecr'] as const) : (['vpc', 'vpn', 'vbr', 'ecr'] as const)
  const attachmentKinds = wanted.map((kind) => KINDS[kind])
  await simulator.reset('bench-cen', SETTINGS)
  const accounts = (await simulator.accounts()).filter(({ provider }) => provider === 'alibaba')
  const fleet = await fleetSize(simulator, accounts, new Set(wanted))
  const scopes = fleet.flatMap((account) => account.scopes)
  const targets = scopes.flatMap(({ routers }) => routers).reduce((sum, router) => sum + router.targets, 0)

  note('the bare script')
  const { accessKeyId, accessKeySecret } = SIMULATED_KEYS.alibaba
  const result = await runBare({
    name: 'cen',
    input: {
      endpoint: simulator.url,
      keys: { accessKeyId, accessKeySecret },
      accounts,
      atOnce: AT_ONCE,
      pollMs: (TIMINGS.inFlightSlowMs[0] ?? 0) / DIVISOR,
      attachmentKinds,
    },
  })
  const calls = await simulator.calls()
  note(`${result.flowLogs} flow logs after ${(result.ms / 1000).toFixed(1)} s and ${calls.total} calls`)

  await simulator.reset('bench-cen', SETTINGS)
  const engine = await startBenchEngine({
    cluster: run.cluster,
    name: 'weir_bench_cen',
    folder: run.folder,
    isProfiled: run.isProfiled,
    simulatorUrl: simulator.url,
    timingsDivisor: DIVISOR,
  })
  try {
    return await measureConvergence({
      engine,
      simulator,
      accounts,
      document: cenDocument('Bench: every attachment', attachmentKinds),
      targets,
      scopes: scopes.length,
      necessary: { converge: cenFirstConvergence(fleet), steady: cenSteadyLook(fleet) },
      bare: { result, calls },
      truth: async () =>
        (await simulator.truth<SimFlowLog>('alibaba/flow-logs', 'flowLogs')).map(({ attachmentId }) => attachmentId),
      timeoutMs: TIMEOUT_MS,
      note,
    })
  } finally {
    await engine.stop()
  }
}

/** How large the fleet is, counted in the world itself. */
async function fleetSize(
  simulator: BenchSimulator,
  accounts: readonly WorldAccount[],
  wanted: ReadonlySet<string>,
): Promise<readonly CenAccountSize[]> {
  const routers = await simulator.truth<SimRouter>('alibaba/routers', 'routers')
  const attachments = await simulator.truth<SimAttachment>('alibaba/attachments', 'attachments')
  const cens = await simulator.truth<{ readonly cenId: string; readonly accountId: string }>('alibaba/cens', 'cens')
  const routerSize = ({ transitRouterId }: SimRouter) => {
    const own = attachments.filter((attachment) => attachment.transitRouterId === transitRouterId)
    return {
      attachments: Object.fromEntries(
        Object.keys(KINDS).map((kind) => [kind, own.filter((attachment) => attachment.kind === kind).length]),
      ),
      targets: own.filter(({ kind }) => wanted.has(kind)).length,
    }
  }
  return accounts.map(({ accountId, roleArn, regions }) => ({
    hasRole: roleArn !== null,
    routersOfCens: cens
      .filter((cen) => cen.accountId === accountId)
      .map(({ cenId }) => routers.filter((router) => router.cenId === cenId).length),
    scopes: regions.map((region) => ({
      routers: routers
        .filter((router) => router.accountId === accountId && router.regionId === region)
        .map((router) => routerSize(router)),
      flowLogsBefore: 0,
    })),
  }))
}
