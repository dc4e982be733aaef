import { FLOW_LOGS_SERVICE } from '../aws/delivery'
import { defaultFormat } from '../aws/record-format'
import { logGroupArn, roleArn, type AwsWorld } from '../aws/world'
import type {
  FlowLog,
  NatGateway,
  NetworkInterface,
  Subnet,
  Tag,
  TransitGateway,
  TransitGatewayAttachment,
  Vpc,
} from '../aws/world-types'
import type { SimRandom } from '../core/random'
import { DEMO_ACCOUNTS } from './accounts'
import { BUCKET, DELIVERY_ROLE, tagsOf } from './world-builder'

/** The networks that somebody may have logged already. */
export interface DemoNetwork {
  readonly vpcs: Vpc[]
  readonly subnets: Subnet[]
  readonly interfaces: NetworkInterface[]
  readonly transitGateways: TransitGateway[]
  readonly attachments: TransitGatewayAttachment[]
  readonly nats: NatGateway[]
}

/** A role of long ago that lost its rights: what it delivers fails with "Access error". */
const LEGACY_ROLE = 'flow-logs-legacy'

const DEBUG_GROUP = '/debug/one-interface'

const DAY_MS = 24 * 3600_000

const LONG_FORMAT =
  '${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ' +
  '${start} ${end} ${action} ${log-status} ${vpc-id} ${subnet-id} ${instance-id} ${tcp-flags} ${type} ${pkt-srcaddr} ${pkt-dstaddr} ${region} ${az-id}'

const SHORT_FORMAT = '${srcaddr} ${dstaddr} ${action} ${vpc-id} ${flow-direction}'

type Draft = Partial<FlowLog> & Pick<FlowLog, 'destinationType'>

/** Who makes flow logs in such a fleet, how many, and what theirs look like. */
interface Maker {
  readonly count: number
  /** Which of the networks it looks after. */
  readonly on: 'vpc' | 'subnet' | 'network-interface' | 'transit-gateway' | 'attachment'
  readonly accounts?: readonly string[]
  draft(target: { readonly id: string; readonly ownerId: string; readonly region: string }, random: SimRandom): Draft
}

const MAKERS: readonly Maker[] = [
  {
    // A Terraform module, the way most accounts started.
    count: 30,
    on: 'vpc',
    draft: (target) => ({
      ...toBucket(BUCKET, 'terraform'),
      destinationOptions: { fileFormat: 'parquet', hiveCompatiblePartitions: true, perHourPartition: true },
      logFormat: LONG_FORMAT,
      tags: tagsOf({
        Name: 'vpc-flow-logs',
        terraform: 'true',
        module: 'network-baseline',
        ManagedBy: 'terraform',
      }) as Tag[],
      createdBy: assumed(target.ownerId, 'terraform-runner', 'apply'),
    }),
  },
  {
    count: 14,
    on: 'vpc',
    draft: (target) => ({
      ...toLogGroup(target, '/network/flow-logs', DELIVERY_ROLE),
      tags: tagsOf({ ManagedBy: 'terraform', 'terraform-workspace': 'network' }) as Tag[],
      createdBy: assumed(target.ownerId, 'terraform-runner', 'apply'),
    }),
  },
  {
    // Delivery has failed for ages and nobody noticed, because the log says ACTIVE.
    count: 16,
    on: 'vpc',
    accounts: ['data-prod', 'data-dev', 'payments-staging', 'edge-prod'],
    draft: (target) => ({
      ...toLogGroup(target, '/legacy/vpc-flow-logs', LEGACY_ROLE),
      tags: tagsOf({ Name: 'legacy-flow-logs' }) as Tag[],
      createdBy: userOf(target.ownerId, 'network-operator'),
    }),
  },
  {
    // Only what was refused, for an audit of long ago.
    count: 14,
    on: 'vpc',
    draft: (target) => ({
      ...toBucket(BUCKET, 'rejects'),
      trafficType: 'REJECT',
      tags: tagsOf({ Name: 'rejected-traffic', purpose: 'audit' }) as Tag[],
      createdBy: userOf(target.ownerId, 'security-auditor'),
    }),
  },
  {
    count: 16,
    on: 'vpc',
    draft: (target, random) => ({
      ...toLogGroup(target, 'cfn-vpc-flow-logs', DELIVERY_ROLE),
      // Made with a group name: the API gives no destination ARN for these.
      logDestination: null,
      tags: tagsOf({
        'aws:cloudformation:stack-name': 'network-baseline',
        'aws:cloudformation:logical-id': 'FlowLog',
        'aws:cloudformation:stack-id': `arn:aws:cloudformation:${target.region}:${target.ownerId}:stack/network-baseline/${random.uuid()}`,
      }) as Tag[],
      createdBy: assumed(target.ownerId, 'cloudformation-deploy', 'AWSCloudFormation'),
    }),
  },
  {
    count: 10,
    on: 'vpc',
    accounts: ['security-tooling', 'sandbox', 'platform-shared'],
    draft: (target) => ({
      ...toLogGroup(target, 'aws-controltower/VPCFlowLogs', DELIVERY_ROLE),
      tags: tagsOf({
        Name: 'aws-controltower-VPC',
        'aws:cloudformation:stack-name': 'StackSet-AWSControlTowerBP-VPC-ACCOUNT-FACTORY-V1',
      }) as Tag[],
      createdBy: assumed(target.ownerId, 'AWSControlTowerExecution', 'aws-controltower'),
    }),
  },
  {
    // Made by hand in the console: one field order nobody remembers choosing, every minute.
    count: 8,
    on: 'subnet',
    draft: (target) => ({
      ...toBucket(`${BUCKET}-us`, ''),
      logFormat: SHORT_FORMAT,
      aggregationSeconds: 60,
      createdBy: userOf(target.ownerId, 'network-operator'),
    }),
  },
  {
    count: 6,
    on: 'network-interface',
    draft: (target, random) => ({
      ...toLogGroup(target, DEBUG_GROUP, DELIVERY_ROLE),
      aggregationSeconds: 60,
      trafficType: random.chance(0.5) ? 'ACCEPT' : 'ALL',
      tags: tagsOf({ Name: 'temporary-debugging' }) as Tag[],
      createdBy: userOf(target.ownerId, 'service-owner'),
    }),
  },
  {
    // Its bucket was deleted with an old account.
    count: 3,
    on: 'vpc',
    draft: (target) => ({
      ...toBucket('old-account-flow-logs', ''),
      createdBy: userOf(target.ownerId, 'network-operator'),
    }),
  },
  {
    // The third message there is: nobody knows, least of all the vendor.
    count: 2,
    on: 'vpc',
    draft: (target) => ({
      ...toBucket(BUCKET, 'trial'),
      forcedError: 'Unknown error',
      createdBy: userOf(target.ownerId, 'service-owner'),
    }),
  },
  {
    count: 4,
    on: 'transit-gateway',
    draft: (target) => ({
      ...toBucket(BUCKET, 'transit'),
      tags: tagsOf({ Name: 'tgw-flow-logs', terraform: 'true' }) as Tag[],
      createdBy: assumed(target.ownerId, 'terraform-runner', 'apply'),
    }),
  },
  {
    count: 4,
    on: 'attachment',
    draft: (target) => ({
      ...toLogGroup(target, '/network/transit', DELIVERY_ROLE),
      createdBy: userOf(target.ownerId, 'network-operator'),
    }),
  },
]

/** Plants the flow logs that others made: about 125, fine and broken, of every origin and age. */
export function plantForeignFlowLogs(world: AwsWorld, random: SimRandom, network: DemoNetwork, nowMs: number): void {
  for (const account of DEMO_ACCOUNTS) {
    world.addRole({
      accountId: account.id,
      name: LEGACY_ROLE,
      trustedServices: [FLOW_LOGS_SERVICE],
      trustedPrincipals: [],
      externalId: null,
      maxSessionSeconds: 3600,
      allowedActions: ['logs:DescribeLogGroups'],
    })
  }
  const taken = new Set<string>()
  for (const maker of MAKERS) {
    const wanted = new Set(
      DEMO_ACCOUNTS.filter((account) => maker.accounts?.includes(account.name) ?? true).map((account) => account.id),
    )
    const candidates = targetsOf(network, maker.on).filter((target) => wanted.has(target.ownerId))
    for (let number = 0; number < maker.count; number += 1) {
      const free = candidates.filter((target) => !taken.has(target.id))
      const target = random.pick(free)
      // One in twelve gets a second log from somebody else on top: duplicates cost money, and should be seen.
      if (!random.chance(1 / 12)) taken.add(target.id)
      plant(world, random, maker, target, nowMs)
    }
  }
  // One log group takes in less than it is given: the second of the three delivery messages.
  for (const group of world.logGroups.values()) {
    if (group.name !== DEBUG_GROUP) continue
    group.isThrottled = true
    break
  }
}

function plant(
  world: AwsWorld,
  random: SimRandom,
  maker: Maker,
  target: { readonly id: string; readonly ownerId: string; readonly region: string },
  nowMs: number,
): void {
  const createdAtMs = nowMs - random.int(2, 900) * DAY_MS - random.int(0, DAY_MS)
  const isTransit = maker.on === 'transit-gateway' || maker.on === 'attachment'
  const draft = maker.draft(target, random)
  const flowLog: FlowLog = {
    id: `fl-0${random.hex(16)}`,
    accountId: target.ownerId,
    region: target.region,
    resourceId: target.id,
    resourceType: TYPES[maker.on],
    trafficType: isTransit ? null : 'ALL',
    logDestination: null,
    logGroupName: null,
    permissionArn: null,
    crossAccountRole: null,
    logFormat: defaultFormat(isTransit ? 'transit-gateway' : 'vpc'),
    aggregationSeconds: isTransit ? 60 : 600,
    destinationOptions: null,
    tagFieldSpecifications: [],
    tags: [],
    clientToken: null,
    createdBy: userOf(target.ownerId, 'network-operator'),
    createdAtMs,
    visibleAtMs: createdAtMs,
    verdictAtMs: createdAtMs + 600_000,
    forcedError: null,
    ...draft,
    sequence: world.nextSequence(),
    deletedAtMs: null,
    deletedBy: null,
    hiddenAtMs: null,
  }
  world.flowLogs.add(flowLog)
  if (flowLog.logGroupName !== null && !flowLog.logGroupName.startsWith('/legacy/')) {
    const { accountId, region, logGroupName: name } = flowLog
    if (!world.logGroups.has(logGroupArn(accountId, region, name))) {
      world.addLogGroup({ accountId, region, name, isThrottled: false })
    }
  }
}

const TYPES = {
  vpc: 'VPC',
  subnet: 'Subnet',
  'network-interface': 'NetworkInterface',
  'transit-gateway': 'TransitGateway',
  attachment: 'TransitGatewayAttachment',
} as const

function targetsOf(network: DemoNetwork, on: Maker['on']) {
  switch (on) {
    case 'vpc':
      return network.vpcs
    case 'subnet':
      return network.subnets
    case 'network-interface':
      return network.interfaces
    case 'transit-gateway':
      return network.transitGateways
    case 'attachment':
      return network.attachments
  }
}

function toBucket(bucket: string, prefix: string): Draft {
  return {
    destinationType: 's3',
    logDestination: prefix === '' ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${prefix}/`,
    destinationOptions: { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: false },
  }
}

function toLogGroup(target: { readonly ownerId: string; readonly region: string }, name: string, role: string): Draft {
  return {
    destinationType: 'cloud-watch-logs',
    logDestination: logGroupArn(target.ownerId, target.region, name),
    logGroupName: name,
    permissionArn: roleArn(target.ownerId, role),
  }
}

function assumed(accountId: string, role: string, session: string): string {
  return `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`
}

function userOf(accountId: string, user: string): string {
  return `arn:aws:iam::${accountId}:user/${user}`
}
