import { GLOBAL_REGION } from '../../lib/domain/scope'
import type { ScopeRef } from '../../lib/domain/scope'
import type { Resource } from '../../lib/domain/resource'
import { AWS_ERROR_FIXTURES } from '../../lib/providers/aws-ec2/__fixtures__/error-answers'
import { createAwsEc2Provider } from '../../lib/providers/aws-ec2/provider'
import type { AccountConnection, CallRecord } from '../../lib/providers/provider'
import type { SimClock } from '../../simulator/core/clock'
import { createManualClock } from '../../simulator/core/clock'
import type { FaultEffect } from '../../simulator/core/faults'
import { settingsFor } from '../../simulator/core/settings'
import { CONTROL_PLANE_ROLE } from '../../simulator/demo/accounts'
import { AWS_BASE_CREDENTIALS } from '../../simulator/demo/credentials'
import { TEST_EXTERNAL_ID, TEST_MEMBER_ACCOUNT } from '../../simulator/demo/test-world'
import { DELIVERY_ROLE, LOG_GROUP } from '../../simulator/demo/world-builder'
import type { Simulator } from '../../simulator/server'
import { startSimulator } from '../../simulator/server'
import { aResource } from './fake-resources'
import { IN_PLACE_SAMPLES } from './in-place-samples'
import type { ContractFault, ContractHarness, ContractOperation } from './provider/harness'
import { sampleSpec } from './sample-specs'

const REGION = 'eu-west-1'

const SCOPE: ScopeRef = { provider: 'aws-ec2', partition: 'aws', accountId: TEST_MEMBER_ACCOUNT, region: REGION }

const ROLE_ARN = `arn:aws:iam::${TEST_MEMBER_ACCOUNT}:role/${CONTROL_PLANE_ROLE}`

const OPERATIONS: Readonly<Record<ContractOperation, string>> = {
  create: 'CreateFlowLogs',
  observe: 'DescribeFlowLogs',
  delete: 'DeleteFlowLogs',
}

const DESCRIBES_BUT_SUBNETS: readonly string[] = [
  'ec2:DescribeRegions',
  'ec2:DescribeVpcs',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeTransitGateway*',
  'ec2:DescribeNatGateways',
  'ec2:DescribeFlowLogs',
]

/** Longer than any caller of the suite waits, short enough for the test that then looks. */
const STALL_MS = 600

/** The harness with the simulator behind it, for what only AWS does. */
export interface AwsSimulatorHarness extends ContractHarness {
  readonly simulator: Simulator
  readonly account: AccountConnection
}

/** The real adapter and SDK over real HTTP against a simulated AWS with a small world of its own. */
export async function makeAwsSimulatorHarness(): Promise<AwsSimulatorHarness> {
  const manual = createManualClock(settingsFor('test'))
  // The world's time is moved by hand; only an answer that stalls stalls in real time.
  const clock: SimClock = { ...manual, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }
  const simulator = await startSimulator({ world: 'test', seed: 1, profile: 'test', clock })
  const { admin } = simulator
  const truth = admin.clouds.aws.truth
  for (const number of [1, 2, 99]) {
    truth.putLogGroup({
      accountId: TEST_MEMBER_ACCOUNT,
      region: REGION,
      name: `/weir/contract-${number}`,
      isThrottled: false,
    })
  }
  const provider = createAwsEc2Provider({
    endpoints: { all: simulator.url },
    baseCredentials: () => Promise.resolve(AWS_BASE_CREDENTIALS),
  })
  const account: AccountConnection = {
    provider: 'aws-ec2',
    partition: 'aws',
    accountId: TEST_MEMBER_ACCOUNT,
    roleArn: ROLE_ARN,
    externalId: TEST_EXTERNAL_ID,
  }
  const calls: CallRecord[] = []
  const alive = () => truth.flowLogs({ account: TEST_MEMBER_ACCOUNT, region: REGION, deleted: false })
  const vpcs = () =>
    truth.resources({ account: TEST_MEMBER_ACCOUNT, region: REGION }).filter((one) => one.kind === 'vpc')
  const roleArn = (name: string) => `arn:aws:iam::${TEST_MEMBER_ACCOUNT}:role/${name}`

  // The session is taken before the suite counts calls: one AssumeRole per account is its own test.
  const context: ContractHarness['context'] = (overrides = {}) => ({
    account,
    scope: SCOPE,
    signal: new AbortController().signal,
    timeoutMs: 10_000,
    onCall: (call) => calls.push(call),
    ...overrides,
  })
  await provider.observe({ ...context(), onCall: () => undefined })
  const harnessStart = admin.meter.count()

  return {
    simulator,
    account,
    provider,
    scope: SCOPE,
    globalScope: { ...SCOPE, region: GLOBAL_REGION },
    suffers: new Set([
      'throttle',
      'loseReply',
      'loseRequest',
      'hang',
      'htmlError',
      'truncatedBody',
      'hideFresh',
      'partial',
    ]),
    errorFixtures: AWS_ERROR_FIXTURES,
    inPlace: IN_PLACE_SAMPLES['aws-ec2'],
    pageSize: 1000,
    settleMs: 1_000,
    calls,
    context,
    freshTargets: async (count) => {
      const busy = new Set(alive().map((log) => log.resourceId))
      const free = vpcs().filter((vpc) => !busy.has(vpc.id))
      return free.slice(0, count).map((vpc): Resource => aResource(SCOPE, 'VPC', vpc.id))
    },
    missingTarget: async () => aResource(SCOPE, 'VPC', 'vpc-0dead0dead0dead00'),
    spec: (number) => {
      const spec = sampleSpec('aws-ec2', SCOPE, number)
      return spec.family === 'cen' ? spec : { ...spec, deliverLogsPermissionArn: roleArn(DELIVERY_ROLE) }
    },
    advance: async (ms) => {
      manual.advance(ms)
      // An effect behind a stalled answer happens in real time.
      if (admin.faults().some((fault) => fault.effect.kind === 'delay' && fault.fired > 0)) {
        await new Promise((resolve) => setTimeout(resolve, STALL_MS))
      }
    },
    inject: async (operation, fault) => {
      admin.postFault({
        match: {
          operation: OPERATIONS[operation],
          ...(fault.kind === 'partial' ? { resource: fault.targetExternalId } : {}),
        },
        effect: effectOf(fault),
      })
    },
    injectError: async ({ operation, status, code, message }) => {
      admin.postFault({ match: { operation: OPERATIONS[operation] }, effect: { kind: 'error', status, code, message } })
    },
    deny: async () => {
      const role = truth.world.roles.get(ROLE_ARN)
      if (!role) throw new Error('the test world has lost the role of the control plane')
      const others = (role.allowedActions ?? []).filter((action) => action !== 'ec2:Describe*')
      truth.putRole({ ...role, allowedActions: [...others, ...DESCRIBES_BUT_SUBNETS] })
      return { permission: 'ec2:DescribeSubnets' }
    },
    wrongRole: () => ({ ...account, externalId: 'another-external-id' }),
    addForeignLogs: async (count) => {
      const last = vpcs().at(-1)
      if (!last) throw new Error('the test world has no VPC')
      return Array.from({ length: count }, () => {
        const planted = truth.plantFlowLog({
          accountId: TEST_MEMBER_ACCOUNT,
          region: REGION,
          resourceId: last.id,
          resourceType: 'VPC',
          destinationType: 'cloud-watch-logs',
          logGroupName: LOG_GROUP,
          permissionArn: roleArn(DELIVERY_ROLE),
          tags: [{ key: 'ManagedBy', value: 'somebody else' }],
        })
        return planted.id
      })
    },
    // The simulated AWS says only what the real one documents; the translation of other words has a test of its own.
    addStrangeLog: async () => null,
    truth: async () =>
      alive().map((log) => ({
        externalId: log.id,
        targetExternalId: log.resourceId,
        tags: Object.fromEntries(log.tags.map(({ key, value }) => [key, value])),
      })),
    seenByCloud: async () => admin.meter.count() - harnessStart,
    close: async () => {
      provider.close()
      await simulator.close()
    },
  }
}

function effectOf(fault: ContractFault): FaultEffect {
  switch (fault.kind) {
    case 'throttle':
    case 'loseReply':
    case 'loseRequest':
    case 'truncatedBody':
    case 'hideFresh':
      return fault
    case 'hang':
      return { kind: 'delay', ms: STALL_MS }
    case 'htmlError':
      return { kind: 'htmlError', status: 502 }
    case 'partial':
      return { kind: 'partial', code: '400', message: 'LogDestination: no-such-bucket does not exist.' }
  }
}
