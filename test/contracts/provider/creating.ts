import { describe, expect, it } from 'vitest'
import type { Capabilities } from '../../../lib/domain/capabilities'
import { OWNERSHIP_TAGS } from '../../../lib/domain/flow-log'
import type { ObservedFlowLog } from '../../../lib/domain/flow-log'
import { normaliseSpec } from '../../../lib/domain/normalise'
import { resourceKeyText } from '../../../lib/domain/resource'
import { ProviderError } from '../../../lib/providers/errors'
import type { CreateBatch } from '../../../lib/providers/provider'
import type { ContractHarness } from './harness'
import { batchOf } from './harness'

const madeBy = (logs: readonly ObservedFlowLog[], batch: CreateBatch): readonly ObservedFlowLog[] =>
  logs.filter((log) => log.tags[OWNERSHIP_TAGS.operation] === batch.operationId)

async function trueCount(harness: ContractHarness, batch: CreateBatch): Promise<number> {
  const truth = await harness.truth()
  return truth.filter((log) => log.tags[OWNERSHIP_TAGS.operation] === batch.operationId).length
}

async function failure(call: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ProviderError)) throw new Error(`expected a ProviderError, got ${String(error)}`)
  return error
}

/** Creates: one log per target and token, whatever happens on the way. */
export function creating(harness: () => ContractHarness, capabilities: Capabilities): void {
  const canBatch = capabilities.families.some((family) => family.maxCreateBatch > 1)

  describe('creating', () => {
    it('returns when the cloud accepts, and the listing shows it getting on', async () => {
      const batch = batchOf(await harness().freshTargets(1), harness().spec())
      const outcomes = await harness().provider.create(harness().context(), batch)
      expect(outcomes).toHaveLength(1)
      expect(outcomes[0]).toMatchObject({ kind: 'accepted', target: batch.targets[0]!.key })
      const fresh = madeBy(await harness().provider.observe(harness().context()), batch)
      expect(fresh.map((log) => log.status)).toEqual([capabilities.hasCreatingState ? 'creating' : 'active'])
      await harness().advance(harness().settleMs)
      const settled = madeBy(await harness().provider.observe(harness().context()), batch)
      expect(settled.map((log) => log.status)).toEqual(['active'])
      // With one target there is no doubt which id is its.
      expect(outcomes[0]).toMatchObject({ externalId: settled[0]!.externalId })
    })

    it('gives back spec, times, units and tags as they were meant', async () => {
      const targets = await harness().freshTargets(1)
      const spec = normaliseSpec(
        { ...harness().spec(), tags: { team: 'network', 'cost centre': 'ü 7' } },
        harness().scope,
      )
      const batch = batchOf(targets, spec)
      await harness().provider.create(harness().context(), batch)
      await harness().advance(harness().settleMs)
      const made = madeBy(await harness().provider.observe(harness().context()), batch)[0]!
      expect(made.spec).toEqual(spec)
      expect(resourceKeyText(made.target!)).toBe(resourceKeyText(targets[0]!.key))
      expect(made.targetExternalId).toBe(targets[0]!.externalId)
      expect(made.createdAt).toBeInstanceOf(Date)
      expect(made.tags).toMatchObject({
        team: 'network',
        [OWNERSHIP_TAGS.installation]: batch.installationId,
        [OWNERSHIP_TAGS.configuration]: batch.configurationId,
        [OWNERSHIP_TAGS.operation]: batch.operationId,
      })
      expect(made.scope).toEqual(harness().scope)
    })

    it('reports delivery where the cloud does, and says nothing where it does not', async () => {
      const batch = batchOf(await harness().freshTargets(1), harness().spec())
      await harness().provider.create(harness().context(), batch)
      const fresh = madeBy(await harness().provider.observe(harness().context()), batch)[0]!
      expect(fresh.delivery).toEqual({ state: 'none', message: null })
      await harness().advance(30 * 60_000)
      const later = madeBy(await harness().provider.observe(harness().context()), batch)[0]!
      expect(later.delivery.state).toBe(capabilities.reportsDelivery ? 'success' : 'none')
    })

    it('makes one flow log when the same token comes twice', async () => {
      const batch = batchOf(await harness().freshTargets(1), harness().spec())
      const first = await harness().provider.create(harness().context(), batch)
      const second = await harness().provider.create(harness().context(), batch)
      expect(second[0]).toMatchObject({ kind: 'accepted' })
      expect({ ...second[0], requestId: null }).toEqual({ ...first[0], requestId: null })
      expect(await trueCount(harness(), batch)).toBe(1)
    })

    it.each(['loseReply', 'loseRequest', 'hang', 'htmlError', 'truncatedBody'] as const)(
      'calls a create ambiguous after %s, and the same token ends in exactly one',
      async (kind) => {
        if (!harness().suffers.has(kind)) return
        const batch = batchOf(await harness().freshTargets(1), harness().spec())
        await harness().inject('create', { kind })
        const context = harness().context({ timeoutMs: kind === 'hang' ? 300 : 10_000 })
        const error = await failure(harness().provider.create(context, batch))
        expect(error.kind).toBe('ambiguous')
        // Late effects are in before we look again.
        await harness().advance(harness().settleMs)
        const again = await harness().provider.create(harness().context(), batch)
        expect(again.map((outcome) => outcome.kind)).toEqual(['accepted'])
        expect(await trueCount(harness(), batch)).toBe(1)
      },
    )

    it('finds after a lost reply what the operation made, so that nothing is made again', async () => {
      const batch = batchOf(await harness().freshTargets(1), harness().spec())
      await harness().inject('create', { kind: 'loseReply' })
      await failure(harness().provider.create(harness().context(), batch))
      const query = { operationId: batch.operationId, targets: batch.targets }
      const found = await harness().provider.findCreated(harness().context(), query)
      expect(found.map((log) => log.targetExternalId)).toEqual([batch.targets[0]!.externalId])
      const other = { operationId: 'another-operation', targets: batch.targets }
      expect(await harness().provider.findCreated(harness().context(), other)).toEqual([])
    })

    it('calls a create ambiguous when its caller gives up', async () => {
      const batch = batchOf(await harness().freshTargets(1), harness().spec())
      const controller = new AbortController()
      await harness().inject('create', { kind: 'hang' })
      const call = failure(harness().provider.create(harness().context({ signal: controller.signal }), batch))
      setTimeout(() => controller.abort(), 100)
      expect((await call).kind).toBe('ambiguous')
    })

    it('a fresh log may be missing from listings for a while, and then it is there once', async () => {
      const batch = batchOf(await harness().freshTargets(1), harness().spec())
      await harness().inject('create', { kind: 'hideFresh', ms: 30_000 })
      await harness().provider.create(harness().context(), batch)
      expect(madeBy(await harness().provider.observe(harness().context()), batch)).toEqual([])
      await harness().advance(30_001 + harness().settleMs)
      expect(madeBy(await harness().provider.observe(harness().context()), batch)).toHaveLength(1)
    })

    it('refuses a second equal log on the same target, and blames that target', async () => {
      const targets = await harness().freshTargets(1)
      await harness().provider.create(harness().context(), batchOf(targets, harness().spec()))
      await harness().advance(harness().settleMs)
      const again = batchOf(targets, harness().spec())
      const error = await failure(harness().provider.create(harness().context(), again))
      expect(error.kind).toBe('conflict')
      expect(error.members).toEqual([targets[0]!.externalId])
      expect(await trueCount(harness(), again)).toBe(0)
    })

    it('a target that does not exist is named, and nothing is made', async () => {
      const missing = await harness().missingTarget()
      const targets = canBatch ? [...(await harness().freshTargets(1)), missing] : [missing]
      const batch = batchOf(targets, harness().spec())
      const error = await failure(harness().provider.create(harness().context(), batch))
      expect(error.kind).toBe('targetMissing')
      expect(error.members).toEqual([missing.externalId])
      expect(await trueCount(harness(), batch)).toBe(0)
    })

    if (capabilities.coexistence === 'different-destination') {
      it('lets two logs with different destinations stand on one target', async () => {
        const targets = await harness().freshTargets(1)
        const [first, second] = [batchOf(targets, harness().spec(1)), batchOf(targets, harness().spec(2))]
        await harness().provider.create(harness().context(), first)
        await harness().provider.create(harness().context(), second)
        expect(await trueCount(harness(), first)).toBe(1)
        expect(await trueCount(harness(), second)).toBe(1)
      })
    }

    if (capabilities.serialisesBy !== null) {
      it('is busy while another change of the same router is unsettled', async () => {
        const [target] = await harness().freshTargets(1)
        const siblings = (await harness().freshTargets(30)).filter(
          (other) =>
            other.links.transitRouter === target!.links.transitRouter && other.externalId !== target!.externalId,
        )
        await harness().provider.create(harness().context(), batchOf([target!], harness().spec()))
        const error = await failure(
          harness().provider.create(harness().context(), batchOf([siblings[0]!], harness().spec())),
        )
        expect(error.kind).toBe('busy')
        await harness().advance(harness().settleMs)
        const later = await harness().provider.create(harness().context(), batchOf([siblings[0]!], harness().spec()))
        expect(later[0]!.kind).toBe('accepted')
      })
    }

    if (canBatch) {
      it('makes one log per target of a batch in one exchange, and pairs nothing by guessing', async () => {
        const batch = batchOf(await harness().freshTargets(3), harness().spec())
        const outcomes = await harness().provider.create(harness().context(), batch)
        expect(harness().calls.filter((call) => call.operation.startsWith('Create'))).toHaveLength(1)
        expect(outcomes.map((outcome) => outcome.kind)).toEqual(['accepted', 'accepted', 'accepted'])
        expect(outcomes.map((outcome) => resourceKeyText(outcome.target))).toEqual(
          batch.targets.map((target) => resourceKeyText(target.key)),
        )
        const listed = madeBy(await harness().provider.observe(harness().context()), batch)
        for (const outcome of outcomes) {
          if (outcome.kind !== 'accepted' || outcome.externalId === null) continue
          const log = listed.find((candidate) => candidate.externalId === outcome.externalId)
          expect(resourceKeyText(log!.target!)).toBe(resourceKeyText(outcome.target))
        }
        expect(listed.map((log) => log.targetExternalId).sort()).toEqual(
          batch.targets.map((target) => target.externalId).sort(),
        )
      })

      it('settles a half-failed batch target by target', async () => {
        const batch = batchOf(await harness().freshTargets(3), harness().spec())
        const victim = batch.targets[1]!
        await harness().inject('create', { kind: 'partial', targetExternalId: victim.externalId })
        const outcomes = await harness().provider.create(harness().context(), batch)
        expect(outcomes.map((outcome) => outcome.kind)).toEqual(['accepted', 'refused', 'accepted'])
        const refused = outcomes[1]!
        if (refused.kind !== 'refused') throw new Error('unreachable')
        expect(refused.error.kind).not.toBe('unknown')
        expect(refused.error.reading.remedy).not.toBe('')
        const made = madeBy(await harness().provider.observe(harness().context()), batch)
        expect(made.map((log) => log.targetExternalId).sort()).toEqual(
          [batch.targets[0]!.externalId, batch.targets[2]!.externalId].sort(),
        )
      })
    }
  })
}
