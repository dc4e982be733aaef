import { describe, expect, it } from 'vitest'
import { evaluatePreflight } from '../../../lib/domain/preflight/evaluate'
import { preflightGroups, type PreflightTarget } from '../../../lib/domain/preflight/group'
import type { Resource } from '../../../lib/domain/resource'
import { PreflightMemo, type PreflightRequest } from '../../../lib/providers/preflight'
import type { ContractHarness } from './harness'

const INSTALLATION = '0193a000-0000-7000-8000-000000000001'

/** A resource as a plan speaks of it. */
export function preflightTargetOf(harness: ContractHarness, resource: Resource, number = 1): PreflightTarget {
  return {
    ordinal: 0,
    scope: harness.scope,
    type: resource.key.type,
    externalId: resource.externalId,
    name: resource.name,
    state: resource.state,
    isSettled: resource.isSettled,
    notCoverable: resource.notCoverable,
    router:
      harness.scope.provider === 'alibaba-cen'
        ? { externalId: resource.links.transitRouter ?? '', edition: 'Enterprise', state: 'Active' }
        : null,
    logsOnTarget: 0,
    logsOfOtherLevel: 0,
    desired: harness.spec(number),
  }
}

export function preflightRequest(target: PreflightTarget, memo = new PreflightMemo()): PreflightRequest {
  const [group] = preflightGroups([target])
  if (group === undefined) throw new Error('one target makes one group')
  return { group, installationId: INSTALLATION, otherReaders: [], memo }
}

/** Preflight: asks, judges, and changes nothing. */
export function preflighting(harness: () => ContractHarness): void {
  describe('preflight', () => {
    const ask = async (request: PreflightRequest) => {
      const facts = await harness().provider.preflight(harness().context(), request)
      return evaluatePreflight(request.group, facts, INSTALLATION)
    }

    it('changes nothing, reports every exchange, and finds nothing certain against a sound destination', async () => {
      const [target] = await harness().freshTargets(1)
      const before = await harness().truth()
      const seen = await harness().seenByCloud()
      const reported = harness().calls.length
      const result = await ask(preflightRequest(preflightTargetOf(harness(), target!)))
      expect(await harness().truth()).toEqual(before)
      expect((await harness().seenByCloud()) - seen).toBe(harness().calls.length - reported)
      expect(result.blocks, JSON.stringify(result.checks.filter(({ blocks }) => blocks))).toBe(false)
      expect(result.checks.filter(({ state }) => state === 'passed').length).toBeGreaterThan(2)
      for (const check of result.checks) expect(check.source).not.toBe('')
    })

    it('asks once for what two groups share', async () => {
      const [target] = await harness().freshTargets(1)
      const memo = new PreflightMemo()
      const request = preflightRequest(preflightTargetOf(harness(), target!), memo)
      const first = harness().calls.length
      await ask(request)
      const once = harness().calls.length - first
      await ask(request)
      // A second kind of question never costs more than the first, and dry runs are all that may repeat.
      expect(harness().calls.length - first).toBeLessThanOrEqual(once + request.group.targets.length)
    })

    it('says what it could not read, and never throws for a refusal', async () => {
      const [target] = await harness().freshTargets(1)
      await harness().deny()
      const result = await ask(preflightRequest(preflightTargetOf(harness(), target!)))
      expect(result.checks.length).toBeGreaterThan(0)
    })
  })
}
