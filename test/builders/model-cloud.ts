import type { Capabilities } from '../../lib/domain/capabilities'
import type { ConfigurationDocument } from '../../lib/domain/configuration'
import type { FieldChange, FlowLogSpec } from '../../lib/domain/flow-log-spec'
import type { ObservedFlowLog, Ownership } from '../../lib/domain/flow-log'
import type { Action } from '../../lib/domain/plan'
import type { Resource } from '../../lib/domain/resource'
import type { Assessment, DesiredFacts, RecordFacts, ScopeFacts } from '../../lib/domain/scope-plan'
import { claimKey, observedClaimKey } from '../../lib/domain/claim-key'
import { classifyOwnership } from '../../lib/domain/ownership'
import { resourceKeyText } from '../../lib/domain/resource'
import { specText } from '../../lib/domain/spec-text'
import { updateSteps } from '../../lib/domain/update-steps'

export type DuplicateMode = 'destination-only' | 'full-config'

/** A tiny pure cloud with our records beside it: enough to carry out a plan and plan again. */
export interface ModelWorld {
  readonly capabilities: Capabilities
  readonly duplicateMode: DuplicateMode
  readonly configurations: ReadonlyMap<string, ConfigurationDocument & { readonly generation: number }>
  readonly targets: readonly Resource[]
  readonly logs: ReadonlyMap<string, ObservedFlowLog>
  readonly desired: readonly DesiredFacts[]
  readonly nextId: number
}

const INSTALLATION = 'installation-1'

/** What the planner would be told of this world. */
export function factsOf(world: ModelWorld): ScopeFacts {
  const records = new Map<string, string>()
  for (const desired of world.desired) {
    if (desired.record !== null) records.set(desired.record.externalId, desired.id)
    if (desired.replacement !== null) records.set(desired.replacement.oldExternalId, desired.id)
  }
  const observed = [...world.logs.values()]
  const ownership = new Map<string, Ownership>(
    observed.map((log) => [
      log.externalId,
      classifyOwnership(log, {
        installationId: INSTALLATION,
        records,
        released: new Set(),
        knowsOperation: () => true,
      }),
    ]),
  )
  return {
    installationId: INSTALLATION,
    configurations: world.configurations,
    desired: world.desired,
    observed,
    ownership,
    targets: new Map(world.targets.map((resource) => [resourceKeyText(resource.key), resource])),
    goneTargets: new Set(),
    measuredGapSeconds: null,
  }
}

/** Carries out what a pass decided. Pure: the new world, with records as the engine would keep them. */
export function applyToModel(world: ModelWorld, assessments: readonly Assessment[]): ModelWorld {
  return assessments.reduce(applyOne, world)
}

function applyOne(world: ModelWorld, assessment: Assessment): ModelWorld {
  const desired = world.desired.find((candidate) => candidate.id === assessment.desiredId)!
  if (assessment.rebindExternalId !== null) {
    return withDesired(world, { ...desired, record: record(assessment.rebindExternalId, 'rebound') })
  }
  if (assessment.verdict === 'in-sync') {
    return withDesired(world, { ...desired, settledGeneration: desired.generation, replacement: null })
  }
  return assessment.action === null ? world : carryOut(world, desired, assessment.action)
}

function carryOut(world: ModelWorld, desired: DesiredFacts, action: Action): ModelWorld {
  switch (action.kind) {
    case 'create':
      return create(world, desired) ?? world
    case 'update': {
      const log = world.logs.get(action.externalId)!
      return withLog(world, edit(log, action.changes, desired.spec))
    }
    case 'delete':
      return forget(withoutLog(world, action.externalId), desired, action.externalId)
    case 'release':
      return withDesired(world, { ...desired, record: null, replacement: null })
    case 'adopt':
      return withDesired(world, { ...desired, record: record(action.externalId, 'adopted') })
    case 'replace':
      return replaceStep(world, desired, action)
  }
}

function replaceStep(
  world: ModelWorld,
  desired: DesiredFacts,
  action: Extract<Action, { kind: 'replace' }>,
): ModelWorld {
  const { before, risk, gapSeconds, because } = action
  const replacement = desired.replacement ?? {
    oldExternalId: action.externalId,
    oldPresence: 'present' as const,
    mode: action.order === 'delete-first' ? ('delete-first' as const) : ('create-first' as const),
    newIsConfirmed: false,
    newHasFailed: false,
    begun: { before, risk, gapSeconds, because },
  }
  switch (action.step) {
    case 'delete-old': {
      const gone = { ...replacement, oldPresence: 'gone' as const }
      const { record: held } = desired
      const isOldOnRecord = held !== null && held.externalId === action.externalId
      const kept = isOldOnRecord ? { ...held, presence: 'gone' as const } : held
      return withDesired(withoutLog(world, action.externalId), { ...desired, record: kept, replacement: gone })
    }
    case 'create-new': {
      const made = create(world, { ...desired, replacement: { ...replacement, newIsConfirmed: true } })
      // The cloud allows no second one: the old one has to go first after all.
      return made ?? withDesired(world, { ...desired, replacement: { ...replacement, mode: 'delete-first' } })
    }
    case 'delete-new': {
      const back = { ...desired, record: record(replacement.oldExternalId, 'created'), replacement: null }
      return withDesired(withoutLog(world, action.newExternalId!), back)
    }
  }
}

/** Null when the cloud refuses a duplicate. */
function create(world: ModelWorld, desired: DesiredFacts): ModelWorld | null {
  const isRefused = [...world.logs.values()].some(
    (log) =>
      observedClaimKey(log) === claimKey(desired.target, desired.spec) &&
      (desired.spec.family === 'cen' ||
        world.duplicateMode === 'destination-only' ||
        (log.spec !== null && specText({ ...log.spec, tags: {} }) === specText({ ...desired.spec, tags: {} }))),
  )
  if (isRefused) return null
  const externalId = `made-${world.nextId}`
  const log: ObservedFlowLog = {
    scope: desired.target.scope,
    externalId,
    target: desired.target,
    targetExternalId: desired.target.localKey,
    // Neither cloud creates a log switched off.
    spec: desired.spec.family === 'cen' ? { ...desired.spec, enabled: true } : desired.spec,
    status: 'active',
    rawStatus: 'ACTIVE',
    delivery: { state: 'success', message: null },
    tags: {
      ...desired.spec.tags,
      'weir:installation': INSTALLATION,
      'weir:configuration': desired.configurationId,
      'weir:operation': `operation-${world.nextId}`,
    },
    createdAt: null,
    raw: {},
  }
  const next = withDesired(withLog(world, log), { ...desired, record: record(externalId, 'created') })
  return { ...next, nextId: world.nextId + 1 }
}

function edit(log: ObservedFlowLog, changes: readonly FieldChange[], desired: FlowLogSpec): ObservedFlowLog {
  let { spec, tags, status } = log
  for (const step of updateSteps(changes, desired)) {
    switch (step.kind) {
      case 'untag':
        tags = Object.fromEntries(Object.entries(tags).filter(([key]) => !step.keys.includes(key)))
        break
      case 'tag':
        tags = { ...tags, ...step.tags }
        break
      case 'modify':
        spec = { ...spec, ...step.members } as FlowLogSpec
        break
      case 'enable':
      case 'disable':
        spec = { ...spec, enabled: step.kind === 'enable' } as FlowLogSpec
        status = step.kind === 'enable' ? 'active' : 'inactive'
        break
    }
  }
  const own = Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('weir:')))
  return { ...log, tags, status, spec: { ...spec, tags: own } as FlowLogSpec }
}

function record(externalId: string, origin: RecordFacts['origin']): RecordFacts {
  return { externalId, origin, presence: 'present', sentFormat: null, echoedFormat: null, operationId: null }
}

function forget(world: ModelWorld, desired: DesiredFacts, externalId: string): ModelWorld {
  const { record: held, replacement: old } = desired
  return withDesired(world, {
    ...desired,
    record: held !== null && held.externalId === externalId ? { ...held, presence: 'gone' } : held,
    replacement: old !== null && old.oldExternalId === externalId ? { ...old, oldPresence: 'gone' } : old,
  })
}

function withDesired(world: ModelWorld, desired: DesiredFacts): ModelWorld {
  return { ...world, desired: world.desired.map((other) => (other.id === desired.id ? desired : other)) }
}

function withLog(world: ModelWorld, log: ObservedFlowLog): ModelWorld {
  return { ...world, logs: new Map([...world.logs, [log.externalId, log]]) }
}

function withoutLog(world: ModelWorld, externalId: string): ModelWorld {
  return { ...world, logs: new Map([...world.logs].filter(([id]) => id !== externalId)) }
}
