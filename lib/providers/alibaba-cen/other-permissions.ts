import { ALIBABA_PERMISSIONS, FLOW_LOG_SERVICE_ROLE } from '../../domain/onboarding/alibaba-permissions'
import { permissionsFor } from '../../domain/onboarding/permission'
import { ProviderError } from '../errors'
import type { ConnectionCheck } from '../provider'
import type { ConnectionTest } from './connection-test'
import { exchange } from './exchange'

/** A project that nobody has: the log service then says that there is none, or that nobody may ask. */
const NO_PROJECT = 'weir-connection-test-none'

/** The permissions beside CEN's own, each by a read of something that is not there. */
export async function checkOtherPermissions(test: ConnectionTest): Promise<readonly ConnectionCheck[]> {
  const { context, logService, features } = test
  const wanted = new Set(permissionsFor(ALIBABA_PERMISSIONS, features).map(({ action }) => action))
  const checks: ConnectionCheck[] = []
  const tried = async (action: string, read: () => Promise<unknown>): Promise<void> => {
    if (wanted.has(action)) checks.push(await checkOne(action, read))
  }
  await tried('cen:CheckTransitRouterService', () =>
    call(test, 'cbn', { action: 'CheckTransitRouterService', version: '2017-09-12', query: {} }),
  )
  await tried('ram:GetRole', () =>
    call(test, 'ram', { action: 'GetRole', version: '2015-05-01', query: { RoleName: FLOW_LOG_SERVICE_ROLE } }),
  )
  await tried('log:GetProject', () => logService.getProject(context, NO_PROJECT))
  await tried('log:GetLogStore', () => logService.getLogStore(context, NO_PROJECT, 'none'))
  await tried('log:GetIndex', () => logService.getIndex(context, NO_PROJECT, 'none'))
  for (const action of ['ram:CreateServiceLinkedRole', 'log:GetLogStoreLogs', 'resourcemanager:ListAccounts']) {
    if (wanted.has(action)) checks.push(untried(action))
  }
  return checks
}

function call(
  { credentials, endpoints, context }: ConnectionTest,
  product: 'cbn' | 'ram',
  request: { readonly action: string; readonly version: string; readonly query: Readonly<Record<string, unknown>> },
): Promise<unknown> {
  const keys = () => credentials.keysFor(context.account, context)
  return exchange(context, { endpoint: endpoints[product], keys, ...request, mutates: false })
}

async function checkOne(action: string, read: () => Promise<unknown>): Promise<ConnectionCheck> {
  const facts = { id: `permission:${action}`, label: action }
  try {
    await read()
    return { ...facts, state: 'passed', message: 'Allowed.', remedy: null, vendorCode: null, requestId: null }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    const { vendorCode, requestId, reading, kind } = error
    if (kind === 'denied') {
      const remedy = `Allow ${action} in the policy of the role that Weir uses.`
      return { ...facts, state: 'failed', message: reading.cause, remedy, vendorCode, requestId }
    }
    // RAM answers for a role it was allowed to look for; the log service may look for the project first.
    if (vendorCode?.startsWith('EntityNotExist') === true) {
      return { ...facts, state: 'passed', message: 'Allowed.', remedy: null, vendorCode: null, requestId }
    }
    const message = `Not known: the cloud looked for the thing first. ${reading.cause}`
    return { ...facts, state: 'skipped', message, remedy: null, vendorCode, requestId }
  }
}

function untried(action: string): ConnectionCheck {
  const message = 'Not known: nothing harmless would tell.'
  const facts = { id: `permission:${action}`, label: action, vendorCode: null, requestId: null }
  return { ...facts, state: 'skipped', message, remedy: null }
}
