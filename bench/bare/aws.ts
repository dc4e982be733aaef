import { Agent } from 'node:http'
import type { EC2ClientConfig } from '@aws-sdk/client-ec2'
import {
  CreateFlowLogsCommand,
  DescribeFlowLogsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeSubnetsCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeTransitGatewaysCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { pause, Permits } from './permits'

/** What the script is told; everything else it finds out by its calls. */
export interface BareAwsInput {
  readonly endpoint: string
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string }
  readonly accounts: readonly {
    readonly accountId: string
    readonly roleArn: string | null
    readonly externalId: string | null
    readonly regions: readonly string[]
  }[]
  readonly atOnce: number
  /** From a region's creations to its listing after. */
  readonly listAfterMs: number
  readonly createBatch: number
  readonly logDestination: string
  /** Whether to make flow logs at all; otherwise only the looks are made. */
  readonly creates: boolean
}

/**
 * What a person would write for once: put every VPC of the fleet under flow logging by the SDK alone, with the calls and
 * polls that the engine makes and nothing else: no database, no plan, no record, no retry. It is the time that the clouds
 * and their SDK take, whoever calls.
 */
async function main(input: BareAwsInput): Promise<object> {
  const startedAt = performance.now()
  const cpu = process.cpuUsage()
  const permits = new Permits(input.atOnce)
  const made = await Promise.all(
    input.accounts.map(async (account) => {
      const session = once(() => credentialsOf(input, account))
      const work = account.regions.map((region) => regionOf(input, permits, session, account.accountId, region))
      const regions = permits.with(async () => {
        await client(input, await session(), 'us-east-1').send(new DescribeRegionsCommand({ AllRegions: true }))
        return 0
      })
      return sum(await Promise.all([regions, ...work]))
    }),
  )
  const { user, system } = process.cpuUsage(cpu)
  return {
    ms: performance.now() - startedAt,
    flowLogs: sum(made),
    peakMiB: process.resourceUsage().maxRSS / 1024,
    cpuMs: (user + system) / 1000,
  }
}

type Credentials = NonNullable<EC2ClientConfig['credentials']>

async function regionOf(
  input: BareAwsInput,
  permits: Permits,
  session: () => Promise<Credentials>,
  accountId: string,
  region: string,
): Promise<number> {
  const first = await permits.with(async () => {
    const ec2 = client(input, await session(), region)
    const vpcs = await all(
      (page) => ec2.send(new DescribeVpcsCommand(page)),
      ({ Vpcs }) => Vpcs,
    )
    await all(
      (page) => ec2.send(new DescribeSubnetsCommand(page)),
      ({ Subnets }) => Subnets,
    )
    await all(
      (page) => ec2.send(new DescribeNetworkInterfacesCommand(page)),
      (output) => output.NetworkInterfaces,
    )
    await all(
      (page) => ec2.send(new DescribeTransitGatewaysCommand(page)),
      (output) => output.TransitGateways,
    )
    await all(
      (page) => ec2.send(new DescribeTransitGatewayAttachmentsCommand(page)),
      (output) => output.TransitGatewayAttachments,
    )
    await all(
      (page) => ec2.send(new DescribeNatGatewaysCommand(page)),
      ({ NatGateways }) => NatGateways,
    )
    const before = await listFlowLogs(ec2)
    if (!input.creates) return { ec2, made: before.length }
    const ids = vpcs.filter(({ OwnerId }) => OwnerId === accountId).flatMap(({ VpcId }) => VpcId ?? [])
    for (let at = 0; at < ids.length; at += input.createBatch)
      await create(ec2, input, ids.slice(at, at + input.createBatch))
    return { ec2, made: ids.length }
  })
  if (!input.creates || first.made === 0) return first.made
  await pause(input.listAfterMs)
  return permits.with(async () => {
    const active = (await listFlowLogs(first.ec2)).filter(({ FlowLogStatus }) => FlowLogStatus === 'ACTIVE')
    if (active.length < first.made) throw new Error(`${region} of ${accountId} lists ${active.length} of ${first.made}`)
    return first.made
  })
}

async function create(ec2: EC2Client, input: BareAwsInput, ids: readonly string[]): Promise<void> {
  const answer = await ec2.send(
    new CreateFlowLogsCommand({
      ResourceIds: [...ids],
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination: input.logDestination,
      DestinationOptions: { FileFormat: 'plain-text', HiveCompatiblePartitions: false, PerHourPartition: false },
      MaxAggregationInterval: 600,
      TagSpecifications: [{ ResourceType: 'vpc-flow-log', Tags: [{ Key: 'bench', Value: 'bare' }] }],
    }),
  )
  if ((answer.Unsuccessful ?? []).length > 0) throw new Error(JSON.stringify(answer.Unsuccessful?.[0]))
}

function listFlowLogs(ec2: EC2Client) {
  return all(
    (page) => ec2.send(new DescribeFlowLogsCommand(page)),
    ({ FlowLogs }) => FlowLogs,
  )
}

interface Page {
  readonly MaxResults: number
  readonly NextToken?: string
}

async function all<Item, Output extends { readonly NextToken?: string | undefined }>(
  ask: (page: Page) => Promise<Output>,
  itemsOf: (output: Output) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  const items: Item[] = []
  let token: string | undefined
  do {
    const output: Output = await ask({ MaxResults: 1_000, ...(token === undefined ? {} : { NextToken: token }) })
    items.push(...(itemsOf(output) ?? []))
    token = output.NextToken === '' ? undefined : output.NextToken
  } while (token !== undefined)
  return items
}

const httpAgent = new Agent({ keepAlive: true, maxSockets: 64 })

function client({ endpoint }: BareAwsInput, credentials: Credentials, region: string): EC2Client {
  return new EC2Client({ endpoint, region, credentials, maxAttempts: 1, requestHandler: { httpAgent } })
}

async function credentialsOf(
  { endpoint, keys }: BareAwsInput,
  { roleArn, externalId }: BareAwsInput['accounts'][number],
): Promise<Credentials> {
  if (roleArn === null) return keys
  const sts = new STSClient({ endpoint, region: 'us-east-1', credentials: keys, requestHandler: { httpAgent } })
  const { Credentials: session } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: 'bare',
      ...(externalId === null ? {} : { ExternalId: externalId }),
    }),
  )
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = session ?? {}
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => (made ??= make())
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((left, right) => left + right, 0)
}

const result = await main(JSON.parse(process.argv[2] ?? '{}') as BareAwsInput)
process.stdout.write(JSON.stringify(result))
