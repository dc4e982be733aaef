import { FAMILIES } from '../lib/domain/target-family'
import type { TargetFamily } from '../lib/domain/resource'
import { capabilitiesOf } from '../lib/providers/capabilities'

/** Targets of one create call, as the cloud's capabilities say. Pure. */
export function maxCreateBatch(family: TargetFamily): number {
  const { families } = capabilitiesOf(FAMILIES[family].provider)
  return families.find((one) => one.family === family)?.maxCreateBatch ?? 1
}
