import type { AwsFlowLogSpec } from '../flow-log-spec'
import type { Finding, Rule, RuleContext } from '../rule'
import { when } from '../rule'
import { parseArn, type Arn } from './arn'

const CREATE = 'Amazon EC2 API reference, CreateFlowLogs, read 2026-11'
const FIREHOSE = 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-firehose.html'
const S3 = 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html'

/** What placeholders become while a spec is still a template; never a real account's. */
export const SAMPLE_ACCOUNT_ID = '000000000000'

const SHAPES = {
  'cloud-watch-logs': {
    looksRight: (arn: Arn) => arn.service === 'logs' && /^log-group:[A-Za-z0-9_./#-]{1,512}(:\*)?$/.test(arn.resource),
    article: 'a log group name, or an ARN like arn:{partition}:logs:{region}:{accountId}:log-group:NAME',
  },
  s3: {
    looksRight: (arn: Arn) => arn.service === 's3' && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/.*)?$/.test(arn.resource),
    article: 'a bucket ARN like arn:{partition}:s3:::BUCKET or arn:{partition}:s3:::BUCKET/PREFIX/',
  },
  'kinesis-data-firehose': {
    looksRight: (arn: Arn) =>
      arn.service === 'firehose' &&
      /^deliverystream\/[A-Za-z0-9_.-]{1,64}$|^deliverystream:[A-Za-z0-9_.-]{1,64}$/.test(arn.resource),
    article: 'a stream ARN like arn:{partition}:firehose:{region}:{accountId}:deliverystream:NAME',
  },
} as const

/** The destination as an ARN; a bare log group name stands for one in the log's own account and region. */
function destinationArn(spec: AwsFlowLogSpec): Arn | null {
  const isBareGroup = spec.logDestinationType === 'cloud-watch-logs' && !spec.logDestination.startsWith('arn:')
  if (!isBareGroup) return parseArn(spec.logDestination)
  const resource = `log-group:${spec.logDestination}`
  return { partition: '', service: 'logs', region: '', accountId: '', resource }
}

/** Whether the stream lives in the logged account; null while that cannot be told. */
function streamIsLocal(spec: AwsFlowLogSpec, { scope }: RuleContext): boolean | null {
  const accountId = parseArn(spec.logDestination)?.accountId
  if (accountId === undefined) return null
  if (scope !== null) return accountId === scope.accountId
  return accountId === SAMPLE_ACCOUNT_ID ? true : null
}

/** Rules about where records go, and with which roles. */
export const DESTINATION_RULES: readonly Rule<AwsFlowLogSpec>[] = [
  {
    id: 'aws/R6',
    source: CREATE,
    check: ({ logDestination }) =>
      when(
        logDestination.trim() === '',
        'logDestination',
        'A destination is required.',
        'Name a log group, bucket or stream.',
      ),
  },
  {
    id: 'aws/R7',
    source: CREATE,
    check: (spec) => {
      const shape = SHAPES[spec.logDestinationType]
      const arn = destinationArn(spec)
      const isWrong = spec.logDestination.trim() !== '' && (arn === null || !shape.looksRight(arn))
      return when(
        isWrong,
        'logDestination',
        `This is not a destination of type ${spec.logDestinationType}.`,
        `Give ${shape.article}.`,
      )
    },
  },
  {
    id: 'aws/R9',
    source: CREATE,
    check: ({ logDestinationType, deliverLogsPermissionArn }) =>
      when(
        logDestinationType === 'cloud-watch-logs' && deliverLogsPermissionArn === null,
        'deliverLogsPermissionArn',
        'CloudWatch Logs needs a delivery role.',
        'Give the ARN of a role in the same account that vpc-flow-logs.amazonaws.com may assume.',
      ),
  },
  {
    id: 'aws/R10',
    source: CREATE,
    check: ({ logDestinationType, deliverLogsPermissionArn }) =>
      when(
        logDestinationType === 's3' && deliverLogsPermissionArn !== null,
        'deliverLogsPermissionArn',
        'A delivery role does not apply to S3.',
        'Leave the role out; the bucket policy grants delivery.',
      ),
  },
  { id: 'aws/R11', source: FIREHOSE, check: firehoseRoles },
  {
    id: 'aws/R12',
    source: CREATE,
    check: ({ logDestinationType, destinationOptions }) =>
      when(
        logDestinationType !== 's3' && destinationOptions !== null,
        'destinationOptions',
        'File options apply to S3 only.',
        'Leave the file options out, or choose S3.',
      ),
  },
  {
    id: 'aws/R13',
    source: S3,
    check: ({ logDestinationType, logDestination }) =>
      when(
        logDestinationType === 's3' && logDestination.split('/').slice(1).includes('AWSLogs'),
        'logDestination',
        'AWSLogs is reserved and cannot be a folder of the prefix.',
        'Choose another prefix; AWS appends AWSLogs/ itself.',
      ),
  },
  { id: 'aws/R17', source: CREATE, check: destinationPlace },
  {
    id: 'aws/cross-account-role',
    source: FIREHOSE,
    check: ({ logDestinationType, deliverCrossAccountRole }) =>
      when(
        logDestinationType !== 'kinesis-data-firehose' && deliverCrossAccountRole !== null,
        'deliverCrossAccountRole',
        'A cross-account role applies to Firehose only.',
        'Leave it out.',
      ),
  },
  { id: 'aws/role-arn', source: CREATE, check: roleArns },
  {
    id: 'aws/partition',
    source: 'AWS General Reference, Amazon Resource Names: a partition is a closed group of Regions',
    check: (spec, { scope }) =>
      (['logDestination', 'deliverLogsPermissionArn', 'deliverCrossAccountRole'] as const).flatMap((field) => {
        const partition = parseArn(spec[field] ?? '')?.partition
        return when(
          scope !== null && partition !== undefined && partition !== scope.partition,
          field,
          `The ARN is in partition ${partition ?? ''}, the target in ${scope?.partition ?? ''}.`,
          'Write {partition} instead of a fixed partition.',
        )
      }),
  },
]

function firehoseRoles(spec: AwsFlowLogSpec, context: RuleContext): readonly Finding[] {
  if (spec.logDestinationType !== 'kinesis-data-firehose') return []
  const isLocal = streamIsLocal(spec, context)
  const roles = [
    ['deliverLogsPermissionArn', spec.deliverLogsPermissionArn],
    ['deliverCrossAccountRole', spec.deliverCrossAccountRole],
  ] as const
  const given = roles.filter(([, role]) => role !== null)
  const missing = roles.filter(([, role]) => role === null)
  if (isLocal === true) {
    return given.flatMap(([field]) =>
      when(true, field, 'A delivery stream in the same account takes no role.', 'Leave the role out.'),
    )
  }
  // In a template the stream may be local in one account and remote in another: only half a pair is wrong for sure.
  if (isLocal === null && given.length === 0) return []
  return missing.flatMap(([field]) =>
    when(
      true,
      field,
      'A delivery stream in another account needs both roles.',
      'Give the source role and the cross-account role (its name starts with AWSLogDeliveryFirehoseCrossAccountRole).',
    ),
  )
}

function destinationPlace(spec: AwsFlowLogSpec, { scope }: RuleContext): readonly Finding[] {
  const arn = parseArn(spec.logDestination)
  if (scope === null || arn === null || spec.logDestinationType === 's3') return []
  return [
    ...when(
      arn.region !== scope.region,
      'logDestination',
      `The destination is in ${arn.region}, the target in ${scope.region}; they must share a Region.`,
      'Write {region} instead of a fixed Region.',
    ),
    ...when(
      spec.logDestinationType === 'cloud-watch-logs' && arn.accountId !== scope.accountId,
      'logDestination',
      `The log group is in account ${arn.accountId}, the target in ${scope.accountId}; a log group must be the target's own.`,
      'Write {accountId} instead of a fixed account, or use S3 for a central destination.',
    ),
  ]
}

function roleArns(spec: AwsFlowLogSpec, { scope }: RuleContext): readonly Finding[] {
  const { deliverLogsPermissionArn: delivery, deliverCrossAccountRole: cross } = spec
  const isRole = (text: string) => {
    const arn = parseArn(text)
    return arn !== null && arn.service === 'iam' && /^\d{12}$/.test(arn.accountId) && arn.resource.startsWith('role/')
  }
  const shape = 'Give an ARN like arn:{partition}:iam::{accountId}:role/NAME.'
  const deliveryAccount = delivery === null ? undefined : parseArn(delivery)?.accountId
  return [
    ...when(
      delivery !== null && !isRole(delivery),
      'deliverLogsPermissionArn',
      'This is not the ARN of an IAM role.',
      shape,
    ),
    ...when(
      scope !== null && delivery !== null && isRole(delivery) && deliveryAccount !== scope.accountId,
      'deliverLogsPermissionArn',
      `The role is in account ${deliveryAccount ?? ''}, the target in ${scope?.accountId ?? ''}; the delivery role must be in the target's account.`,
      'Write {accountId} instead of a fixed account.',
    ),
    ...when(cross !== null && !isRole(cross), 'deliverCrossAccountRole', 'This is not the ARN of an IAM role.', shape),
    ...when(
      cross !== null &&
        isRole(cross) &&
        !/^role\/(.*\/)?AWSLogDeliveryFirehoseCrossAccountRole/.test(parseArn(cross)?.resource ?? ''),
      'deliverCrossAccountRole',
      'The name of the cross-account role must start with AWSLogDeliveryFirehoseCrossAccountRole.',
      'Rename the role in the destination account.',
    ),
  ]
}
