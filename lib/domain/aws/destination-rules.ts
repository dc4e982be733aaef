import type { AwsDestinationType } from '../flow-log-spec'
import type { Finding, Rule, RulePlace } from '../rule'
import { when } from '../rule'
import { isAwsPartition, parseArn, type Arn } from './arn'
import type { AwsRequest } from './request'

const CREATE = 'Amazon EC2 API reference, CreateFlowLogs, read 2026-11'
const CLOUDWATCH = 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html'
const S3 = 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html'

const GROUP_NAME = /^[A-Za-z0-9_./#-]{1,512}$/

/** How the ARN of each kind of destination looks. Names follow each service's own API reference. */
const SHAPES: Readonly<
  Record<AwsDestinationType, { readonly looksRight: (arn: Arn) => boolean; readonly example: string }>
> = {
  'cloud-watch-logs': {
    looksRight: (arn) =>
      arn.service === 'logs' &&
      isPlaced(arn) &&
      arn.resource.startsWith('log-group:') &&
      GROUP_NAME.test(arn.resource.slice('log-group:'.length)),
    example: 'arn:aws:logs:REGION:ACCOUNT:log-group:NAME (without :* behind it)',
  },
  s3: {
    // Buckets made before 2018 may hold capitals and underscores.
    looksRight: (arn) =>
      arn.service === 's3' &&
      arn.region === '' &&
      arn.accountId === '' &&
      /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9](\/.*)?$/s.test(arn.resource),
    example: 'arn:aws:s3:::BUCKET or arn:aws:s3:::BUCKET/PREFIX/',
  },
  'kinesis-data-firehose': {
    looksRight: (arn) =>
      arn.service === 'firehose' && isPlaced(arn) && /^deliverystream[:/][A-Za-z0-9_.-]{1,64}$/.test(arn.resource),
    example: 'arn:aws:firehose:REGION:ACCOUNT:deliverystream:NAME',
  },
}

function isPlaced(arn: Arn): boolean {
  return /^[a-z]{2}[a-z0-9-]*$/.test(arn.region) && /^\d{12}$/.test(arn.accountId)
}

/** The destination as an ARN of the right shape; null where there is none, or a rule says what is wrong with it. Pure. */
export function destinationArn({ logDestination, logDestinationType: type }: AwsRequest): Arn | null {
  if (logDestination === null || type === null) return null
  const arn = parseArn(logDestination)
  return arn !== null && isAwsPartition(arn.partition) && SHAPES[type].looksRight(arn) ? arn : null
}

const isEmpty = (text: string | null) => text === null || text.trim() === ''

/** Rules about where records go. */
export const DESTINATION_RULES: readonly Rule<AwsRequest>[] = [
  {
    id: 'R6',
    source: CREATE,
    check: ({ given, logDestination, logGroupName, logDestinationType: type }) => {
      const isNamed =
        (given.has('LogDestination') && !(logDestination !== null && isEmpty(logDestination))) ||
        (given.has('LogGroupName') && !(logGroupName !== null && isEmpty(logGroupName)))
      return when(
        !isNamed,
        'LogDestination',
        'No destination is given.',
        type === null || type === 'cloud-watch-logs'
          ? 'Give LogGroupName, or the ARN of a log group as LogDestination.'
          : `Give LogDestination, like ${SHAPES[type].example}.`,
      )
    },
  },
  {
    id: 'R7',
    source: CREATE,
    check: ({ given, logDestinationType: type }) =>
      when(
        given.has('LogGroupName') && type !== null && type !== 'cloud-watch-logs',
        'LogGroupName',
        `A log group belongs to CloudWatch Logs, not to ${type ?? ''}.`,
        'Leave LogGroupName out, or set LogDestinationType to cloud-watch-logs.',
      ),
  },
  {
    id: 'R8',
    source: `${CREATE}: LogGroupName is the alternative to LogDestination`,
    check: ({ given, logDestinationType: type }) =>
      when(
        type === 'cloud-watch-logs' && given.has('LogGroupName') && given.has('LogDestination'),
        'LogGroupName',
        'The log group is given twice, by name and as LogDestination.',
        'Send exactly one of the two.',
      ),
  },
  {
    id: 'destination-arn',
    source: CREATE,
    check: (request) => {
      const { given, logDestination, logDestinationType: type } = request
      if (type === null || logDestination === null || isEmpty(logDestination)) return []
      return when(
        destinationArn(request) === null,
        'LogDestination',
        `This is not a destination of type ${type}${given.has('LogDestinationType') ? '' : ', the default where LogDestinationType is left out'}.`,
        `Give an ARN like ${SHAPES[type].example}.`,
      )
    },
  },
  {
    id: 'log-group-name',
    source: 'Amazon CloudWatch Logs API reference, CreateLogGroup: 1 to 512 letters, digits and _ - / . #',
    check: ({ given, logGroupName, logDestinationType: type }) => {
      if (logGroupName === null || type !== 'cloud-watch-logs' || GROUP_NAME.test(logGroupName)) return []
      // An empty name beside nothing else is no destination at all (R6).
      if (logGroupName.trim() === '' && !given.has('LogDestination')) return []
      return when(
        true,
        'LogGroupName',
        'This is not the name of a log group: 1 to 512 letters, digits and _ - / . #.',
        logGroupName.startsWith('arn:') ? 'Send an ARN as LogDestination.' : 'Correct the name.',
      )
    },
  },
  {
    id: 'R12',
    source: CREATE,
    check: ({ given, logDestinationType: type }) =>
      when(
        given.has('DestinationOptions') && type !== null && type !== 's3',
        'DestinationOptions',
        'File options apply to S3 only.',
        'Leave the file options out, or choose S3.',
      ),
  },
  {
    id: 'R13',
    source: S3,
    check: ({ logDestinationType: type, logDestination }) =>
      when(
        type === 's3' && (logDestination ?? '').split('/').slice(1).includes('AWSLogs'),
        'LogDestination',
        'AWSLogs is reserved and cannot be a folder of the prefix.',
        'Choose another prefix; AWS appends AWSLogs/ itself.',
      ),
  },
  {
    id: 'R17',
    source: CREATE,
    check: (request, { region }) => {
      const arn = destinationArn(request)
      if (arn === null || region === null || request.logDestinationType === 's3') return []
      return when(
        arn.region !== region,
        'LogDestination',
        `The destination is in ${arn.region}, the resources in ${region}; they must share a Region.`,
        'Name a log group or stream of the same Region ({region} in a Configuration), or use S3.',
      )
    },
  },
  {
    id: 'log-group-account',
    source: `${CLOUDWATCH}: the log group and its role are the caller's own`,
    check: logGroupAccount,
  },
  {
    id: 'partition',
    source: 'AWS General Reference, Amazon Resource Names: a partition is a closed group of Regions',
    check: partitions,
  },
]

function logGroupAccount(request: AwsRequest, { accountId, isTemplate }: RulePlace): readonly Finding[] {
  const arn = destinationArn(request)
  if (arn === null || request.logDestinationType !== 'cloud-watch-logs' || isTemplate) return []
  // Without a known account the role tells it: both must be the resources' own.
  const role = parseArn(request.deliverLogsPermissionArn ?? '')
  const owner = accountId ?? (role?.service === 'iam' ? role.accountId : null)
  return when(
    owner !== null && arn.accountId !== owner,
    'LogDestination',
    `The log group is in account ${arn.accountId}, ${accountId === null ? 'its role' : 'the resources'} in ${owner ?? ''}; a log group must be the account's own.`,
    'Name a log group of the same account ({accountId} in a Configuration), or use S3 for a central destination.',
  )
}

function partitions(request: AwsRequest, { partition, isTemplate }: RulePlace): readonly Finding[] {
  if (isTemplate) return []
  const members = [
    ['LogDestination', request.logDestination],
    ['DeliverLogsPermissionArn', request.deliverLogsPermissionArn],
    ['DeliverCrossAccountRole', request.deliverCrossAccountRole],
  ] as const
  let home = partition
  return members.flatMap(([field, text]) => {
    const own = parseArn(text ?? '')?.partition
    if (own === undefined || !isAwsPartition(own)) return []
    home ??= own
    return when(
      own !== home,
      field,
      `This ARN is in partition ${own}, ${partition === null ? 'the other ARNs are' : 'the resources are'} in ${home}.`,
      `Name one of partition ${home} ({partition} in a Configuration).`,
    )
  })
}
