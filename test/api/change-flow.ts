import type { ChangeRequestCreate, ChangeRequestDetail } from '../../lib/http/schemas/change-requests'
import type { TestApi } from './use-api'

/** Proposes changes and has them planned, as the worker would. */
export async function proposed(api: TestApi, items: ChangeRequestCreate['items']): Promise<ChangeRequestDetail> {
  const { id } = await api.call('POST /change-requests', { body: { reason: 'We need it.', items } })
  await api.runPlans()
  return api.call('GET /change-requests/{id}', { params: { id } })
}

/** The digest of a request's plan; fails where there is none. */
export function digestOf(request: ChangeRequestDetail): string {
  if (request.plan === null) throw new Error(`CR-${request.number} has no plan`)
  return request.plan.digest
}

/** Approves what was proposed. */
export function approved(api: TestApi, request: ChangeRequestDetail): Promise<ChangeRequestDetail> {
  return api.call('POST /change-requests/{id}/approve', {
    params: { id: request.id },
    body: { digest: digestOf(request) },
  })
}
