import type { ProviderId } from '../provider-id'
import { alibabaOnboarding } from './alibaba-documents'
import { ALIBABA_PERMISSIONS } from './alibaba-permissions'
import { alibabaStatementFor } from './alibaba-policy'
import { awsOnboarding } from './aws-documents'
import { AWS_PERMISSIONS } from './aws-permissions'
import { awsStatementsFor } from './aws-policy'
import type { OnboardingInput, OnboardingPack } from './document'
import type { PermissionTable } from './permission'
import { policyText } from './policy-document'

/** The permissions of every cloud: policies, connection test and documentation come from here. */
export const PERMISSIONS_OF: Readonly<Record<ProviderId, PermissionTable>> = {
  'aws-ec2': AWS_PERMISSIONS,
  'alibaba-cen': ALIBABA_PERMISSIONS,
}

/** Everything a person needs to let Weir into an account of this cloud. Pure. */
export function onboardingPack(provider: ProviderId, input: OnboardingInput): OnboardingPack {
  return provider === 'aws-ec2' ? awsOnboarding(input) : alibabaOnboarding(input)
}

/** Whose statement it is. */
export interface StatementOwner {
  readonly provider: ProviderId
  readonly partition: string
  readonly accountId: string
  readonly installationId: string
}

/** The exact statements that allow an action, as text to copy; null for an action that is in no table. Pure. */
export function statementText(action: string, owner: StatementOwner): string | null {
  if (owner.provider === 'alibaba-cen') {
    const statement = alibabaStatementFor(action, { accountId: owner.accountId, features: [] })
    return statement === null ? null : policyText(statement)
  }
  const statements = awsStatementsFor(action, { ...owner, features: [], deliveryRoleArns: [] })
  const [first] = statements
  if (first === undefined) return null
  return statements.length === 1 ? policyText(first) : policyText(statements)
}
