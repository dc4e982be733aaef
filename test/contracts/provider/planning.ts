import { describe, expect, it } from 'vitest'
import type { Capabilities } from '../../../lib/domain/capabilities'
import type { FlowLogSpec } from '../../../lib/domain/flow-log-spec'
import type { ObservedFlowLog } from '../../../lib/domain/flow-log'
import { mutabilityOf } from '../../../lib/domain/mutability'
import { classifyOwnership } from '../../../lib/domain/ownership'
import { planScope } from '../../../lib/domain/plan-scope'
import type { Resource } from '../../../lib/domain/resource'
import type { Assessment, RecordFacts } from '../../../lib/domain/scope-plan'
import { updateSteps } from '../../../lib/domain/update-steps'
import { aConfiguration, aDesired, someFacts } from '../../builders/cloud-facts'
import { alteredSpecs } from './altered-specs'
import type { ContractHarness } from './harness'
import { batchOf, operationId } from './harness'

const INSTALLATION = 'installation-under-test'
const CONFIGURATION = 'configuration-under-test'

interface Wish {
  readonly target: Resource
  readonly spec: FlowLogSpec
  readonly generation: number
  readonly record: RecordFacts | null
}

/** What the planner says of one wish, from a fresh listing of the cloud under test. */
async function plan(harness: ContractHarness, wish: Wish): Promise<Assessment> {
  const observed = await harness.provider.observe(harness.context())
  const { target, spec, generation, record } = wish
  const desired = aDesired({
    configurationId: CONFIGURATION,
    target: target.key,
    spec,
    generation,
    settledGeneration: record === null ? null : 1,
    record,
  })
  const ownershipFacts = {
    installationId: INSTALLATION,
    records: new Map(record === null ? [] : [[record.externalId, desired.id]]),
    released: new Set<string>(),
    knowsOperation: () => true,
  }
  const facts = someFacts({
    installationId: INSTALLATION,
    configurations: new Map([
      [CONFIGURATION, aConfiguration({ provider: harness.provider.id, family: spec.family, spec, generation })],
    ]),
    desired: [desired],
    observed,
    ownership: Object.fromEntries(observed.map((log) => [log.externalId, classifyOwnership(log, ownershipFacts)])),
    targets: [target],
  })
  return planScope(facts, harness.provider.capabilities)[0]!
}

/** Carries out a create and gives back the record the engine would keep. */
async function applyCreate(harness: ContractHarness, target: Resource, spec: FlowLogSpec): Promise<RecordFacts> {
  const batch = batchOf([target], spec)
  const outcome = (await harness.provider.create(harness.context(), batch))[0]!
  if (outcome.kind !== 'accepted' || outcome.externalId === null) throw new Error('the create was refused')
  await harness.advance(harness.settleMs)
  const log = await theLog(harness, outcome.externalId)
  return {
    externalId: outcome.externalId,
    origin: 'created',
    presence: 'present',
    sentFormat: spec.family === 'cen' ? spec.logFormatString : null,
    echoedFormat: log.spec?.family === 'cen' ? log.spec.logFormatString : null,
    operationId: batch.operationId,
  }
}

async function theLog(harness: ContractHarness, externalId: string): Promise<ObservedFlowLog> {
  return (await harness.provider.observe(harness.context())).find((log) => log.externalId === externalId)!
}

/** The planner over the cloud: what it plans can be done, and once done there is nothing left to plan. */
export function planning(harness: () => ContractHarness, _capabilities: Capabilities): void {
  describe('planning', () => {
    it('plans a create, and after it nothing', async () => {
      const target = (await harness().freshTargets(1))[0]!
      const spec = harness().spec()
      const before = await plan(harness(), { target, spec, generation: 1, record: null })
      expect(before.action?.kind).toBe('create')
      const record = await applyCreate(harness(), target, spec)
      const after = await plan(harness(), { target, spec, generation: 1, record })
      expect(after).toMatchObject({ verdict: 'in-sync', action: null, driftKind: 'none' })
    })

    it('changes in place exactly what the capabilities say, and asks to replace for the rest', async () => {
      const target = (await harness().freshTargets(1))[0]!
      const spec = harness().spec()
      const record = await applyCreate(harness(), target, spec)
      const family = harness().provider.capabilities.families.find((one) => one.family === spec.family)!
      for (const [field, altered] of alteredSpecs(spec)) {
        const { action } = await plan(harness(), { target, spec: altered, generation: 2, record })
        const declared = family.fields.find((one) => one.field === field.split('.')[0])
        // What no form offers can only be replaced.
        const expected = declared?.change === 'in-place' ? 'update' : 'replace'
        expect(action?.kind, field).toBe(expected)
      }
    })

    it('does a planned change in place, and after it plans nothing', async () => {
      const inPlace = alteredSpecs(harness().spec()).filter(
        ([field]) => mutabilityOf(harness().spec().family, field) === 'in-place',
      )
      for (const [field, altered] of inPlace) {
        const target = (await harness().freshTargets(1))[0]!
        const record = await applyCreate(harness(), target, harness().spec())
        const wish = { target, spec: altered, generation: 2, record }
        const { action } = await plan(harness(), wish)
        if (action?.kind !== 'update') throw new Error(`${field} is not changed in place`)
        for (const step of updateSteps(action.changes, altered)) {
          const log = await theLog(harness(), record.externalId)
          await harness().provider.update(harness().context(), { operationId: operationId(), log, step })
          await harness().advance(harness().settleMs)
        }
        expect(await plan(harness(), wish), field).toMatchObject({ verdict: 'in-sync', action: null })
      }
    })

    it('never plans anything for what others made', async () => {
      const target = (await harness().freshTargets(1))[0]!
      const foreign = new Set(await harness().addForeignLogs(2))
      const { action } = await plan(harness(), { target, spec: harness().spec(), generation: 1, record: null })
      expect(action === null || action.kind === 'create' || !foreign.has(action.externalId)).toBe(true)
    })
  })
}
