import type { ProviderId } from '../provider-id'
import { PERMISSIONS_OF } from './onboard'
import { ACCESS_FEATURES, usualFeatures, type AccessFeature } from './permission'

/** What a connection test tries, and what of it must be there. */
export interface TestedFeatures {
  readonly tried: readonly AccessFeature[]
  readonly required: ReadonlySet<AccessFeature>
}

/** What an account without a word about its use must at least allow. */
const CORE: readonly AccessFeature[] = ['look', 'change']

/**
 * What to test in an account for what it shall be used for. Where nobody has said, the usual features are tried, and only
 * looking and changing must work. Words of a later version are left out. Pure.
 */
export function testedFeatures(provider: ProviderId, chosen: readonly string[]): TestedFeatures {
  const known = ACCESS_FEATURES.filter((feature) => chosen.includes(feature))
  if (known.length > 0) return { tried: ['look', ...known], required: new Set<AccessFeature>(['look', ...known]) }
  return { tried: usualFeatures(PERMISSIONS_OF[provider]), required: new Set(CORE) }
}

/** Labels of the features that need an action and are not required; null when the action is required. Pure. */
export function neededOnlyFor(
  provider: ProviderId,
  action: string,
  required: ReadonlySet<AccessFeature>,
): string | null {
  const table = PERMISSIONS_OF[provider]
  const features = table.permissions.filter((row) => row.action === action).flatMap((row) => row.features)
  if (features.length === 0 || features.some((feature) => required.has(feature))) return null
  const labels = table.features.filter(({ feature }) => features.includes(feature)).map(({ label }) => `“${label}”`)
  return [...new Set(labels)].join(' and ')
}
