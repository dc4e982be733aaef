import { randomBytes } from 'node:crypto'
import { DEFAULT_PARTITION } from '../domain/account-rules'
import { onboardingPack, PERMISSIONS_OF } from '../domain/onboarding/onboard'
import { permissionsFor, usualFeatures } from '../domain/onboarding/permission'
import type { OnboardingPackView, OnboardingRequest } from '../http/schemas/onboarding'
import { readInstallation } from '../store/installation'
import { baseAccounts } from '../store/preflights'
import type { ServiceContext } from './service-context'

/** Makes what a person needs to let Weir into an account, or into every account of an organisation. Stores nothing. */
export async function prepareOnboarding(
  { database: { pool } }: Pick<ServiceContext, 'database'>,
  request: OnboardingRequest,
): Promise<OnboardingPackView> {
  const { provider } = request
  const partition = request.partition ?? DEFAULT_PARTITION[provider]
  const table = PERMISSIONS_OF[provider]
  const features = request.features ?? usualFeatures(table)
  const { installationId } = await readInstallation(pool)
  const [base] = await baseAccounts(pool, { provider, partition })
  const trusted = request.trusted === undefined ? (base ?? null) : request.trusted
  const externalId = request.externalId ?? `weir-${randomBytes(24).toString('hex')}`
  const { accountId, roleName, organisationId, bucket } = request
  const input = {
    partition,
    accountId,
    features,
    installationId,
    roleName,
    externalId,
    trusted,
    organisationId,
    bucket,
  }
  const pack = onboardingPack(provider, input)
  return {
    features: table.features.map((offer) => ({ ...offer })),
    permissions: permissionsFor(table, features).map(({ action, why, features: of }) => ({
      action,
      why,
      features: [...of],
    })),
    roleArn: pack.roleArn,
    externalId,
    trusted,
    documents: pack.documents.map((document) => ({ ...document })),
    remarks: [...pack.remarks],
  }
}
