import { TIMINGS } from '../../lib/reconciler/timings'
import type { AnyResource, FlowLog } from '../../simulator/aws/world-types'
import type { BareAwsInput } from '../bare/aws'
import { runBare } from '../bare/run'
import { startBenchEngine } from '../measure/engine'
import { SIMULATED_KEYS, type BenchSimulator } from '../measure/simulator'
import { awsFirstConvergence, awsSteadyLook, type AwsFleetSize } from '../necessary-calls'
import type { BenchRun } from '../run'
import { type ConvergenceFigures, measureConvergence } from './convergence'
import { awsDocument } from './documents'

const TIMEOUT_MS = 5 * 60_000
/** What the engine is started with: the standard of WEIR_WORKER_CONCURRENCY. */
export const AT_ONCE = 8

/** The delivery verdict is there when the listing after comes: waiting for it would be a wait for the cloud. */
const SETTINGS = { aws: { deliveryDelay: { minMs: 1_000, maxMs: 1_000 } } }

const KINDS = ['vpc', 'subnet', 'network-interface', 'transit-gateway', 'transit-gateway-attachment', 'nat-gateway']

/** 10,000 VPCs over 40 scopes: first convergence, then a steady look. */
export async function benchAws(run: BenchRun): Promise<ConvergenceFigures> {
  const { simulator, note } = run
  const settings = { ...SETTINGS, bench: { awsVpcs: run.isQuick ? 1_000 : 10_000, awsAccounts: 10 } }
  await simulator.reset('bench-aws', settings)
  const fleet = await fleetSize(simulator)
  const targets = fleet.scopes.reduce((sum, scope) => sum + scope.targets, 0)
  const accounts = (await simulator.accounts()).filter(({ provider }) => provider === 'aws')

  note('the bare script')
  const result = await runBare({ name: 'aws', input: await bareAwsInput(simulator, { creates: true }) })
  const calls = await simulator.calls()
  note(`${result.flowLogs} flow logs after ${(result.ms / 1000).toFixed(1)} s and ${calls.total} calls`)

  await simulator.reset('bench-aws', settings)
  const engine = await startBenchEngine({
    cluster: run.cluster,
    name: 'weir_bench_aws',
    folder: run.folder,
    isProfiled: run.isProfiled,
    simulatorUrl: simulator.url,
    timingsDivisor: 1,
  })
  try {
    return await measureConvergence({
      engine,
      simulator,
      accounts,
      document: awsDocument('Bench: every VPC', 'bench'),
      targets,
      scopes: fleet.scopes.length,
      necessary: { converge: awsFirstConvergence(fleet), steady: awsSteadyLook(fleet) },
      bare: { result, calls },
      truth: async () =>
        (await simulator.truth<FlowLog>('aws/flow-logs?deleted=false', 'flowLogs')).map(({ resourceId }) => resourceId),
      timeoutMs: TIMEOUT_MS,
      note,
    })
  } finally {
    await engine.stop()
  }
}

/** The same fleet for the bare script. */
export async function bareAwsInput(
  simulator: BenchSimulator,
  { creates }: { readonly creates: boolean },
): Promise<BareAwsInput> {
  const { accessKeyId, secretAccessKey } = SIMULATED_KEYS.aws
  return {
    endpoint: simulator.url,
    keys: { accessKeyId, secretAccessKey },
    accounts: (await simulator.accounts()).filter(({ provider }) => provider === 'aws'),
    atOnce: AT_ONCE,
    listAfterMs: TIMINGS.inFlightMs[0] ?? 0,
    createBatch: (await simulator.settings()).aws.maxResourceIds,
    logDestination: 'arn:aws:s3:::org-network-flow-logs/bare/',
    creates,
  }
}

/** How large the fleet is, counted in the world itself. */
async function fleetSize(simulator: BenchSimulator): Promise<AwsFleetSize> {
  const accounts = (await simulator.accounts()).filter(({ provider }) => provider === 'aws')
  const counts = new Map<string, number>()
  for (const { ownerId, region, kind } of await simulator.truth<AnyResource>('aws/resources', 'resources')) {
    const key = [ownerId, region, kind].join(' ')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const count = (accountId: string, region: string, kind: string) =>
    counts.get([accountId, region, kind].join(' ')) ?? 0
  return {
    accounts: accounts.length,
    accountsWithRole: accounts.filter(({ roleArn }) => roleArn !== null).length,
    scopes: accounts.flatMap(({ accountId, regions }) =>
      regions.map((region) => ({
        resources: Object.fromEntries(KINDS.map((kind) => [kind, count(accountId, region, kind)])),
        flowLogsBefore: 0,
        targets: count(accountId, region, 'vpc'),
      })),
    ),
    // The cloud's own limit, not what the engine believes it to be.
    createBatch: (await simulator.settings()).aws.maxResourceIds,
  }
}
