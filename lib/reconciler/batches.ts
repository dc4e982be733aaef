import type { Capabilities } from '../domain/capabilities'
import type { Action } from '../domain/plan'
import { specHash } from '../domain/membership'
import { resourceKeyText } from '../domain/resource'
import { updateSteps } from '../domain/update-steps'
import type { UpdateStep } from '../domain/update-step'
import type { OperationRequest } from '../store/cloud-operations'
import type { Authority } from '../store/desired-flow-logs'
import type { ReadyAction } from './authorised'

/** One call to be made: what its operation row will freeze. */
export interface Batch {
  readonly request: OperationRequest
  readonly configurationId: string
  readonly grantId: string | null
  readonly authority: Authority
  readonly members: readonly BatchMember[]
}

export interface BatchMember {
  readonly ready: ReadyAction
  readonly targetKeyText: string
  readonly externalId: string | null
}

/**
 * The fewest calls that carry the actions out: creations grouped by identical spec and kind of target, deletions
 * together, changes in place one step per call. Pure; the order is creations, changes, deletions, so that nothing is
 * taken away before what takes its place.
 *
 * The first of several replacements that the cloud may refuse goes alone: its answer tells about all the others.
 */
export function makeBatches(ready: readonly ReadyAction[], capabilities: Capabilities): readonly Batch[] {
  const creates = new Map<string, Batch[]>()
  const updates: Batch[] = []
  const deletes = new Map<string, Batch[]>()
  for (const item of ready) {
    const part = partOf(item)
    switch (part.request.kind) {
      case 'update':
        updates.push(batchOf(part))
        break
      case 'create': {
        const size = createSize(item.action, capabilities)
        addTo(creates, part, isUncertain(item.action) ? { size, firstAlone: true } : { size, firstAlone: false })
        break
      }
      case 'delete':
        addTo(deletes, part, { size: capabilities.maxDeleteBatch, firstAlone: false })
    }
  }
  return [...[...creates.values()].flat(), ...updates, ...[...deletes.values()].flat()]
}

interface Part {
  readonly request: OperationRequest
  readonly member: BatchMember
}

const batchOf = ({ request, member }: Part): Batch => {
  const { action, grantId, authority } = member.ready
  return { request, configurationId: action.configurationId, grantId, authority, members: [member] }
}

function addTo(
  groups: Map<string, Batch[]>,
  part: Part,
  limit: { readonly size: number; readonly firstAlone: boolean },
): void {
  const { action, grantId, authority } = part.member.ready
  const { request } = part
  const identity =
    request.kind === 'create' ? [request.specHash, request.purpose] : request.kind === 'delete' ? [request.purpose] : []
  const key = JSON.stringify([
    request.kind,
    ...identity,
    action.configurationId,
    action.target.type,
    grantId,
    authority,
    limit,
  ])
  const batches = groups.get(key) ?? []
  groups.set(key, batches)
  const last = batches.at(-1)
  const isFull = last === undefined || last.members.length >= limit.size || (limit.firstAlone && batches.length === 1)
  if (isFull) batches.push(batchOf(part))
  else batches[batches.length - 1] = joined(last, part)
}

function joined(batch: Batch, { member, request }: Part): Batch {
  const members = [...batch.members, member]
  if (batch.request.kind !== 'delete' || request.kind !== 'delete') return { ...batch, members }
  return {
    ...batch,
    members,
    request: { ...batch.request, externalIds: [...batch.request.externalIds, ...request.externalIds] },
  }
}

/** The next call for one action. */
function partOf(ready: ReadyAction): Part {
  const { action } = ready
  const targetKeyText = resourceKeyText(action.target)
  const part = (request: OperationRequest, externalId: string | null): Part => ({
    request,
    member: { ready, targetKeyText, externalId },
  })
  switch (action.kind) {
    case 'create':
      return part(createRequest(action, 'new'), null)
    case 'update': {
      const [step] = stepsOf(action)
      if (step === undefined) throw new Error(`an update of ${targetKeyText} has no step`)
      return part({ kind: 'update', externalId: action.externalId, step }, action.externalId)
    }
    case 'replace':
      if (action.step === 'create-new') return part(createRequest(action, 'replacement'), null)
      return action.step === 'delete-old' || action.newExternalId === null
        ? part({ kind: 'delete', purpose: 'old', externalIds: [action.externalId] }, action.externalId)
        : part({ kind: 'delete', purpose: 'new', externalIds: [action.newExternalId] }, action.newExternalId)
    case 'delete':
      return part({ kind: 'delete', purpose: 'removal', externalIds: [action.externalId] }, action.externalId)
    case 'release':
    case 'adopt':
      throw new Error('letting go of a log, or adopting it, is no call')
  }
}

/** The calls that an update takes, in order. Pure. */
export function stepsOf(action: Extract<Action, { kind: 'update' }>): readonly UpdateStep[] {
  return updateSteps(action.changes, action.desired)
}

function createRequest(
  action: Extract<Action, { kind: 'create' | 'replace' }>,
  purpose: 'new' | 'replacement',
): OperationRequest {
  return { kind: 'create', spec: action.desired, specHash: specHash(action.desired), purpose }
}

/** Splits a batch in two halves, to find out which of its members is in the way. Pure. */
export function halves(batch: Batch, memberIds: readonly string[]): readonly Batch[] {
  const wanted = new Set(memberIds)
  const left = batch.members.filter(({ ready }) => wanted.has(ready.desiredId))
  const isWhole = left.length === batch.members.length
  const middle = isWhole ? Math.ceil(left.length / 2) : left.length
  return [left.slice(0, middle), left.slice(middle)].flatMap((members) =>
    members.length === 0 ? [] : [withMembers(batch, members)],
  )
}

/** A batch whose first member goes alone, to be asked about before the others. Pure. */
export function firstAlone(batch: Batch): readonly Batch[] {
  const [first, ...others] = batch.members
  return first === undefined ? [] : [withMembers(batch, [first]), withMembers(batch, others)]
}

function withMembers(batch: Batch, members: readonly BatchMember[]): Batch {
  if (batch.request.kind !== 'delete') return { ...batch, members }
  const externalIds = members.flatMap(({ externalId }) => externalId ?? [])
  return { ...batch, members, request: { ...batch.request, externalIds } }
}

/** Whether the cloud may refuse this creation because the old log is still there, for it and all like it. */
export function isUncertain(action: Action): boolean {
  return action.kind === 'replace' && action.step === 'create-new' && action.order === 'create-first-else-delete-first'
}

function createSize({ target }: Action, { families }: Capabilities): number {
  return families.find((family) => family.targetTypes.includes(target.type))?.maxCreateBatch ?? 1
}
