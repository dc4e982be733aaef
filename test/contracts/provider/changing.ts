import { describe, expect, it } from 'vitest'
import type { Capabilities } from '../../../lib/domain/capabilities'
import type { ObservedFlowLog } from '../../../lib/domain/flow-log'
import type { UpdateStep } from '../../../lib/providers/provider'
import { ProviderError } from '../../../lib/providers/errors'
import type { ContractHarness } from './harness'
import { batchOf, operationId } from './harness'

/** Makes one settled log and gives it back as listed. */
async function settledLog(harness: ContractHarness): Promise<ObservedFlowLog> {
  const targets = await harness.freshTargets(1)
  const outcomes = await harness.provider.create(harness.context(), batchOf(targets, harness.spec()))
  await harness.advance(harness.settleMs)
  const outcome = outcomes[0]!
  if (outcome.kind !== 'accepted') throw new Error('the create was refused')
  return await listed(harness, outcome.externalId!)
}

async function listed(harness: ContractHarness, externalId: string): Promise<ObservedFlowLog> {
  const log = (await harness.provider.observe(harness.context())).find((one) => one.externalId === externalId)
  if (!log) throw new Error(`${externalId} is not listed`)
  return log
}

const trueIds = async (harness: ContractHarness): Promise<readonly string[]> =>
  (await harness.truth()).map((log) => log.externalId)

/** In-place changes and deletes. */
export function changing(harness: () => ContractHarness, capabilities: Capabilities): void {
  describe('changing', () => {
    it('has a sample for every field it declares changeable in place', () => {
      const declared = capabilities.families.flatMap((family) =>
        family.fields.filter((field) => field.change === 'in-place').map((field) => field.field),
      )
      expect(new Set(harness().inPlace.map((sample) => sample.field))).toEqual(new Set(declared))
    })

    it('changes every declared field in place, keeping the id', async () => {
      for (const sample of harness().inPlace) {
        const log = await settledLog(harness())
        expect(sample.isShown(log), `${sample.field} before`).toBe(false)
        for (const step of sample.steps) {
          const change = { operationId: operationId(), log, step }
          await harness().provider.update(harness().context(), change)
          await harness().advance(harness().settleMs)
        }
        expect(sample.isShown(await listed(harness(), log.externalId)), sample.field).toBe(true)
      }
    })

    it('does the same change twice without harm', async () => {
      const log = await settledLog(harness())
      const change = { operationId: operationId(), log, step: { kind: 'tag', tags: { team: 'network' } } as const }
      await harness().provider.update(harness().context(), change)
      await harness().provider.update(harness().context(), change)
      expect((await listed(harness(), log.externalId)).tags).toMatchObject({ ...log.tags, team: 'network' })
    })

    it('removes only the tags it is told to', async () => {
      const log = await settledLog(harness())
      const context = harness().context()
      const tags = { team: 'network', 'kept for': 'audit' }
      await harness().provider.update(context, { operationId: operationId(), log, step: { kind: 'tag', tags } })
      const step: UpdateStep = { kind: 'untag', keys: ['team'] }
      await harness().provider.update(context, { operationId: operationId(), log, step })
      const after = (await listed(harness(), log.externalId)).tags
      expect(after).toEqual({ ...log.tags, 'kept for': 'audit' })
    })

    if (!capabilities.canDisable) {
      it.each([{ kind: 'modify', members: { logDestination: 'x' } }, { kind: 'enable' }, { kind: 'disable' }] as const)(
        'refuses to $kind without asking the cloud, since that needs a replacement',
        async (step) => {
          const log = await settledLog(harness())
          const before = harness().calls.length
          const error: unknown = await harness()
            .provider.update(harness().context(), { operationId: operationId(), log, step })
            .catch((reason: unknown) => reason)
          expect(error).toBeInstanceOf(ProviderError)
          expect((error as ProviderError).kind).toBe('unsupported')
          expect(harness().calls.length).toBe(before)
        },
      )
    }

    it('says so when the log to change does not exist', async () => {
      const log = await settledLog(harness())
      const ghost = { ...log, externalId: log.externalId.replace(/.{6}$/, 'abcdef') }
      const step: UpdateStep = { kind: 'tag', tags: { team: 'network' } }
      const error: unknown = await harness()
        .provider.update(harness().context(), { operationId: operationId(), log: ghost, step })
        .catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(ProviderError)
      expect((error as ProviderError).kind).toBe('targetMissing')
    })
  })

  describe('deleting', () => {
    it('accepts at once, and the log is gone when it has settled', async () => {
      const log = await settledLog(harness())
      const request = { operationId: operationId(), externalIds: [log.externalId] }
      const outcomes = await harness().provider.delete(harness().context(), request)
      expect(outcomes).toMatchObject([{ kind: 'accepted', externalId: log.externalId }])
      if (capabilities.hasCreatingState) {
        expect((await listed(harness(), log.externalId)).status).toBe('deleting')
      }
      await harness().advance(harness().settleMs)
      expect(await trueIds(harness())).not.toContain(log.externalId)
    })

    it('counts a log that is not there as done', async () => {
      const log = await settledLog(harness())
      const request = { operationId: operationId(), externalIds: [log.externalId] }
      await harness().provider.delete(harness().context(), request)
      await harness().advance(harness().settleMs)
      const again = await harness().provider.delete(harness().context(), { ...request, operationId: operationId() })
      expect(again).toMatchObject([{ kind: 'alreadyGone', externalId: log.externalId }])
    })

    it('drops ids the cloud does not know and deletes the rest', async () => {
      const log = await settledLog(harness())
      const ghosts = ['a1', 'b2'].map((end) => log.externalId.replace(/.{2}$/, end))
      const externalIds = [ghosts[0]!, log.externalId, ghosts[1]!]
      const outcomes = await harness().provider.delete(harness().context(), { operationId: operationId(), externalIds })
      const kinds = new Map(outcomes.map((outcome) => [outcome.externalId, outcome.kind]))
      expect(kinds).toEqual(
        new Map([
          [ghosts[0]!, 'alreadyGone'],
          [log.externalId, 'accepted'],
          [ghosts[1]!, 'alreadyGone'],
        ]),
      )
      await harness().advance(harness().settleMs)
      expect(await trueIds(harness())).not.toContain(log.externalId)
    })

    it('may be repeated after a lost reply', async () => {
      const log = await settledLog(harness())
      await harness().inject('delete', { kind: 'loseReply' })
      const request = { operationId: operationId(), externalIds: [log.externalId] }
      const first = await harness()
        .provider.delete(harness().context(), request)
        .then(
          (outcomes) => (outcomes[0]!.kind === 'refused' ? outcomes[0]!.error.kind : outcomes[0]!.kind),
          (error: unknown) => (error instanceof ProviderError ? error.kind : 'not a ProviderError'),
        )
      expect(first).toBe('ambiguous')
      await harness().advance(harness().settleMs)
      const again = await harness().provider.delete(harness().context(), request)
      expect(again.map((outcome) => outcome.kind)).toEqual(['alreadyGone'])
    })

    it('never touches what others made', async () => {
      const foreign = await harness().addForeignLogs(2)
      const before = (await harness().truth()).filter((log) => foreign.includes(log.externalId))
      const log = await settledLog(harness())
      const step: UpdateStep = { kind: 'tag', tags: { team: 'network' } }
      await harness().provider.update(harness().context(), { operationId: operationId(), log, step })
      await harness().provider.delete(harness().context(), {
        operationId: operationId(),
        externalIds: [log.externalId],
      })
      await harness().advance(harness().settleMs)
      const observed = (await harness().provider.observe(harness().context())).map((one) => one.externalId)
      expect(observed).toEqual(expect.arrayContaining([...foreign]))
      expect((await harness().truth()).filter((one) => foreign.includes(one.externalId))).toEqual(before)
    })
  })
}
