import { LOCAL_OPERATOR } from '../../lib/domain/change-item'
import type { ConfigurationDocument } from '../../lib/domain/configuration'
import type { FlowLogSpec } from '../../lib/domain/flow-log-spec'
import { OWNERSHIP_TAGS } from '../../lib/domain/flow-log'
import type { ProviderId } from '../../lib/domain/provider-id'
import type { AddAccountInput } from '../../lib/services/add-account'
import { TEST_WORLD } from '../../simulator/alibaba/worlds/test-world'
import { AWS_BASE_CREDENTIALS } from '../../simulator/demo/credentials'
import { TEST_MEMBER_ACCOUNT } from '../../simulator/demo/test-world'
import { BUCKET, LOG_GROUP, DELIVERY_ROLE } from '../../simulator/demo/world-builder'
import type { Simulator } from '../../simulator/server'
import { aConfiguration } from '../builders/cloud-facts'
import { aCenSpec, aVpcSpec } from '../builders/flow-log-specs'

/** A flow log as the cloud itself knows it, alive or gone. */
export interface TrueLog {
  readonly id: string
  /** What it logs, by the cloud's id. */
  readonly targetId: string
  readonly isAlive: boolean
  /** Settled and capturing. */
  readonly isActive: boolean
  /** The operation that its tags name; null when it has no mark of ours. */
  readonly operationId: string | null
  /** What distinguishes a desired one: destination and the like, as `shapeOf` tells of a spec. */
  readonly shape: string
  /** Everything the cloud knows of it, for a comparison byte for byte. */
  readonly bytes: string
}

/** Accounts of one simulated cloud, targets to be logged, and others' flow logs that must stay as they are. */
export interface Fleet {
  readonly provider: ProviderId
  readonly accounts: readonly AddAccountInput[]
  readonly document: ConfigurationDocument
  /** Another spec that the cloud can only reach by replacing the log. */
  readonly elsewhere: FlowLogSpec
  /** Another one that it reaches by changes in place, in more than one call where it can. */
  readonly changed: FlowLogSpec
  /** The vendor's name of the call that makes flow logs, and of the one that deletes them. */
  readonly create: string
  readonly remove: string
  /** Puts flow logs of other people into the world. */
  plantOthers(simulator: Simulator): void
  /** Every flow log there is or was. */
  logs(simulator: Simulator): readonly TrueLog[]
  shapeOf(spec: FlowLogSpec): string
}

const AWS_REGION = 'eu-west-1'
const AWS_ACCOUNTS = [AWS_BASE_CREDENTIALS.accountId, TEST_MEMBER_ACCOUNT]

/** 24 VPCs and subnets in two accounts: two batches in each of two scopes. */
export function awsFleet(simulator: Simulator): Fleet {
  const spec = aVpcSpec({ logDestination: `arn:aws:s3:::${BUCKET}/weir/`, tags: { owner: 'network' } })
  return {
    provider: 'aws-ec2',
    accounts: accountsOf(simulator, 'aws', AWS_ACCOUNTS, [AWS_REGION]),
    document: {
      ...documentOf('VPCs and subnets'),
      selector: { kind: 'clauses', clauses: [{ on: 'type', values: ['VPC', 'Subnet'] }], excludes: [] },
      spec,
    },
    elsewhere: { ...spec, logDestination: `arn:aws:s3:::${BUCKET}/elsewhere/` },
    changed: { ...spec, tags: { team: 'platform' } },
    create: 'CreateFlowLogs',
    remove: 'DeleteFlowLogs',
    plantOthers({ admin }) {
      const { truth } = admin.clouds.aws
      for (const accountId of AWS_ACCOUNTS) {
        const [vpc, other] = truth
          .resources({ account: accountId, region: AWS_REGION })
          .filter(({ kind, ownerId }) => kind === 'vpc' && ownerId === accountId)
        if (vpc === undefined || other === undefined) throw new Error('the test world lacks VPCs')
        const plant = (resourceId: string, tags: { key: string; value: string }[]) =>
          truth.plantFlowLog({
            accountId,
            region: AWS_REGION,
            resourceId,
            resourceType: 'VPC',
            destinationType: 'cloud-watch-logs',
            logGroupName: LOG_GROUP,
            permissionArn: `arn:aws:iam::${accountId}:role/${DELIVERY_ROLE}`,
            tags,
          })
        plant(vpc.id, [{ key: 'managed-by', value: 'terraform' }])
        plant(other.id, [])
      }
    },
    logs({ admin }) {
      const { flowLogs } = admin.clouds.aws.truth.world
      return flowLogs.all().map((log): TrueLog => {
        const tags = new Map(log.tags.map(({ key, value }) => [key, value]))
        const own = [...tags].filter(([key]) => !key.startsWith('weir:')).sort()
        return {
          id: log.id,
          targetId: log.resourceId,
          isAlive: log.deletedAtMs === null,
          isActive: true,
          operationId: tags.get(OWNERSHIP_TAGS.operation) ?? null,
          shape: JSON.stringify([log.logDestination?.replace(/\/$/, ''), log.trafficType, log.aggregationSeconds, own]),
          bytes: JSON.stringify(log),
        }
      })
    },
    shapeOf(wanted) {
      if (wanted.family === 'cen') throw new Error('not a spec of this cloud')
      const { logDestination, trafficType, maxAggregationIntervalSeconds, tags } = wanted
      const own = Object.entries(tags).sort()
      return JSON.stringify([logDestination.replace(/\/$/, ''), trafficType, maxAggregationIntervalSeconds, own])
    },
  }
}

/** A dozen VPC attachments on four routers of two accounts: each router takes one change at a time. */
export function cenFleet(simulator: Simulator): Fleet {
  const spec = aCenSpec({ projectName: 'weir-{accountId}-{region}', logStoreName: 'flow-logs', flowLogName: 'weir' })
  const regions = ['cn-hangzhou', 'cn-shanghai']
  return {
    provider: 'alibaba-cen',
    accounts: [
      ...accountsOf(simulator, 'alibaba', [TEST_WORLD.mainAccountId], regions),
      ...accountsOf(simulator, 'alibaba', [TEST_WORLD.memberAccountId], ['cn-hangzhou']),
    ],
    document: {
      ...documentOf('VPC attachments'),
      provider: 'alibaba-cen',
      family: 'cen',
      selector: { kind: 'clauses', clauses: [{ on: 'attachmentKind', values: ['VPC'] }], excludes: [] },
      spec,
    },
    elsewhere: { ...spec, logStoreName: 'elsewhere' },
    changed: { ...spec, intervalSeconds: 60, description: 'changed in place', tags: { team: 'platform' } },
    create: 'CreateFlowlog',
    remove: 'DeleteFlowlog',
    // The small world has one on an attachment that this fleet selects: it stands in the way, and stays.
    plantOthers: () => undefined,
    logs({ admin }) {
      const cloud = admin.clouds.alibaba.admin
      const gone = cloud.goneFlowLogs().map((log) => ({ log, isAlive: false }))
      return [...gone, ...cloud.flowLogs().map((log) => ({ log, isAlive: true }))].map(({ log, isAlive }): TrueLog => {
        const tags = new Map(log.tags.map(({ key, value }) => [key, value]))
        const own = [...tags].filter(([key]) => !key.startsWith('weir:')).sort()
        return {
          id: log.flowLogId,
          targetId: log.attachmentId,
          isAlive,
          isActive: log.status === 'Active',
          operationId: tags.get(OWNERSHIP_TAGS.operation) ?? null,
          shape: JSON.stringify([log.logStoreName, log.name, log.description, log.intervalSeconds, own]),
          bytes: JSON.stringify(log),
        }
      })
    },
    shapeOf(wanted) {
      if (wanted.family !== 'cen') throw new Error('not a spec of this cloud')
      const { logStoreName, flowLogName, description, intervalSeconds, tags } = wanted
      return JSON.stringify([logStoreName, flowLogName, description, intervalSeconds, Object.entries(tags).sort()])
    },
  }
}

/** The person who acts in these tests. */
export const OPERATOR = LOCAL_OPERATOR

function documentOf(name: string): ConfigurationDocument {
  const { generation: _generation, ...document } = aConfiguration({ name })
  return document
}

function accountsOf(
  { admin }: Simulator,
  provider: 'aws' | 'alibaba',
  accountIds: readonly string[],
  regions: readonly string[],
): readonly AddAccountInput[] {
  return accountIds.map((accountId) => {
    const account = admin.accounts().find((one) => one.provider === provider && one.accountId === accountId)
    if (account === undefined) throw new Error(`the world has no account ${accountId}`)
    const { name, roleArn, externalId } = account
    const id: ProviderId = provider === 'aws' ? 'aws-ec2' : 'alibaba-cen'
    return { provider: id, accountId, name, roleArn, externalId, regions, labels: {} }
  })
}
