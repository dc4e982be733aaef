import { describe, expect, test } from 'vitest'
import {
  aDesired,
  aLog,
  aResource,
  AWS_CAPABILITIES,
  CEN_CAPABILITIES,
  CEN_SCOPE,
  someFacts,
} from '../../test/builders/cloud-facts'
import { aCenSpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import type { Manager, Ownership } from './flow-log'
import { planScope } from './plan-scope'

describe('planning an adoption', () => {
  const wish = (acknowledged: readonly Manager[] = []) => ({ externalId: 'fl-1', acknowledged })
  const plan = (facts: ReturnType<typeof someFacts>, capabilities = AWS_CAPABILITIES) =>
    planScope(facts, capabilities)[0]!
  const facts = (ownership: Ownership, log = aLog(), adoption = wish()) =>
    someFacts({ desired: [aDesired({ adoption })], observed: [log], ownership: { 'fl-1': ownership } })
  const FOREIGN: Ownership = { kind: 'foreign', manager: 'unknown' }

  test.each([FOREIGN, { kind: 'released' } as const])(
    'a $kind log that is as desired: no difference, neutral',
    (owner) => {
      expect(plan(facts(owner))).toMatchObject({
        verdict: 'action',
        action: { kind: 'adopt', externalId: 'fl-1', changes: [], risk: 'neutral', gapSeconds: null },
      })
    },
  )

  test('differences are shown and are no part of the adoption', () => {
    const log = aLog({ spec: aVpcSpec({ maxAggregationIntervalSeconds: 60 }) })
    const { action } = plan(facts(FOREIGN, log))
    expect(action).toMatchObject({ kind: 'adopt', changes: [{ field: 'maxAggregationIntervalSeconds' }] })
  })

  test.each([
    { reason: 'AdoptionGone', why: 'it is gone', facts: facts(FOREIGN, aLog({ externalId: 'fl-2' })) },
    {
      reason: 'AdoptionGone',
      why: 'it logs something else',
      facts: facts(FOREIGN, aLog({ target: { ...aResource().key, localKey: 'vpc-2' } })),
    },
    {
      reason: 'NotAdoptable',
      why: 'another installation manages it',
      facts: facts({ kind: 'otherInstallation', installationId: 'other' }),
    },
    {
      reason: 'NotAdoptable',
      why: 'it is ours already',
      facts: facts({ kind: 'ours', desiredFlowLogId: 'desired-9' }),
    },
    {
      reason: 'ManagerNotAcknowledged',
      why: 'Terraform has it and nobody said so',
      facts: facts({ kind: 'foreign', manager: 'terraform' }, aLog({ tags: { terraform: 'true' } })),
    },
    { reason: 'LogUnreadable', why: 'its parameters cannot be read', facts: facts(FOREIGN, aLog({ spec: null })) },
  ])('$reason: $why, and nothing is created instead', ({ reason, facts: some }) => {
    expect(plan(some)).toMatchObject({ verdict: 'blocked', action: null, obstacle: { reason } })
  })

  test('another manager goes through when it is acknowledged by name', () => {
    const log = aLog({ tags: { terraform: 'true' } })
    const some = facts({ kind: 'foreign', manager: 'terraform' }, log, wish(['terraform']))
    expect(plan(some).action).toMatchObject({ kind: 'adopt' })
    expect(plan(some).action!.why).toContain('Terraform')
  })

  test('CEN: a Configuration without a format takes what it adopts for the default', () => {
    const attachment = aResource({
      key: { scope: CEN_SCOPE, type: 'TransitRouterAttachment', localKey: 'tr-1/tr-attach-1' },
    })
    const log = aLog({ target: attachment.key, spec: aCenSpec({ logFormatString: '${srcaddr}' }) })
    const some = someFacts({
      desired: [aDesired({ target: attachment.key, spec: aCenSpec(), adoption: wish() })],
      targets: [attachment],
      observed: [log],
      ownership: { 'fl-1': FOREIGN },
    })
    expect(plan(some, CEN_CAPABILITIES).action).toMatchObject({ kind: 'adopt', changes: [] })
  })
})
