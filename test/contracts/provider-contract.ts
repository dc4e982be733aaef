import { afterEach, beforeEach, describe } from 'vitest'
import type { ProviderId } from '../../lib/domain/provider-id'
import { capabilitiesOf } from '../../lib/providers/capabilities'
import type { ContractHarness } from './provider/harness'
import { changing } from './provider/changing'
import { creating } from './provider/creating'
import { failing } from './provider/failing'
import { looking } from './provider/looking'
import { planning } from './provider/planning'
import { preflighting } from './provider/preflighting'
import { reading } from './provider/reading'

/**
 * What every cloud behind the port must do, the fake one included. A provider's own test file calls this with a
 * harness; the harness is made anew for every test.
 */
export function describeProviderContract(
  name: string,
  like: ProviderId,
  makeHarness: () => Promise<ContractHarness>,
): void {
  describe(`provider contract: ${name}`, () => {
    let current: ContractHarness | null = null
    beforeEach(async () => {
      current = await makeHarness()
    })
    afterEach(async () => {
      await current?.close()
      current = null
    })
    const harness = (): ContractHarness => {
      if (!current) throw new Error('the harness exists only inside a test')
      return current
    }
    const capabilities = capabilitiesOf(like)
    looking(harness, capabilities)
    creating(harness, capabilities)
    changing(harness, capabilities)
    failing(harness, capabilities)
    planning(harness, capabilities)
    preflighting(harness)
    reading(harness)
  })
}
