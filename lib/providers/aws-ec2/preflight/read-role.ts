import type { Reading, RoleFacts } from '../../../domain/preflight/facts'
import { ProviderError } from '../../errors'
import type { CallContext } from '../../provider'
import type { AwsClients } from '../client'
import { IAM } from '../further-services'
import { readingOf } from './reading'

/** Source: IAM user guide, quotas: policies attached to a role. More are not read, and count as unread. */
const MOST_POLICIES = 20

/** A role with its trust policy and everything its policies say. Documents come percent-encoded from IAM. */
export async function readRole(clients: AwsClients, context: CallContext, arn: string): Promise<Reading<RoleFacts>> {
  const sdk = await import('@aws-sdk/client-iam')
  // A role with a path is asked for by its last name.
  const RoleName = arn.split('/').at(-1) ?? arn
  const trust = await readingOf(
    { action: 'iam:GetRole', absent: ['NoSuchEntity', 'NoSuchEntityException'] },
    async () => {
      const { output } = await clients.further(context, IAM, {
        operation: 'GetRole',
        send: (client, options) => client.send(new sdk.GetRoleCommand({ RoleName }), options),
      })
      return decoded(output.Role?.AssumeRolePolicyDocument)
    },
  )
  if (trust.state !== 'read') return trust
  const inline = await policiesOf(
    async () => {
      const { output } = await clients.further(context, IAM, {
        operation: 'ListRolePolicies',
        send: (client, options) => client.send(new sdk.ListRolePoliciesCommand({ RoleName }), options),
      })
      return output.PolicyNames ?? []
    },
    async (PolicyName) => {
      const { output } = await clients.further(context, IAM, {
        operation: 'GetRolePolicy',
        send: (client, options) => client.send(new sdk.GetRolePolicyCommand({ RoleName, PolicyName }), options),
      })
      return decoded(output.PolicyDocument)
    },
  )
  const attached = await policiesOf(
    async () => {
      const { output } = await clients.further(context, IAM, {
        operation: 'ListAttachedRolePolicies',
        send: (client, options) => client.send(new sdk.ListAttachedRolePoliciesCommand({ RoleName }), options),
      })
      return (output.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? [])
    },
    async (PolicyArn) => {
      const { output } = await clients.further(context, IAM, {
        operation: 'GetPolicy',
        send: (client, options) => client.send(new sdk.GetPolicyCommand({ PolicyArn }), options),
      })
      const VersionId = output.Policy?.DefaultVersionId ?? 'v1'
      const version = await clients.further(context, IAM, {
        operation: 'GetPolicyVersion',
        send: (client, options) => client.send(new sdk.GetPolicyVersionCommand({ PolicyArn, VersionId }), options),
      })
      return decoded(version.output.PolicyVersion?.Document)
    },
  )
  return {
    state: 'read',
    value: {
      trustPolicy: trust.value,
      policies: [...inline.texts, ...attached.texts],
      unreadPolicies: inline.unread + attached.unread,
    },
  }
}

interface Policies {
  readonly texts: readonly string[]
  readonly unread: number
}

/** What cannot be listed or read is counted, so that nobody takes its absence for a lack of permission. */
async function policiesOf(
  list: () => Promise<readonly string[]>,
  read: (name: string) => Promise<string>,
): Promise<Policies> {
  const names = await quietly(list)
  if (names === null) return { texts: [], unread: 1 }
  const texts: string[] = []
  for (const name of names.slice(0, MOST_POLICIES)) {
    const text = await quietly(() => read(name))
    if (text !== null) texts.push(text)
  }
  return { texts, unread: names.length - texts.length }
}

async function quietly<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    // The caller counts it as unread.
    return null
  }
}

function decoded(document: string | undefined): string {
  try {
    return decodeURIComponent(document ?? '')
  } catch {
    // Not encoded, as some stand-ins have it.
    return document ?? ''
  }
}
