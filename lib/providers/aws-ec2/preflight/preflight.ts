import { parseArn } from '../../../domain/aws/arn'
import type { AwsFlowLogSpec } from '../../../domain/flow-log-spec'
import { NOTHING_ASKED } from '../../../domain/preflight/evaluate'
import type {
  AwsPreflightFacts,
  BucketFacts,
  DryRunFacts,
  LogGroupFacts,
  Reading,
  RoleFacts,
  StreamFacts,
} from '../../../domain/preflight/facts'
import { samplesOf } from '../../../domain/preflight/group'
import type { PreflightRequest } from '../../preflight'
import type { CallContext } from '../../provider'
import type { AwsClients } from '../client'
import { CLOUDWATCH_LOGS, FIREHOSE } from '../further-services'
import { dryRun, onBehalfOf, simulate } from './ask-request'
import { readBucket, readKey } from './read-bucket'
import { readingOf } from './reading'
import { readRole } from './read-role'

/**
 * Everything that making flow logs for one group rests on: one dry run for each kind of target, and each role, bucket,
 * group, stream and key once a run, whoever asks for it first. Throws only what is no answer of AWS.
 */
export async function preflight(
  clients: AwsClients,
  context: CallContext,
  request: PreflightRequest,
): Promise<AwsPreflightFacts> {
  const { group, installationId, memo } = request
  const { spec } = group
  if (spec.family === 'cen') return NOTHING_ASKED
  const { accountId, region } = context.scope
  const dryRuns: DryRunFacts[] = []
  for (const sample of samplesOf(group)) dryRuns.push(await dryRun(clients, context, sample, installationId))
  const destination = parseArn(spec.logDestination)
  const isCrossAccount = destination !== null && destination.accountId !== '' && destination.accountId !== accountId
  const wanted = onBehalfOf(spec, isCrossAccount)
  const simulated = await memo.once(`simulated ${accountId} ${JSON.stringify(wanted)}`, () =>
    simulate(clients, context, wanted),
  )
  const facts = { ...NOTHING_ASKED, dryRuns, simulated }
  switch (spec.logDestinationType) {
    case 's3':
      return { ...facts, bucket: await bucketOf(clients, context, request, spec) }
    case 'cloud-watch-logs':
      return {
        ...facts,
        deliveryRole: await roleOf(clients, context, request, spec.deliverLogsPermissionArn),
        logGroup: await memo.once(`group ${accountId} ${region} ${spec.logDestination}`, () =>
          readLogGroup(clients, context, spec),
        ),
      }
    case 'kinesis-data-firehose':
      return {
        ...facts,
        stream: await streamOf(clients, context, request, spec),
        ...(isCrossAccount
          ? {
              deliveryRole: await roleOf(clients, context, request, spec.deliverLogsPermissionArn),
              crossAccountRole: await roleOf(clients, context, request, spec.deliverCrossAccountRole),
            }
          : {}),
      }
  }
}

/** The account itself, then others that may know more. */
function readersOf(context: CallContext, { otherReaders }: PreflightRequest): readonly CallContext[] {
  return [context, ...otherReaders.map((account) => as(context, account))]
}

function as(context: CallContext, account: CallContext['account']): CallContext {
  return { ...context, account, scope: { ...context.scope, accountId: account.accountId } }
}

/** The identity that belongs to an account, among those at hand. */
function readerIn(context: CallContext, { otherReaders }: PreflightRequest, accountId: string): CallContext | null {
  if (accountId === context.scope.accountId) return context
  const account = otherReaders.find((one) => one.accountId === accountId)
  return account === undefined ? null : as(context, account)
}

/** One look serves every account that writes to the bucket, unless it saw less than another account may see. */
async function bucketOf(
  clients: AwsClients,
  context: CallContext,
  request: PreflightRequest,
  { logDestination }: AwsFlowLogSpec,
): Promise<Reading<BucketFacts>> {
  const bucket = parseArn(logDestination)?.resource.split('/')[0] ?? ''
  const read = () => readBucket(clients, readersOf(context, request), bucket)
  const shared = await request.memo.once(`bucket ${bucket}`, read)
  const sawAll =
    shared.state !== 'unreadable' && (shared.state === 'absent' || shared.value.policy.state !== 'unreadable')
  return sawAll ? shared : request.memo.once(`bucket ${bucket} ${context.scope.accountId}`, read)
}

async function roleOf(
  clients: AwsClients,
  context: CallContext,
  request: PreflightRequest,
  arn: string | null,
): Promise<Reading<RoleFacts> | null> {
  const owner = arn === null ? null : (parseArn(arn)?.accountId ?? null)
  if (arn === null || owner === null) return null
  const reader = readerIn(context, request, owner)
  if (reader === null) return elsewhere(`The role belongs to account ${owner}, which Weir does not act in here.`)
  return request.memo.once(`role ${arn}`, () => readRole(clients, reader, arn))
}

async function streamOf(
  clients: AwsClients,
  context: CallContext,
  request: PreflightRequest,
  { logDestination }: AwsFlowLogSpec,
): Promise<Reading<StreamFacts>> {
  const { DescribeDeliveryStreamCommand } = await import('@aws-sdk/client-firehose')
  const arn = parseArn(logDestination)
  const reader = arn === null ? null : readerIn(context, request, arn.accountId)
  if (arn === null || reader === null) {
    return elsewhere(`The stream belongs to account ${arn?.accountId ?? 'unknown'}, which Weir does not act in here.`)
  }
  const DeliveryStreamName = arn.resource.replace(/^deliverystream[:/]/, '')
  const there = { ...reader, scope: { ...reader.scope, region: arn.region } }
  const what = { action: 'firehose:DescribeDeliveryStream', absent: ['ResourceNotFoundException'] }
  return request.memo.once(`stream ${logDestination}`, () =>
    readingOf(what, async () => {
      const { output } = await clients.further(there, FIREHOSE, {
        operation: 'DescribeDeliveryStream',
        send: (client, options) => client.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName }), options),
      })
      const { DeliveryStreamStatus = 'unknown', DeliveryStreamType = 'DirectPut' } =
        output.DeliveryStreamDescription ?? {}
      return { status: DeliveryStreamStatus, source: DeliveryStreamType }
    }),
  )
}

async function readLogGroup(
  clients: AwsClients,
  context: CallContext,
  { logDestination }: AwsFlowLogSpec,
): Promise<Reading<LogGroupFacts>> {
  const { DescribeLogGroupsCommand } = await import('@aws-sdk/client-cloudwatch-logs')
  const name = (parseArn(logDestination)?.resource ?? logDestination).replace(/^log-group:/, '')
  const found = await readingOf(
    { action: 'logs:DescribeLogGroups', absent: ['ResourceNotFoundException'] },
    async () => {
      const { output } = await clients.further(context, CLOUDWATCH_LOGS, {
        operation: 'DescribeLogGroups',
        send: (client, options) =>
          client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name, limit: 50 }), options),
      })
      return output.logGroups ?? []
    },
  )
  if (found.state !== 'read') return found
  // Sorted by name: a group of exactly the prefix comes first.
  const group = found.value.find(({ logGroupName }) => logGroupName === name)
  if (group === undefined) return { state: 'absent', vendorCode: null }
  const key = group.kmsKeyId === undefined ? null : await readKey(clients, context, group.kmsKeyId)
  return { state: 'read', value: { arn: group.arn ?? logDestination, key } }
}

function elsewhere(why: string): Reading<never> {
  return { state: 'unreadable', why, action: null, vendorCode: null }
}
