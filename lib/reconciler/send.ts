import type { Problem } from '../domain/problem'
import type { CreateOutcome, DeleteOutcome } from '../providers/provider'
import type { ItemResult, OpenOperation, OperationResult } from '../store/cloud-operations'
import { canonicalJson } from '../domain/json'
import { resourceKeyText } from '../domain/resource'
import { ProviderError } from '../providers/errors'
import { closeOperation, keepOpen } from '../store/cloud-operations'
import { loadResourcesByKey } from '../store/resources'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import { LeaseLost } from './lease'
import { slowDown } from './look-failed'
import { reactionTo } from './outcome'
import type { Pass } from './pass'
import { problemOf } from './pass'
import { recordCreated } from './records'
import { refuseItem } from './refuse-item'

/** One item's verdict from the cloud. */
type Verdict =
  | {
      readonly kind: 'accepted'
      readonly externalId: string | null
      /** Of a creation: ids that the call made, of which one is this item's. */
      readonly madeIds?: readonly string[]
      readonly requestId: string | null
      readonly isThrough: boolean
    }
  | { readonly kind: 'refused'; readonly error: ProviderError }

/** What became of one call: every item settled, or some to be sent again as part of another operation. */
export interface Sent {
  /** Desired flow logs whose refusal says nothing about themselves: the request was refused because of others. */
  readonly sendAgain: readonly string[]
}

/**
 * Makes the call of an operation whose intent is committed, and commits what it answered. The first attempt and every
 * later one come through here: the same bytes, the same token.
 */
export async function sendOperation(pass: Pass, operation: OpenOperation): Promise<Sent> {
  const startedAt = pass.now()
  // A process that stood still since the intent (paused, swapped out) must not send: others may have taken over by now.
  if (startedAt >= operation.callDeadlineAt) {
    throw new LeaseLost(`operation ${operation.id} was not sent before its deadline`)
  }
  try {
    const verdicts = await call(pass, operation)
    return await recordVerdicts(pass, operation, verdicts, startedAt)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return recordWholeRefusal(pass, operation, error, startedAt)
  }
}

async function call(pass: Pass, operation: OpenOperation): Promise<ReadonlyMap<string, Verdict>> {
  const { provider } = pass
  const { request, items } = operation
  const verdicts = new Map<string, Verdict>()
  // The call ends when its intent says so, however late it begins.
  const context = () => {
    const leftMs = operation.callDeadlineAt.getTime() - pass.now().getTime()
    return { ...pass.callContext(), timeoutMs: Math.max(1, Math.min(leftMs, pass.engine.timings.callTimeoutMs)) }
  }
  switch (request.kind) {
    case 'create': {
      const targets = await loadResourcesByKey(
        pass.lease.read,
        items.map((item) => item.targetKeyText),
      )
      const outcomes = await provider.create(context(), {
        operationId: operation.id,
        installationId: pass.installation.installationId,
        configurationId: operation.configurationId,
        targets,
        spec: frozen(request.spec),
      })
      const byTarget = new Map(outcomes.map((outcome) => [resourceKeyText(outcome.target), outcome]))
      for (const item of items) verdicts.set(item.desiredFlowLogId, createVerdict(byTarget.get(item.targetKeyText)))
      return verdicts
    }
    case 'update': {
      const log = pass.listedLog(request.externalId)
      if (log === null) throw new Error(`operation ${operation.id} changes a log that is not listed`)
      const { requestId } = await provider.update(context(), {
        operationId: operation.id,
        log,
        step: request.step,
      })
      for (const item of items) {
        verdicts.set(item.desiredFlowLogId, {
          kind: 'accepted',
          externalId: request.externalId,
          requestId,
          isThrough: true,
        })
      }
      return verdicts
    }
    case 'delete': {
      const outcomes = await provider.delete(context(), {
        operationId: operation.id,
        externalIds: request.externalIds,
      })
      const byId = new Map(outcomes.map((outcome) => [outcome.externalId, outcome]))
      for (const item of items) verdicts.set(item.desiredFlowLogId, deleteVerdict(byId.get(item.externalId ?? '')))
      return verdicts
    }
  }
}

/** A spec with its members in one order, whether it comes from memory or from the database: a resend is byte for byte. */
function frozen(spec: FlowLogSpec): FlowLogSpec {
  return JSON.parse(canonicalJson(spec)) as FlowLogSpec
}

function createVerdict(outcome: CreateOutcome | undefined): Verdict {
  if (outcome === undefined) throw new Error('the provider left out a target of the batch')
  return outcome.kind === 'refused' ? outcome : { ...outcome, isThrough: outcome.externalId !== null }
}

function deleteVerdict(outcome: DeleteOutcome | undefined): Verdict {
  if (outcome === undefined) throw new Error('the provider left out a log of the batch')
  if (outcome.kind === 'refused') return outcome
  return { ...outcome, kind: 'accepted', isThrough: false }
}

async function recordVerdicts(
  pass: Pass,
  operation: OpenOperation,
  verdicts: ReadonlyMap<string, Verdict>,
  startedAt: Date,
): Promise<Sent> {
  const results: ItemResult[] = []
  const pendingItems: string[] = []
  let doubles = 0
  const madeIds = new Set<string>(operation.madeIds)
  let requestId: string | null = null
  for (const [desiredFlowLogId, verdict] of verdicts) {
    // An item that a listing has settled meanwhile needs no second verdict.
    if (!operation.pendingItems.includes(desiredFlowLogId)) continue
    if (verdict.kind === 'refused' && isOwnShadow(operation, verdict.error)) {
      pendingItems.push(desiredFlowLogId)
      doubles += 1
      continue
    }
    if (verdict.kind === 'refused') {
      requestId ??= verdict.error.requestId
      results.push(refuseOne(pass, operation, desiredFlowLogId, verdict.error))
      continue
    }
    requestId ??= verdict.requestId
    for (const id of verdict.madeIds ?? []) madeIds.add(id)
    pass.evidence.set(desiredFlowLogId, { operationId: operation.id, requestId: verdict.requestId, vendorCode: null })
    results.push({ desiredFlowLogId, outcome: 'accepted', externalId: verdict.externalId, problem: null })
    if (!verdict.isThrough) pendingItems.push(desiredFlowLogId)
    accept(pass, operation, desiredFlowLogId, verdict.externalId)
  }
  const refused = results.filter((item) => item.outcome === 'refused').length
  await commit(pass, operation, startedAt, {
    outcome: refused === 0 ? 'accepted' : refused === results.length ? 'refused' : 'partly',
    items: results,
    vendorCode: results.find((item) => item.problem !== null)?.problem?.vendorCode ?? null,
    message: results.find((item) => item.problem !== null)?.problem?.message ?? null,
    requestId,
    wait:
      pendingItems.length === 0
        ? null
        : {
            // Something the call did make, and that has to be found in listings, is waited for in any case.
            awaiting: doubles === pendingItems.length ? 'conflict' : 'listing',
            retryAt: null,
            mayHaveHappened: true,
            pendingItems,
            madeIds: [...madeIds],
          },
  })
  return { sendAgain: [] }
}

function accept(pass: Pass, operation: OpenOperation, desiredId: string, externalId: string | null): void {
  const draft = pass.draft(desiredId)
  switch (operation.request.kind) {
    case 'create':
      if (externalId !== null) recordCreated(pass, operation, desiredId, externalId)
      return
    case 'update':
      pass.change(desiredId, { problem: null, attempts: 0, retryAt: null })
      return
    case 'delete':
      if (operation.request.purpose === 'old' && draft?.replacement) {
        const { replacement } = draft
        pass.change(desiredId, { replacement: { ...replacement, oldDeletedAt: pass.now().toISOString() } })
      }
      pass.change(desiredId, { problem: null, attempts: 0, retryAt: null })
  }
}

function refuseOne(pass: Pass, operation: OpenOperation, desiredId: string, error: ProviderError): ItemResult {
  const problem: Problem = problemOf(error, refusalMessage(operation))
  pass.evidence.set(desiredId, { operationId: operation.id, requestId: error.requestId, vendorCode: error.vendorCode })
  refuseItem(pass, operation, desiredId, error, problem)
  return { desiredFlowLogId: desiredId, outcome: 'refused', externalId: null, problem }
}

function refusalMessage({ request }: OpenOperation): string {
  switch (request.kind) {
    case 'create':
      return 'The cloud refused to create the flow log.'
    case 'update':
      return 'The cloud refused to change the flow log.'
    case 'delete':
      return 'The cloud refused to delete the flow log.'
  }
}

/** Kinds of refusal of a whole request that may be about some of its members only. */
const MAY_BE_ABOUT_SOME = new Set(['conflict', 'targetMissing', 'busy', 'quotaExceeded', 'invalid', 'unknown'])

async function recordWholeRefusal(
  pass: Pass,
  operation: OpenOperation,
  error: ProviderError,
  startedAt: Date,
): Promise<Sent> {
  const reaction = reactionTo(error.kind)
  if (error.kind === 'throttled') pass.noteThrottle()
  if (reaction.scope === 'backoff') {
    pass.isBackingOff = true
    slowDown(pass, error.retryAfterMs)
  }
  if (reaction.next === 'resend') {
    await recordNoVerdict(pass, operation, error, startedAt)
    return { sendAgain: [] }
  }
  const items = operation.items.filter((item) => operation.pendingItems.includes(item.desiredFlowLogId))
  if (isOwnShadow(operation, error)) {
    const { pendingItems } = operation
    await commit(pass, operation, startedAt, {
      outcome: 'ambiguous',
      items: [],
      vendorCode: error.vendorCode,
      message: error.vendorMessage,
      requestId: error.requestId,
      wait: { awaiting: 'conflict', retryAt: null, mayHaveHappened: true, pendingItems },
    })
    return { sendAgain: [] }
  }
  const named = items.filter((item) => isNamed(item, error.members))
  const blamed = named.length > 0 ? named : items.length > 1 && MAY_BE_ABOUT_SOME.has(error.kind) ? [] : items
  const results = blamed.map((item) => refuseOne(pass, operation, item.desiredFlowLogId, error))
  const others = items.filter((item) => !blamed.includes(item))
  const abandoned = others.map((item): ItemResult => ({
    desiredFlowLogId: item.desiredFlowLogId,
    outcome: 'abandoned',
    externalId: null,
    problem: null,
  }))
  await commit(pass, operation, startedAt, {
    outcome: 'refused',
    items: [...results, ...abandoned],
    vendorCode: error.vendorCode,
    message: error.vendorMessage,
    requestId: error.requestId,
    wait: null,
  })
  return { sendAgain: others.map((item) => item.desiredFlowLogId) }
}

/**
 * Whether a conflict may be with what an earlier attempt of the very same operation made, its token forgotten: then the
 * listing tells, by the operation's tag.
 */
function isOwnShadow(operation: OpenOperation, error: ProviderError): boolean {
  return operation.request.kind === 'create' && operation.mayHaveHappened && error.kind === 'conflict'
}

function isNamed(item: OpenOperation['items'][number], members: readonly string[]): boolean {
  if (item.externalId !== null && members.includes(item.externalId)) return true
  // The last part of a key is the external id: an attachment's local key is `routerId/attachmentId`.
  return members.includes(item.targetKeyText.slice(item.targetKeyText.lastIndexOf('/') + 1))
}

/** Throttled, or no answer: the operation stays open, and what may have happened is remembered. */
async function recordNoVerdict(
  pass: Pass,
  operation: OpenOperation,
  error: ProviderError,
  startedAt: Date,
): Promise<void> {
  const { mayHaveHappened } = reactionTo(error.kind)
  const isThrottled = error.kind === 'throttled'
  const delayMs = Math.max(pass.backoffForMs, pass.engine.timings.backoffFirstMs)
  const retryAt = new Date(pass.now().getTime() + delayMs)
  pass.due.at(retryAt, pass.now(), 'resend')
  // Only a creation is sent again as it is: changes and deletions are planned afresh from the next listing.
  const isOver = isThrottled && operation.request.kind !== 'create'
  await commit(pass, operation, startedAt, {
    outcome: isThrottled ? 'throttled' : 'ambiguous',
    items: [],
    vendorCode: error.vendorCode,
    message: error.vendorMessage,
    requestId: error.requestId,
    wait: isOver
      ? null
      : {
          awaiting: 'resend',
          retryAt,
          mayHaveHappened: mayHaveHappened || operation.mayHaveHappened,
          pendingItems: operation.pendingItems,
        },
  })
}

interface Ending extends Pick<OperationResult, 'outcome' | 'items' | 'vendorCode' | 'message' | 'requestId'> {
  readonly wait: Parameters<typeof keepOpen>[2] | null
}

async function commit(pass: Pass, operation: OpenOperation, startedAt: Date, ending: Ending): Promise<void> {
  const at = pass.now()
  const { wait, ...result } = ending
  await pass.lease.write(async (sql) => {
    await pass.addResult(sql, operation, {
      ...result,
      operationId: operation.id,
      attempt: operation.attempts,
      durationMs: Math.max(0, at.getTime() - startedAt.getTime()),
      at,
    })
    if (wait === null) await closeOperation(sql, operation.id)
    else await keepOpen(sql, operation.id, wait)
    await pass.flush(sql)
  })
  pass.rowsWritten += 2
  pass.openOperations = [
    ...pass.openOperations.filter((open) => open.id !== operation.id),
    ...(wait === null ? [] : [{ ...operation, ...wait }]),
  ]
}
