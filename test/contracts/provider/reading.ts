import { expect, describe, it } from 'vitest'
import type { RecordQuery, RecordSource } from '../../../lib/providers/records'
import { batchOf, type ContractHarness } from './harness'

/** Reading back: of a log that has delivered nothing yet, which is the same for every cloud. */
export function reading(harness: () => ContractHarness): void {
  describe('reading records back', () => {
    const query = (): RecordQuery => {
      const to = new Date()
      return { from: new Date(to.getTime() - 3_600_000), to, filter: {}, cursor: null, limit: 10 }
    }

    async function freshLog(): Promise<RecordSource> {
      const { provider, context, freshTargets, spec, advance, settleMs } = harness()
      const [target] = await freshTargets(1)
      if (target === undefined) throw new Error('there is no free target')
      await provider.create(context(), batchOf([target], spec()))
      await advance(settleMs)
      const log = (await provider.observe(context())).find(
        ({ targetExternalId }) => targetExternalId === target.externalId,
      )
      if (!log?.spec) throw new Error('the log was not listed')
      return {
        externalId: log.externalId,
        spec: log.spec,
        targetExternalId: target.externalId,
        members: [target.externalId],
      }
    }

    it('finds nothing where nothing was delivered, says the columns, and does not throw', async () => {
      const source = await freshLog()
      const page = await harness().provider.records.readRecords(harness().context(), source, query())
      expect(page).toMatchObject({ rows: [], faults: 0, next: null })
      expect(page.columns).toContain('srcaddr')
    })

    it('probes without finding anything, and reports its calls like every other', async () => {
      const source = await freshLog()
      const { provider, context, calls } = harness()
      const before = calls.length
      const { newest } = await provider.records.newestRecords(context(), [source], {})
      expect(newest).toEqual([{ externalId: source.externalId, at: null }])
      expect(calls.length).toBeGreaterThan(before)
    })
  })
}
