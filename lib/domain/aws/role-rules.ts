import type { Finding, Rule, RulePlace } from '../rule'
import { when } from '../rule'
import { isAwsPartition, parseArn, type Arn } from './arn'
import { destinationArn } from './destination-rules'
import type { AwsRequest } from './request'
import { SAMPLE_ACCOUNT_ID } from './sample-account'

const CREATE = 'Amazon EC2 API reference, CreateFlowLogs, read 2026-11'
const CLOUDWATCH_ROLE = 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html'
const S3 = 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html'
const FIREHOSE = 'https://docs.aws.amazon.com/vpc/latest/userguide/firehose-cross-account-delivery.html'

const DELIVERY = 'DeliverLogsPermissionArn'
const CROSS = 'DeliverCrossAccountRole'
const CROSS_NAME = 'AWSLogDeliveryFirehoseCrossAccountRole'

/** Rules about the roles that deliver. */
export const ROLE_RULES: readonly Rule<AwsRequest>[] = [
  {
    id: 'R9',
    source: CLOUDWATCH_ROLE,
    check: ({ given, logDestinationType: type, deliverLogsPermissionArn: role }) =>
      when(
        type === 'cloud-watch-logs' && (!given.has(DELIVERY) || role?.trim() === ''),
        DELIVERY,
        'CloudWatch Logs needs a delivery role.',
        'Give the ARN of a role in the same account that vpc-flow-logs.amazonaws.com may assume.',
      ),
  },
  {
    id: 'R10',
    source: S3,
    check: ({ given, logDestinationType: type }) =>
      when(
        type === 's3' && given.has(DELIVERY),
        DELIVERY,
        'A delivery role does not apply to S3.',
        'Leave the role out; the bucket policy grants delivery.',
      ),
  },
  { id: 'R11', source: FIREHOSE, check: missingRoles },
  { id: 'firehose-local-role', source: FIREHOSE, check: needlessRoles },
  {
    id: 'cross-account-role',
    source: FIREHOSE,
    check: ({ given, logDestinationType: type }) =>
      when(
        given.has(CROSS) && type !== null && type !== 'kinesis-data-firehose',
        CROSS,
        'A cross-account role applies to Firehose only.',
        'Leave it out.',
      ),
  },
  {
    id: 'cross-account-role-name',
    source: FIREHOSE,
    check: (request) => {
      const role = crossRole(request)
      const name = role?.resource.split('/').at(-1) ?? ''
      return when(
        role !== null && !name.startsWith(CROSS_NAME),
        CROSS,
        `The name of the cross-account role must start with ${CROSS_NAME}.`,
        'Rename the role in the destination account.',
      )
    },
  },
  {
    id: 'cross-account-role-account',
    source: FIREHOSE,
    check: (request, { isTemplate }) => {
      const role = crossRole(request)
      const stream = destinationArn(request)
      return when(
        !isTemplate && role !== null && stream !== null && role.accountId !== stream.accountId,
        CROSS,
        `The cross-account role is in account ${role?.accountId ?? ''}, the delivery stream in ${stream?.accountId ?? ''}.`,
        'Name the role of the account that owns the delivery stream.',
      )
    },
  },
  {
    id: 'role-arn',
    source: `${CREATE}; IAM user guide, IAM ARNs`,
    check: ({ logDestinationType: type, deliverLogsPermissionArn, deliverCrossAccountRole }) => {
      const judged = [
        [DELIVERY, type === 's3' ? null : deliverLogsPermissionArn],
        [CROSS, type === null || type === 'kinesis-data-firehose' ? deliverCrossAccountRole : null],
      ] as const
      return judged.flatMap(([field, text]) => {
        // An empty one for CloudWatch Logs is none (R9).
        const isNone = text === null || (text.trim() === '' && field === DELIVERY && type === 'cloud-watch-logs')
        return when(
          !isNone && roleOf(text) === null,
          field,
          'This is not the ARN of an IAM role.',
          'Give an ARN like arn:aws:iam::ACCOUNT:role/NAME.',
        )
      })
    },
  },
  {
    id: 'role-account',
    source: CLOUDWATCH_ROLE,
    check: ({ logDestinationType: type, deliverLogsPermissionArn }, { accountId }) => {
      const role = type === 's3' ? null : roleOf(deliverLogsPermissionArn)
      return when(
        accountId !== null && role !== null && role.accountId !== accountId,
        DELIVERY,
        `The role is in account ${role?.accountId ?? ''}, the resources in ${accountId ?? ''}; the delivery role must be in the account of the resources.`,
        'Name a role of that account ({accountId} in a Configuration).',
      )
    },
  },
]

function roleOf(text: string | null): Arn | null {
  const arn = parseArn(text ?? '')
  if (arn === null || !isAwsPartition(arn.partition) || arn.service !== 'iam' || arn.region !== '') return null
  return /^\d{12}$/.test(arn.accountId) && /^role\/[\w+=,.@/-]{1,576}$/.test(arn.resource) ? arn : null
}

/** The cross-account role where it applies and is one at all. */
function crossRole({ logDestinationType: type, deliverCrossAccountRole }: AwsRequest): Arn | null {
  return type === 'kinesis-data-firehose' ? roleOf(deliverCrossAccountRole) : null
}

/**
 * Whether the stream lives in the account of the logged resources; null while that cannot be told. A request does not
 * name its account: the delivery role does, which must be in it.
 */
function streamIsLocal(request: AwsRequest, { accountId, isTemplate }: RulePlace): boolean | null {
  const stream = destinationArn(request)
  if (stream === null) return null
  // In a template the stream may be local in one account and remote in another.
  if (isTemplate) return stream.accountId === SAMPLE_ACCOUNT_ID ? true : null
  const owner = accountId ?? roleOf(request.deliverLogsPermissionArn)?.accountId
  return owner === undefined ? null : owner === stream.accountId
}

function missingRoles(request: AwsRequest, place: RulePlace): readonly Finding[] {
  const { given, logDestinationType: type } = request
  if (type !== 'kinesis-data-firehose' || destinationArn(request) === null) return []
  const isLocal = streamIsLocal(request, place)
  const missing = [DELIVERY, CROSS].filter((field) => !given.has(field))
  // No role at all is right for a stream of the same account; half a pair is wrong for every stream.
  if (isLocal === true || (isLocal === null && missing.length === 2)) return []
  return missing.flatMap((field) =>
    when(
      true,
      field,
      'A delivery stream in another account needs both roles.',
      field === DELIVERY
        ? 'Give the role of the account that owns the resources.'
        : `Give the role of the stream's account (its name starts with ${CROSS_NAME}).`,
    ),
  )
}

function needlessRoles(request: AwsRequest, place: RulePlace): readonly Finding[] {
  if (request.logDestinationType !== 'kinesis-data-firehose' || streamIsLocal(request, place) !== true) return []
  return [DELIVERY, CROSS].flatMap((field) =>
    when(
      request.given.has(field),
      field,
      'A delivery stream in the same account takes no role.',
      'Leave the role out.',
    ),
  )
}
