import { shellWord } from '../shell'
import { awsPolicy, type AwsAccess } from './aws-policy'
import { DELIVERY_ROLE_PREFIX } from './aws-permissions'
import { bucketStatements, deliveryPermissions, deliveryTrust } from './destination-access'
import type { OnboardingDocument, OnboardingInput, OnboardingPack } from './document'
import { hclPolicy, hclString } from './hcl'
import { policyText, type PolicyDocument } from './policy-document'
import { trustPolicy } from './trust-policy'

/** Where the delivery role writes; the generators offer a role for groups of this name. */
const LOG_GROUPS = '/weir/*'

/**
 * How an AWS account, or every account of an organisation, lets Weir in: the same policy as JSON, as a CloudFormation
 * template (a StackSet for an organisation), as Terraform and as commands. Pure.
 */
export function awsOnboarding(input: OnboardingInput): OnboardingPack {
  const access: AwsAccess = { ...input, deliveryRoleArns: [] }
  const policy = awsPolicy(access)
  const trust = trustPolicy({ provider: 'aws-ec2', ...input })
  const isOrganisation = input.accountId === null
  const template = cloudFormation(input, policy, trust)
  const documents: OnboardingDocument[] = [
    json('policy', 'policy', 'Permissions policy', 'What Weir may do. Put it on the role as an inline policy.', policy),
    json('trust', 'policy', 'Trust policy', 'Who may become this role: Weir’s identity, with the external id.', trust),
    {
      id: 'cloudformation',
      way: 'cloudformation',
      title: isOrganisation ? 'Template of the StackSet' : 'CloudFormation template',
      purpose: isOrganisation
        ? 'Makes the role in every account that the StackSet reaches.'
        : 'Makes the role with its policy, and a delivery role where one is needed.',
      language: 'json',
      fileName: 'weir-access.json',
      text: template,
    },
    {
      id: 'cloudformation-commands',
      way: 'cloudformation',
      title: isOrganisation ? 'Roll it out as a StackSet' : 'Create the stack',
      purpose: isOrganisation
        ? 'Run it in the management account. Accounts that join later get the role by themselves.'
        : 'Run it in the account, beside the saved template.',
      language: 'shell',
      fileName: 'weir-access.sh',
      text: isOrganisation ? stackSetCommands(input) : stackCommand(input),
    },
    {
      id: 'terraform',
      way: 'terraform',
      title: 'Terraform',
      purpose: isOrganisation
        ? 'Use it as a module, once for each account.'
        : 'The same role and policy for a Terraform project.',
      language: 'hcl',
      fileName: 'weir-access.tf',
      text: terraform(input, policy, trust),
    },
    {
      id: 'commands',
      way: 'commands',
      title: 'aws commands',
      purpose: 'The same with the command line, in the account.',
      language: 'shell',
      fileName: 'weir-access.sh',
      text: awsCommands(input, policy, trust),
    },
    ...destinationDocuments(input),
  ]
  return {
    roleArn: isOrganisation ? null : `arn:${input.partition}:iam::${input.accountId}:role/${input.roleName}`,
    documents,
    remarks: remarksOf(input),
  }
}

function remarksOf(input: OnboardingInput): readonly string[] {
  return [
    ...(input.trusted === null
      ? ['Replace “<account of Weir>” by the account, or better the ARN of the role, that Weir’s worker runs as.']
      : []),
    ...(input.externalId === '' ? ['Without an external id anybody who can use this Weir can reach the account.'] : []),
    // Source: CloudFormation user guide, StackSets with service-managed permissions.
    ...(input.accountId === null
      ? [
          'A StackSet with service-managed permissions does not reach the management account: make the role there by itself.',
        ]
      : []),
    'Only flow logs made by this installation can be deleted or retagged: the policy asks for its tag.',
  ]
}

function cloudFormation(input: OnboardingInput, policy: PolicyDocument, trust: PolicyDocument): string {
  const delivery = needsDeliveryRole(input)
    ? {
        WeirDeliveryRole: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: DELIVERY_ROLE_PREFIX,
            AssumeRolePolicyDocument: inTemplate(deliveryTrust(input.partition, ACCOUNT_HERE)),
            Policies: [
              {
                PolicyName: 'write-records',
                PolicyDocument: inTemplate(deliveryPermissions(input.partition, ACCOUNT_HERE, LOG_GROUPS)),
              },
            ],
          },
        },
      }
    : {}
  return JSON.stringify(
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: 'Lets Weir look at network flow logs in this account, and keep its own.',
      Resources: {
        WeirRole: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: input.roleName,
            MaxSessionDuration: 3600,
            AssumeRolePolicyDocument: trust,
            Policies: [{ PolicyName: 'weir', PolicyDocument: policy }],
          },
        },
        ...delivery,
      },
      Outputs: {
        RoleArn: { Value: { 'Fn::GetAtt': ['WeirRole', 'Arn'] } },
        ...(needsDeliveryRole(input)
          ? { DeliveryRoleArn: { Value: { 'Fn::GetAtt': ['WeirDeliveryRole', 'Arn'] } } }
          : {}),
      },
    },
    null,
    2,
  )
}

/** Stands for the account a template is used in, until it becomes `Fn::Sub`. */
const ACCOUNT_HERE = '${AWS::AccountId}'

/** A policy whose texts name the account the stack is in. */
function inTemplate(policy: PolicyDocument): unknown {
  return JSON.parse(JSON.stringify(policy), (_key, value: unknown) =>
    typeof value === 'string' && value.includes(ACCOUNT_HERE) ? { 'Fn::Sub': value } : value,
  ) as unknown
}

function stackCommand({ roleName }: OnboardingInput): string {
  return [
    `# The stack names the role ${roleName}: that asks for CAPABILITY_NAMED_IAM.`,
    'aws cloudformation deploy \\',
    '  --stack-name weir-access \\',
    '  --template-file weir-access.json \\',
    '  --capabilities CAPABILITY_NAMED_IAM',
  ].join('\n')
}

function stackSetCommands({ organisationId }: OnboardingInput): string {
  return [
    '# Once for the organisation, in its management account.',
    'aws cloudformation create-stack-set \\',
    '  --stack-set-name weir-access \\',
    '  --template-body file://weir-access.json \\',
    '  --capabilities CAPABILITY_NAMED_IAM \\',
    '  --permission-model SERVICE_MANAGED \\',
    '  --auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false',
    '',
    '# IAM is the same in every region: one region is enough.',
    `# Name the root (r-…) or the organizational units (ou-…)${organisationId === null ? '' : ` of ${organisationId}`}.`,
    'aws cloudformation create-stack-instances \\',
    '  --stack-set-name weir-access \\',
    '  --deployment-targets OrganizationalUnitIds=r-examplerootid \\',
    '  --regions us-east-1 \\',
    '  --operation-preferences MaxConcurrentPercentage=25,FailureTolerancePercentage=10',
  ].join('\n')
}

function terraform(input: OnboardingInput, policy: PolicyDocument, trust: PolicyDocument): string {
  const blocks = [
    `resource "aws_iam_role" "weir" {
  name                 = ${hclString(input.roleName)}
  max_session_duration = 3600
  assume_role_policy   = ${hclPolicy(trust)}
}`,
    `resource "aws_iam_role_policy" "weir" {
  name   = "weir"
  role   = aws_iam_role.weir.id
  policy = ${hclPolicy(policy)}
}`,
    `output "weir_role_arn" {
  value = aws_iam_role.weir.arn
}`,
  ]
  if (needsDeliveryRole(input)) {
    const account = input.accountId ?? '*'
    blocks.splice(
      2,
      0,
      `resource "aws_iam_role" "weir_delivery" {
  name               = ${hclString(DELIVERY_ROLE_PREFIX)}
  assume_role_policy = ${hclPolicy(deliveryTrust(input.partition, account))}
}`,
      `resource "aws_iam_role_policy" "weir_delivery" {
  name   = "write-records"
  role   = aws_iam_role.weir_delivery.id
  policy = ${hclPolicy(deliveryPermissions(input.partition, account, LOG_GROUPS))}
}`,
    )
  }
  return blocks.join('\n\n')
}

function awsCommands(input: OnboardingInput, policy: PolicyDocument, trust: PolicyDocument): string {
  const role = shellWord(input.roleName)
  return [
    `aws iam create-role --role-name ${role} \\`,
    `  --assume-role-policy-document ${shellWord(JSON.stringify(trust))}`,
    '',
    `aws iam put-role-policy --role-name ${role} --policy-name weir \\`,
    `  --policy-document ${shellWord(JSON.stringify(policy))}`,
  ].join('\n')
}

function needsDeliveryRole({ features }: OnboardingInput): boolean {
  return features.includes('to-cloudwatch')
}

function destinationDocuments(input: OnboardingInput): readonly OnboardingDocument[] {
  const documents: OnboardingDocument[] = []
  const account = input.accountId ?? '<account>'
  if (needsDeliveryRole(input)) {
    documents.push(
      json(
        'delivery-trust',
        'destination',
        'CloudWatch delivery role: trust policy',
        `For a role such as ${DELIVERY_ROLE_PREFIX}: flow logs of its own account use it, and nobody else.`,
        deliveryTrust(input.partition, account),
      ),
      json(
        'delivery-permissions',
        'destination',
        'CloudWatch delivery role: permissions',
        'It may write and nothing else. Make the log groups beforehand, with retention and encryption as you want them.',
        deliveryPermissions(input.partition, account, LOG_GROUPS),
      ),
    )
  }
  if (input.features.includes('to-s3')) {
    const bucket = input.bucket ?? '<bucket>'
    const sources = {
      partition: input.partition,
      accountIds: [account],
      organisationId: input.accountId === null ? (input.organisationId ?? '<organisation>') : null,
    }
    documents.push(
      json(
        'bucket-policy',
        'destination',
        'S3 bucket policy',
        'Add these statements to the policy of the bucket; keep what stands there already.',
        { Version: '2012-10-17', Statement: bucketStatements(bucket, sources) },
      ),
    )
  }
  return documents
}

function json(
  id: string,
  way: OnboardingDocument['way'],
  title: string,
  purpose: string,
  policy: PolicyDocument,
): OnboardingDocument {
  return { id, way, title, purpose, language: 'json', fileName: `${id}.json`, text: policyText(policy) }
}
