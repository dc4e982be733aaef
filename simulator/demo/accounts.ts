/** One AWS account of the demo fleet. */
export interface DemoAccount {
  readonly id: string
  readonly name: string
  readonly environment: 'prod' | 'staging' | 'dev'
  readonly teams: readonly string[]
  readonly regions: readonly string[]
  /** Null for the account whose own user is the base identity. */
  readonly externalId: string | null
  readonly vpcsPerRegion: number
}

/** The role that every account but the hub has for Weir. */
export const CONTROL_PLANE_ROLE = 'WeirControlPlane'

/** What that role may do: what Weir's own onboarding asks for, and no more. Actions with `*` as wildcard. */
export const CONTROL_PLANE_ACTIONS: readonly string[] = [
  'ec2:Describe*',
  'ec2:CreateFlowLogs',
  'ec2:DeleteFlowLogs',
  'ec2:CreateTags',
  'ec2:DeleteTags',
  'iam:PassRole',
  'iam:CreateServiceLinkedRole',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  's3:ListBucket',
  's3:GetObject',
  's3:GetBucketLocation',
  's3:GetBucketPolicy',
  's3:GetEncryptionConfiguration',
  's3:GetBucketOwnershipControls',
  'firehose:TagDeliveryStream',
  'ecs:List*',
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:ListRolePolicies',
  'iam:ListAttachedRolePolicies',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:SimulatePrincipalPolicy',
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:Decrypt',
  'firehose:DescribeDeliveryStream',
  'sts:DecodeAuthorizationMessage',
]

/** The eight accounts of the demo fleet, by role. Their ids are invented. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    id: '222233334444',
    name: 'platform-shared',
    environment: 'prod',
    teams: ['platform', 'network'],
    regions: ['eu-west-1', 'eu-central-1', 'us-east-1', 'ap-southeast-1'],
    externalId: null,
    vpcsPerRegion: 11,
  },
  {
    id: '111122223333',
    name: 'payments-prod',
    environment: 'prod',
    teams: ['payments', 'ledger'],
    regions: ['eu-west-1', 'eu-central-1', 'us-east-1', 'ap-southeast-1'],
    externalId: 'weir-demo-payments-prod',
    vpcsPerRegion: 16,
  },
  {
    id: '333344445555',
    name: 'payments-staging',
    environment: 'staging',
    teams: ['payments', 'ledger'],
    regions: ['eu-west-1', 'eu-central-1', 'us-east-1'],
    externalId: 'weir-demo-payments-staging',
    vpcsPerRegion: 13,
  },
  {
    id: '444455556666',
    name: 'data-prod',
    environment: 'prod',
    teams: ['analytics', 'streaming'],
    regions: ['eu-west-1', 'us-east-1', 'us-west-2', 'ap-southeast-1'],
    externalId: 'weir-demo-data-prod',
    vpcsPerRegion: 15,
  },
  {
    id: '555566667777',
    name: 'data-dev',
    environment: 'dev',
    teams: ['analytics', 'streaming'],
    regions: ['eu-west-1', 'us-east-1', 'us-west-2'],
    externalId: 'weir-demo-data-dev',
    vpcsPerRegion: 14,
  },
  {
    id: '666677778888',
    name: 'edge-prod',
    environment: 'prod',
    teams: ['edge', 'network'],
    regions: ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2'],
    externalId: 'weir-demo-edge-prod',
    vpcsPerRegion: 15,
  },
  {
    id: '777788889999',
    name: 'security-tooling',
    environment: 'prod',
    teams: ['security'],
    regions: ['eu-west-1', 'eu-central-1', 'us-east-1'],
    externalId: 'weir-demo-security-tooling',
    vpcsPerRegion: 12,
  },
  {
    id: '888899990000',
    name: 'sandbox',
    environment: 'dev',
    teams: ['platform', 'analytics', 'edge'],
    // The last one is an opt-in region that the account has not enabled: it has nothing there, and calls are refused.
    regions: ['eu-west-1', 'us-east-1', 'us-west-2', 'me-central-1'],
    externalId: 'weir-demo-sandbox',
    vpcsPerRegion: 18,
  },
]
