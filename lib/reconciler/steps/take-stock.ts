import type { Problem } from '../../domain/problem'
import { loadOpenOperations } from '../../store/cloud-operations'
import { loadDesired } from '../../store/desired-flow-logs'
import { sideBySide } from '../../store/sql'
import type { Pass } from '../pass'

/** Reads what earlier passes left: desired flow logs with their records, and operations without a final result. */
export async function takeStock(pass: Pass): Promise<void> {
  const { read, scope } = pass.lease
  const [desired, operations] = await sideBySide(read, [
    () => loadDesired(read, scope.scopeId),
    () => loadOpenOperations(read, scope.scopeId),
  ])
  pass.takeDesired(desired)
  pass.openOperations = operations
  pass.lookOnly = lookOnlyReason(pass)
  if (pass.lookOnly === 'EndpointChanged') pass.problem = endpointChanged(pass)
}

function lookOnlyReason({ installation, provider, scope }: Pass): Pass['lookOnly'] {
  const known = scope.account.endpointFingerprint
  if (known !== null && known !== provider.endpointFingerprint()) return 'EndpointChanged'
  if (installation.lookOnlyReason !== null) return 'LookOnly'
  return installation.stopAllChanges ? 'StopAllChanges' : null
}

/** What another place says about this account must not pass for what its cloud says: nobody even looks. */
function endpointChanged({ scope, provider }: Pass): Problem {
  return {
    reason: 'EndpointChanged',
    message: 'Calls for this account would go elsewhere than when it was first reached.',
    cause: `It was reached at "${scope.account.endpointFingerprint ?? ''}"; the environment now names "${provider.endpointFingerprint()}".`,
    remedy: 'Set the endpoints of the worker back, or confirm the new ones on the page of the account.',
    vendorCode: null,
    vendorMessage: null,
    requestId: null,
  }
}
