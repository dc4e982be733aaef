import { shellWord } from '../shell'
import { alibabaPolicy } from './alibaba-policy'
import type { OnboardingDocument, OnboardingInput, OnboardingPack } from './document'
import { hclPolicy, hclString } from './hcl'
import { policyText, type PolicyDocument } from './policy-document'
import { trustPolicy } from './trust-policy'

const POLICY_NAME = 'weir-access'

/**
 * How an Alibaba Cloud account lets Weir in: a RAM role with one policy, as JSON, Terraform and commands. In a directory
 * the same role is made in every member. Pure.
 */
export function alibabaOnboarding(input: OnboardingInput): OnboardingPack {
  const policy = alibabaPolicy(input)
  const trust = trustPolicy({ provider: 'alibaba-cen', ...input })
  const forEach = input.accountId === null
  return {
    roleArn: forEach ? null : `acs:ram::${input.accountId}:role/${input.roleName}`,
    documents: [
      json('policy', 'RAM policy', 'What Weir may do. Make it a custom policy and attach it to the role.', policy),
      json('trust', 'Trust policy', 'Who may become this role: Weir’s identity, with the external id.', trust),
      {
        id: 'terraform',
        way: 'terraform',
        title: 'Terraform',
        purpose: forEach ? 'Use it as a module, once for each account.' : 'Role, policy and attachment.',
        language: 'hcl',
        fileName: 'weir-access.tf',
        text: terraform(input, policy, trust),
      },
      {
        id: 'commands',
        way: 'commands',
        title: 'aliyun commands',
        purpose: forEach
          ? 'Run them in every member, for example with a profile for each.'
          : 'The same with the command line, in the account.',
        language: 'shell',
        fileName: 'weir-access.sh',
        text: commands(input, policy, trust),
      },
    ],
    remarks: [
      ...(input.trusted === null
        ? ['Replace “<account of Weir>” by the account that Weir’s worker runs in, or by the ARN of its role.']
        : []),
      ...(input.externalId === ''
        ? ['Without an external id anybody who can use this Weir can reach the account.']
        : []),
      'CEN documents no conditions on tags for flow logs: Weir itself changes and deletes only its own.',
    ],
  }
}

function terraform(input: OnboardingInput, policy: PolicyDocument, trust: PolicyDocument): string {
  return `resource "alicloud_ram_role" "weir" {
  role_name                   = ${hclString(input.roleName)}
  max_session_duration        = 3600
  assume_role_policy_document = ${hclPolicy(trust)}
}

resource "alicloud_ram_policy" "weir" {
  policy_name     = ${hclString(POLICY_NAME)}
  policy_document = ${hclPolicy(policy)}
}

resource "alicloud_ram_role_policy_attachment" "weir" {
  role_name   = alicloud_ram_role.weir.role_name
  policy_name = alicloud_ram_policy.weir.policy_name
  policy_type = "Custom"
}`
}

function commands(input: OnboardingInput, policy: PolicyDocument, trust: PolicyDocument): string {
  const role = shellWord(input.roleName)
  return [
    `aliyun ram CreateRole --RoleName ${role} \\`,
    `  --AssumeRolePolicyDocument ${shellWord(JSON.stringify(trust))}`,
    '',
    `aliyun ram CreatePolicy --PolicyName ${POLICY_NAME} \\`,
    `  --PolicyDocument ${shellWord(JSON.stringify(policy))}`,
    '',
    `aliyun ram AttachPolicyToRole --RoleName ${role} --PolicyName ${POLICY_NAME} --PolicyType Custom`,
  ].join('\n')
}

function json(id: string, title: string, purpose: string, policy: PolicyDocument): OnboardingDocument {
  return { id, way: 'policy', title, purpose, language: 'json', fileName: `${id}.json`, text: policyText(policy) }
}
