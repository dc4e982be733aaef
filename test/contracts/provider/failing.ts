import { describe, expect, it } from 'vitest'
import type { Capabilities } from '../../../lib/domain/capabilities'
import { ProviderError } from '../../../lib/providers/errors'
import type { ContractHarness, ContractOperation } from './harness'
import { batchOf, operationId } from './harness'

/** Does the operation and gives back the ProviderError it ends in, thrown or reported for its one item. */
async function provoke(harness: ContractHarness, operation: ContractOperation): Promise<ProviderError> {
  const context = harness.context()
  const result = await perform().then(
    (value) => value,
    (error: unknown) => error,
  )
  if (result instanceof ProviderError) return result
  throw new Error(`expected a ProviderError, got ${String(result)}`)

  async function perform(): Promise<unknown> {
    switch (operation) {
      case 'observe':
        return await harness.provider.observe(context)
      case 'create': {
        const batch = batchOf(await harness.freshTargets(1), harness.spec())
        return (await harness.provider.create(context, batch)).map((one) =>
          one.kind === 'refused' ? one.error : one,
        )[0]
      }
      case 'delete': {
        const request = { operationId: operationId(), externalIds: await harness.addForeignLogs(1) }
        return (await harness.provider.delete(context, request)).map((one) =>
          one.kind === 'refused' ? one.error : one,
        )[0]
      }
    }
  }
}

/** Errors: each has its kind, none is swallowed, none is retried in secret. */
export function failing(harness: () => ContractHarness, _capabilities: Capabilities): void {
  describe('failing', () => {
    it.each(['create', 'observe', 'delete'] as const)(
      'calls a throttled %s throttled after one exchange: retries are the engine’s',
      async (operation) => {
        await harness().inject(operation, { kind: 'throttle' })
        const before = await harness().seenByCloud()
        const error = await provoke(harness(), operation)
        expect(error.kind).toBe('throttled')
        expect(error.vendorCode).not.toBeNull()
        expect((await harness().seenByCloud()) - before).toBe(1)
      },
    )

    it.each(['loseReply', 'loseRequest', 'htmlError', 'truncatedBody'] as const)(
      'calls a listing unavailable after %s, and the next one is complete',
      async (kind) => {
        if (!harness().suffers.has(kind)) return
        await harness().inject('observe', { kind })
        expect((await provoke(harness(), 'observe')).kind).toBe('unavailable')
        const observed = await harness().provider.observe(harness().context())
        expect(observed.length).toBe((await harness().truth()).length)
      },
    )

    it('ends within its time limit', async () => {
      await harness().inject('observe', { kind: 'hang' })
      const startedAt = Date.now()
      const error: unknown = await harness()
        .provider.observe(harness().context({ timeoutMs: 250 }))
        .catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(ProviderError)
      expect((error as ProviderError).kind).toBe('unavailable')
      expect(Date.now() - startedAt).toBeLessThan(2_000)
    })

    it('maps every vendor answer to its kind, none to unknown, each with a cause and a remedy', async () => {
      expect(harness().errorFixtures.length).toBeGreaterThan(0)
      const read: string[] = []
      for (const fixture of harness().errorFixtures) {
        await harness().injectError(fixture)
        const error = await provoke(harness(), fixture.operation)
        read.push(`${fixture.operation} ${fixture.code}: ${error.kind}`)
        expect(error.vendorCode).toBe(fixture.code)
        expect(error.vendorMessage).toContain(fixture.message.slice(0, 40))
        expect(error.requestId).not.toBeNull()
        expect(error.reading.cause).not.toBe('')
        expect(error.reading.remedy).not.toBe('')
        expect(error.kind).not.toBe('unknown')
      }
      expect(read).toEqual(harness().errorFixtures.map((one) => `${one.operation} ${one.code}: ${one.kind}`))
    })

    it('reports every exchange once, as the cloud counted them', async () => {
      const before = await harness().seenByCloud()
      const { provider } = harness()
      const options = { includeInterfaces: true, knownRouters: [] }
      await provider.discover(harness().context({ scope: harness().globalScope }), options)
      await provider.discover(harness().context(), options)
      const batch = batchOf(await harness().freshTargets(1), harness().spec())
      const outcome = (await provider.create(harness().context(), batch))[0]!
      await harness().advance(harness().settleMs)
      await provider.observe(harness().context())
      if (outcome.kind !== 'accepted' || outcome.externalId === null) throw new Error('the create was refused')
      await provider.delete(harness().context(), { operationId: operationId(), externalIds: [outcome.externalId] })
      await harness().inject('observe', { kind: 'throttle' })
      await provider.observe(harness().context()).catch(() => null)
      expect(harness().calls.length).toBe((await harness().seenByCloud()) - before)
      const failed = harness().calls.filter((call) => call.outcome === 'error')
      expect(failed).toHaveLength(1)
      expect(failed[0]!.vendorCode).not.toBeNull()
      expect(harness().calls.every((call) => call.requestId !== null && call.durationMs >= 0)).toBe(true)
    })

    it('does not send what was given up before it began', async () => {
      const controller = new AbortController()
      controller.abort()
      const before = await harness().seenByCloud()
      const error: unknown = await harness()
        .provider.observe(harness().context({ signal: controller.signal }))
        .catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(ProviderError)
      expect((error as ProviderError).kind).toBe('unavailable')
      expect(await harness().seenByCloud()).toBe(before)
    })
  })
}
