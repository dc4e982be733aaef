import type { PolicyDocument, PolicyStatement } from './policy-document'

/** Whose records a destination shall take in. */
export interface DeliverySources {
  readonly partition: string
  /** Accounts by id; ignored where an organisation is named. */
  readonly accountIds: readonly string[]
  /** `o-…`: every account of it. */
  readonly organisationId: string | null
}

/** The service that writes flow logs to S3 and Firehose. Source: VPC user guide, flow-logs-s3-permissions. */
export const LOG_DELIVERY_SERVICE = 'delivery.logs.amazonaws.com'
/** The service that writes flow logs to CloudWatch Logs. Source: VPC user guide, flow-logs-iam-role. */
export const FLOW_LOGS_SERVICE = 'vpc-flow-logs.amazonaws.com'

/**
 * The two statements a bucket needs. The source conditions are about a `logs` ARN, not an `ec2` one, and the whole bucket
 * is named once: a path for each account would outgrow the 20 KB of a bucket policy.
 * Source: VPC user guide, flow-logs-s3-permissions; CloudWatch Logs user guide, AWS-logs-and-resource-policy. Pure.
 */
export function bucketStatements(bucket: string, sources: DeliverySources): readonly PolicyStatement[] {
  const arn = `arn:${sources.partition}:s3:::${bucket}`
  const principal = { Service: LOG_DELIVERY_SERVICE }
  const from = sourceConditions(sources, 'logs')
  return [
    {
      Sid: 'AWSLogDeliveryWrite',
      Effect: 'Allow',
      Principal: principal,
      Action: 's3:PutObject',
      Resource: `${arn}/*`,
      Condition: {
        ...from,
        StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...from.StringEquals },
      },
    },
    {
      Sid: 'AWSLogDeliveryAclCheck',
      Effect: 'Allow',
      Principal: principal,
      Action: 's3:GetBucketAcl',
      Resource: arn,
      Condition: from,
    },
  ]
}

/** What a key policy needs so that encrypted buckets can be written to. Source: VPC user guide, flow-logs-s3-cmk-policy. Pure. */
export function bucketKeyStatement(sources: DeliverySources): PolicyStatement {
  return {
    Sid: 'AWSLogDeliveryUsesTheKey',
    Effect: 'Allow',
    Principal: { Service: LOG_DELIVERY_SERVICE },
    Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    Resource: '*',
    Condition: sourceConditions(sources, 'logs'),
  }
}

/** What a key policy needs so that an encrypted log group can be written to. Source: CloudWatch Logs user guide, encryption. Pure. */
export function logGroupKeyStatement(region: string, accountId: string, partition: string): PolicyStatement {
  return {
    Sid: 'CloudWatchLogsUsesTheKey',
    Effect: 'Allow',
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    Resource: '*',
    Condition: {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${accountId}:log-group:*` },
    },
  }
}

/** Whom the CloudWatch Logs delivery role trusts: flow logs of its own account only. Pure. */
export function deliveryTrust(partition: string, accountId: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'FlowLogsWrite',
        Effect: 'Allow',
        Principal: { Service: FLOW_LOGS_SERVICE },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': accountId },
          // Here it is an `ec2` ARN. Source: VPC user guide, flow-logs-iam-role.
          ArnLike: { 'aws:SourceArn': `arn:${partition}:ec2:*:${accountId}:vpc-flow-log/*` },
        },
      },
    ],
  }
}

/**
 * What the CloudWatch Logs delivery role may do: nothing but write. Without `logs:CreateLogGroup` a group that was deleted
 * shows as a failure, instead of coming back without retention and encryption. The `:*` belongs there. Pure.
 */
export function deliveryPermissions(partition: string, accountId: string, group: string): PolicyDocument {
  const arn = `arn:${partition}:logs:*:${accountId}:log-group:${group}`
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'WriteRecords',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
        Resource: `${arn}:*`,
      },
      { Sid: 'FindTheGroup', Effect: 'Allow', Action: 'logs:DescribeLogGroups', Resource: '*' },
    ],
  }
}

/** Name that AWS asks the destination's role of a Firehose in another account to begin with. */
export const FIREHOSE_ROLE_PREFIX = 'AWSLogDeliveryFirehoseCrossAccountRole'

/** The two roles of Firehose across accounts. Source: VPC user guide, firehose-cross-account-delivery. Pure. */
export function firehoseRoles(
  source: string,
  destination: string,
): {
  readonly sourceTrust: PolicyDocument
  readonly sourcePermissions: PolicyDocument
  readonly destinationTrust: PolicyDocument
  readonly destinationPermissions: PolicyDocument
} {
  const document = (statement: readonly PolicyStatement[]): PolicyDocument => ({
    Version: '2012-10-17',
    Statement: statement,
  })
  return {
    sourceTrust: document([
      { Effect: 'Allow', Principal: { Service: LOG_DELIVERY_SERVICE }, Action: 'sts:AssumeRole' },
    ]),
    sourcePermissions: document([
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: source,
        Condition: {
          StringEquals: { 'iam:PassedToService': LOG_DELIVERY_SERVICE },
          StringLike: { 'iam:AssociatedResourceARN': [`arn:${partitionOf(source)}:ec2:*:${accountOf(source)}:*`] },
        },
      },
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:ListLogDeliveries', 'logs:GetLogDelivery'],
        Resource: '*',
      },
      { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: destination },
    ]),
    destinationTrust: document([{ Effect: 'Allow', Principal: { AWS: source }, Action: 'sts:AssumeRole' }]),
    destinationPermissions: document([
      { Effect: 'Allow', Action: ['iam:CreateServiceLinkedRole', 'firehose:TagDeliveryStream'], Resource: '*' },
    ]),
  }
}

function sourceConditions(
  { partition, accountIds, organisationId }: DeliverySources,
  service: 'logs',
): NonNullable<PolicyStatement['Condition']> {
  if (organisationId !== null) {
    return {
      StringEquals: { 'aws:SourceOrgID': organisationId },
      ArnLike: { 'aws:SourceArn': `arn:${partition}:${service}:*:*:*` },
    }
  }
  const arns = accountIds.map((id) => `arn:${partition}:${service}:*:${id}:*`)
  return {
    StringEquals: { 'aws:SourceAccount': oneOrMany(accountIds) },
    ArnLike: { 'aws:SourceArn': oneOrMany(arns) },
  }
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? values) : values
}

const partitionOf = (arn: string): string => arn.split(':')[1] ?? 'aws'
const accountOf = (arn: string): string => arn.split(':')[4] ?? '*'
