import {
  CreateFlowLogsCommand,
  CreateTagsCommand,
  DeleteFlowLogsCommand,
  DescribeFlowLogsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { createRpcCall, type RpcCall } from '../simulator/alibaba/testing/rpc-client'
import { AWS_OTHER_CREDENTIALS } from '../simulator/demo/credentials'
import { runningStack } from './stack'

/** A flow log as the simulated AWS really holds it, deleted ones included. */
export interface AwsTruthLog {
  readonly id: string
  readonly accountId: string
  readonly region: string
  readonly resourceId: string
  readonly logDestination: string | null
  readonly logFormat: string
  readonly tags: readonly { readonly key: string; readonly value: string }[]
  readonly createdAtMs: number
  readonly verdictAtMs: number | null
  readonly deletedAtMs: number | null
  readonly deletedBy: string | null
  readonly deliverLogsStatus: 'SUCCESS' | 'FAILED' | null
}

/** A CEN flow log as the simulated Alibaba Cloud really holds it. */
interface CenTruthLog {
  readonly flowLogId: string
  readonly accountId: string
  readonly regionId: string
  readonly transitRouterId: string
  readonly attachmentId: string
  readonly projectName: string
  readonly logStoreName: string
  readonly intervalSeconds: number
  readonly status: string
  readonly tags: readonly { readonly key: string; readonly value: string }[]
}

interface NewVpc {
  readonly accountId: string
  readonly region: string
  readonly name: string
  readonly tags?: Readonly<Record<string, string>>
}

/** What the simulated clouds really hold, and ways to change it unasked: the admin API of the simulator. */
export const simulatedClouds = {
  /** Adds a VPC to the world of AWS, as somebody with a console would; answers its id. */
  async addVpc({ accountId, region, name, tags = {} }: NewVpc): Promise<string> {
    const made = await admin<{ id: string }>('POST', '/_sim/world/aws/resources', {
      kind: 'vpc',
      ownerId: accountId,
      region,
      tags: Object.entries({ Name: name, ...tags }).map(([key, value]) => ({ key, value })),
    })
    return made.id
  },

  /** How many calls that change something one region of an account has had so far: the clouds' own meter. */
  async changingCalls({ accountId, region }: { readonly accountId: string; readonly region: string }): Promise<number> {
    const { lines } = await admin<{
      lines: { operation: string; account: string; region: string; outcome: string; count: number }[]
    }>('GET', '/_sim/calls')
    return (
      lines
        .filter((line) => line.account === accountId && line.region === region)
        // A dry run is judged and not carried out: preflight asks with it.
        .filter(({ outcome }) => outcome !== 'DryRunOperation')
        .filter(({ operation }) => /^(Create|Delete|Modify|Active|Deactive|Tag|Untag)/.test(operation))
        .reduce((sum, { count }) => sum + count, 0)
    )
  },

  /** Takes one permission from Weir's role in an AWS account, as somebody who tidies up would. */
  async forbidAws(accountId: string, action: string): Promise<void> {
    const role = await controlPlaneRole(accountId)
    takenFrom.set(accountId, takenFrom.get(accountId) ?? role)
    const allowedActions = (role.allowedActions ?? []).filter((allowed) => allowed !== action)
    await admin('PUT', '/_sim/world/aws/roles', { ...role, allowedActions })
  },

  /** Gives back what `forbidAws` took. */
  async allowAws(accountId: string): Promise<void> {
    await admin('PUT', '/_sim/world/aws/roles', takenFrom.get(accountId) ?? {})
  },

  /** Every flow log there is or was on an AWS resource, oldest first. */
  async awsFlowLogs(resourceId: string): Promise<readonly AwsTruthLog[]> {
    const { flowLogs } = await admin<{ flowLogs: AwsTruthLog[] }>(
      'GET',
      `/_sim/world/aws/flow-logs?resource=${resourceId}`,
    )
    return flowLogs
  },

  /** The CEN flow logs of an attachment, or of a router itself. */
  async cenFlowLogs(on: { attachmentId: string } | { routerId: string }): Promise<readonly CenTruthLog[]> {
    const { flowLogs } = await admin<{ flowLogs: CenTruthLog[] }>('GET', '/_sim/world/alibaba/flow-logs')
    return flowLogs.filter((log) =>
      'attachmentId' in on
        ? log.attachmentId === on.attachmentId
        : log.attachmentId === '' && log.transitRouterId === on.routerId,
    )
  },

  /** The ids of a router and of its attachments, by their names in the demo fleet. */
  async cenIds(routerName: string): Promise<{ routerId: string; attachmentId: (name: string) => string }> {
    const { routers } = await admin<{ routers: { name: string; transitRouterId: string }[] }>(
      'GET',
      '/_sim/world/alibaba/routers',
    )
    const { attachments } = await admin<{ attachments: { name: string; attachmentId: string }[] }>(
      'GET',
      '/_sim/world/alibaba/attachments',
    )
    const routerId = routers.find((router) => router.name === routerName)?.transitRouterId
    if (routerId === undefined) throw new Error(`the demo fleet has no router ${routerName}`)
    return {
      routerId,
      attachmentId(name) {
        const found = attachments.find((attachment) => attachment.name === name)
        if (found === undefined) throw new Error(`the demo fleet has no attachment ${name}`)
        return found.attachmentId
      },
    }
  },

  async putBucket(name: string, accountId: string, region: string): Promise<void> {
    await admin('PUT', `/_sim/world/aws/buckets/${name}`, { accountId, region })
  },

  async removeSlsProject(name: string): Promise<void> {
    await admin('DELETE', `/_sim/world/alibaba/projects/${name}`)
  },

  async setCenQuota(accountId: string, flowLogQuota: number): Promise<void> {
    await admin('PATCH', `/_sim/world/alibaba/accounts/${accountId}`, { flowLogQuota })
  },

  /** What makes two flow logs of one AWS resource the same; the vendor's documents leave it open. */
  async setDuplicateMode(duplicateMode: 'destination-only' | 'full-config'): Promise<void> {
    await admin('PATCH', '/_sim/settings', { aws: { duplicateMode } })
  },
}

/** An ordinary client of AWS with the keys of somebody else in the hub account: for changes behind Weir's back. */
export function somebodyElseAtAws(region: string) {
  const client = new EC2Client({
    endpoint: runningStack().simulatorUrl,
    region,
    credentials: {
      accessKeyId: AWS_OTHER_CREDENTIALS.accessKeyId,
      secretAccessKey: AWS_OTHER_CREDENTIALS.secretAccessKey,
    },
  })
  return {
    async deleteFlowLog(id: string): Promise<void> {
      const { Unsuccessful = [] } = await client.send(new DeleteFlowLogsCommand({ FlowLogIds: [id] }))
      if (Unsuccessful.length > 0) throw new Error(`not deleted: ${JSON.stringify(Unsuccessful)}`)
    },
    /** Logs VPCs to a folder of the bucket that every demo account may write to. */
    async logVpcs(vpcIds: readonly string[], folder: string): Promise<void> {
      const { Unsuccessful = [] } = await client.send(
        new CreateFlowLogsCommand({
          ResourceType: 'VPC',
          ResourceIds: [...vpcIds],
          TrafficType: 'ALL',
          LogDestinationType: 's3',
          LogDestination: `arn:aws:s3:::org-network-flow-logs/${folder}/`,
          MaxAggregationInterval: 600,
        }),
      )
      if (Unsuccessful.length > 0) throw new Error(`not created: ${JSON.stringify(Unsuccessful)}`)
    },
    async tag(id: string, tags: Readonly<Record<string, string>>): Promise<void> {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
      await client.send(new CreateTagsCommand({ Resources: [id], Tags }))
    },
    async flowLogIdsOn(resourceId: string): Promise<readonly string[]> {
      const { FlowLogs = [] } = await client.send(
        new DescribeFlowLogsCommand({ Filter: [{ Name: 'resource-id', Values: [resourceId] }] }),
      )
      return FlowLogs.map((log) => log.FlowLogId ?? '')
    },
  }
}

/** A signed call of the vendor's own client to the simulated Alibaba Cloud. */
export function callAlibaba(...call: Parameters<RpcCall>): ReturnType<RpcCall> {
  return createRpcCall(runningStack().simulatorUrl)(...call)
}

interface SimulatedRole {
  readonly accountId: string
  readonly name: string
  readonly allowedActions: readonly string[] | null
}

/** Roles as they were before something was taken from them. */
const takenFrom = new Map<string, SimulatedRole>()

async function controlPlaneRole(accountId: string): Promise<SimulatedRole> {
  const { roles } = await admin<{ roles: SimulatedRole[] }>('GET', '/_sim/world/aws/destinations')
  const role = roles.find((one) => one.accountId === accountId && one.name === 'WeirControlPlane')
  if (role === undefined) throw new Error(`account ${accountId} has no role for Weir`)
  return role
}

async function admin<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${runningStack().simulatorUrl}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}
