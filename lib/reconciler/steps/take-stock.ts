import { loadOpenOperations } from '../../store/cloud-operations'
import { loadDesired } from '../../store/desired-flow-logs'
import type { Pass } from '../pass'

/** Reads what earlier passes left: desired flow logs with their records, and operations without a final result. */
export async function takeStock(pass: Pass): Promise<void> {
  const { read, scope } = pass.lease
  pass.takeDesired(await loadDesired(read, scope.scopeId))
  pass.openOperations = await loadOpenOperations(read, scope.scopeId)
  pass.lookOnly = lookOnlyReason(pass)
}

function lookOnlyReason({ installation, provider, scope }: Pass): Pass['lookOnly'] {
  const known = scope.account.endpointFingerprint
  if (known !== null && known !== provider.endpointFingerprint()) return 'EndpointChanged'
  if (installation.lookOnlyReason !== null) return 'LookOnly'
  return installation.stopAllChanges ? 'StopAllChanges' : null
}
