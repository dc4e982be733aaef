import type { AccessFeature, Permission, PermissionTable, PermissionTarget } from './permission'

/** Roles that Weir may hand to the delivery services carry this beginning; the generators offer such a role. */
export const DELIVERY_ROLE_PREFIX = 'weir-flow-logs'

/**
 * Every permission that the AWS adapter needs, and nothing else.
 * Source: Service Authorization Reference, Amazon EC2, CloudWatch Logs, S3, IAM, KMS, Firehose, STS; VPC user guide,
 * flow-logs-iam and "Log routing fields for Amazon ECS" (read 2026-11).
 */
export const AWS_PERMISSIONS: PermissionTable = {
  provider: 'aws-ec2',
  features: [
    offer('look', 'Look', 'Lists VPCs, subnets, interfaces, gateways and every flow log on them.', 'required'),
    offer(
      'change',
      'Create, tag and delete flow logs',
      'Only flow logs that carry Weir’s own tag can be deleted.',
      'usual',
    ),
    offer(
      'to-cloudwatch',
      'Deliver to CloudWatch Logs',
      'Weir hands the delivery role of the account to AWS.',
      'usual',
    ),
    offer('to-s3', 'Deliver to S3', 'AWS attaches the delivery; the bucket’s owner lets it in.', 'usual'),
    offer('to-firehose', 'Deliver to Firehose', 'AWS marks the stream and delivers with a service-linked role.', 'no'),
    offer(
      'preflight',
      'Check destinations before a change',
      'Reads bucket, key and role policies. Changes nothing.',
      'usual',
    ),
    offer('read-records', 'Read records', 'Shows recent records and proves that they arrive.', 'usual'),
    offer('ecs-fields', 'Amazon ECS fields (version 7)', 'AWS asks for these when a format names an ECS field.', 'no'),
    offer('tag-fields', 'Tag fields (version 11)', 'AWS asks for these when a format names a tag field.', 'no'),
    offer('organisation', 'Find the accounts of an organisation', 'Only in its management or delegated account.', 'no'),
  ],
  permissions: [
    ...look('DescribeRegions', 'Says which regions are enabled.'),
    ...look('DescribeVpcs', 'Lists what can be logged.'),
    ...look('DescribeSubnets', 'Lists what can be logged.'),
    ...look('DescribeNetworkInterfaces', 'Lists what can be logged, and says what covers it.'),
    ...look('DescribeTransitGateways', 'Lists what can be logged.'),
    ...look('DescribeTransitGatewayAttachments', 'Lists what can be logged.'),
    ...look('DescribeNatGateways', 'Finds regional NAT gateways.'),
    ...look('DescribeFlowLogs', 'Shows every flow log, whoever made it, and its delivery.'),

    row(
      'ec2:CreateFlowLogs',
      ['CreateFlowLogs'],
      ['change'],
      'new-flow-log',
      'Makes a flow log, with Weir’s tag on it.',
    ),
    row(
      'ec2:CreateFlowLogs',
      ['CreateFlowLogs'],
      ['change'],
      'logged-resource',
      'Makes it on these kinds of resource.',
    ),
    row('ec2:CreateTags', ['CreateTags'], ['change'], 'tag-new-flow-log', 'Tags a flow log as it is made.'),
    row('ec2:CreateTags', ['CreateTags'], ['change'], 'own-flow-log', 'Changes people’s tags on flow logs of Weir’s.'),
    row('ec2:DeleteTags', ['DeleteTags'], ['change'], 'own-flow-log', 'Takes people’s tags off flow logs of Weir’s.'),
    row(
      'ec2:DeleteFlowLogs',
      ['DeleteFlowLogs'],
      ['change'],
      'own-flow-log',
      'Deletes flow logs of Weir’s, no others.',
    ),

    row(
      'iam:PassRole',
      [],
      ['to-cloudwatch', 'to-firehose'],
      'delivery-role',
      'Hands the delivery role to the service that writes.',
    ),
    row('logs:CreateLogDelivery', [], ['to-s3', 'to-firehose'], 'any', 'AWS attaches the delivery to the destination.'),
    row('logs:DeleteLogDelivery', [], ['to-s3', 'to-firehose'], 'any', 'AWS takes the delivery away again.'),
    row('logs:ListLogDeliveries', [], ['to-firehose'], 'any', 'AWS asks for it when it delivers to Firehose.'),
    row('logs:GetLogDelivery', [], ['to-firehose'], 'any', 'AWS asks for it when it delivers to Firehose.'),
    row('firehose:TagDeliveryStream', [], ['to-firehose'], 'any', 'AWS marks the stream as its destination.'),
    row(
      'iam:CreateServiceLinkedRole',
      [],
      ['to-firehose', 'tag-fields'],
      'service-linked-role',
      'AWS makes its own role in the account, once.',
    ),

    ...ecs('ListClusters', 'ListContainerInstances', 'ListServices', 'ListTaskDefinitions', 'ListTasks'),
    row(
      'ec2:DescribeTags',
      [],
      ['tag-fields'],
      'any',
      'AWS asks for it when a format names instance or interface tags.',
    ),
    row(
      'autoscaling:DescribeTags',
      [],
      ['tag-fields'],
      'any',
      'AWS asks for it when a format names Auto Scaling tags.',
    ),

    row(
      'sts:DecodeAuthorizationMessage',
      ['DecodeAuthorizationMessage'],
      ['preflight'],
      'any',
      'Reads why AWS refused.',
    ),
    row(
      'iam:SimulatePrincipalPolicy',
      ['SimulatePrincipalPolicy'],
      ['preflight'],
      'any',
      'Asks IAM what the role may do.',
    ),
    row(
      's3:GetBucketLocation',
      ['GetBucketLocation'],
      ['preflight'],
      'any',
      'Says whether a bucket is there, and where.',
    ),
    row('s3:GetBucketPolicy', ['GetBucketPolicy'], ['preflight'], 'any', 'Says whether delivery is let in.'),
    row(
      's3:GetEncryptionConfiguration',
      ['GetBucketEncryption'],
      ['preflight'],
      'any',
      'Says which key a bucket is encrypted with.',
    ),
    row(
      's3:GetBucketOwnershipControls',
      ['GetBucketOwnershipControls'],
      ['preflight'],
      'any',
      'Says whether a bucket takes access lists.',
    ),
    row('kms:DescribeKey', ['DescribeKey'], ['preflight'], 'any', 'Says whose the key is, and whether it is enabled.'),
    row('kms:GetKeyPolicy', ['GetKeyPolicy'], ['preflight'], 'any', 'Says whether delivery may use the key.'),
    row('iam:GetRole', ['GetRole'], ['preflight'], 'any', 'Says whether a delivery role is there, and whom it trusts.'),
    ...roleReads('ListRolePolicies', 'GetRolePolicy', 'ListAttachedRolePolicies', 'GetPolicy', 'GetPolicyVersion'),
    row(
      'logs:DescribeLogGroups',
      ['DescribeLogGroups'],
      ['preflight', 'read-records'],
      'any',
      'Says whether a log group is there.',
    ),
    row(
      'firehose:DescribeDeliveryStream',
      ['DescribeDeliveryStream'],
      ['preflight'],
      'any',
      'Says whether a stream is there and takes direct writes.',
    ),

    row('logs:DescribeLogStreams', ['DescribeLogStreams'], ['read-records'], 'any', 'Finds the newest stream.'),
    row('logs:GetLogEvents', ['GetLogEvents'], ['read-records'], 'any', 'Reads records of one stream.'),
    row('logs:FilterLogEvents', ['FilterLogEvents'], ['read-records'], 'any', 'Reads records of one group.'),
    row('s3:ListBucket', ['ListObjectsV2', 'HeadBucket'], ['read-records'], 'any', 'Finds the newest file.'),
    row('s3:GetObject', ['GetObject', 'HeadObject'], ['read-records'], 'any', 'Reads records of one file.'),
    row('kms:Decrypt', [], ['read-records'], 'any', 'S3 asks for it where files are encrypted with a key.'),

    row('organizations:ListAccounts', ['ListAccounts'], ['organisation'], 'any', 'Lists the accounts.'),
    row(
      'organizations:DescribeOrganization',
      ['DescribeOrganization'],
      ['organisation'],
      'any',
      'Says which one it is.',
    ),
  ],
  freeOperations: ['GetCallerIdentity'],
  baseOperations: { AssumeRole: 'sts:AssumeRole' },
}

function offer(
  feature: AccessFeature,
  label: string,
  help: string,
  choice: 'required' | 'usual' | 'no',
): PermissionTable['features'][number] {
  return { feature, label, help, isRequired: choice === 'required', isUsual: choice !== 'no' }
}

function row(
  action: string,
  operations: readonly string[],
  features: readonly AccessFeature[],
  target: PermissionTarget,
  why: string,
): Permission {
  return { action, operations, features, target, why }
}

function look(operation: string, why: string): readonly Permission[] {
  return [row(`ec2:${operation}`, [operation], ['look'], 'any', why)]
}

function ecs(...operations: readonly string[]): readonly Permission[] {
  const why = 'AWS asks for it when a format names ECS fields.'
  return operations.map((operation) => row(`ecs:${operation}`, [], ['ecs-fields'], 'any', why))
}

function roleReads(...operations: readonly string[]): readonly Permission[] {
  const why = 'Says what a delivery role may do.'
  return operations.map((operation) => row(`iam:${operation}`, [operation], ['preflight'], 'any', why))
}
