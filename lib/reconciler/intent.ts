import type { Resource } from '../domain/resource'
import { grantPrints } from '../domain/authorise'
import type { CommandRequest } from '../domain/command-request'
import type { OpenOperation, OperationIntent } from '../store/cloud-operations'
import { countUpkeepEntries, insertIntent, lockUpkeep } from '../store/cloud-operations'
import { changesAreAllowed } from '../store/installation'
import type { Begun } from '../store/desired-flow-logs'
import type { Sql } from '../store/sql'
import type { ReadyAction } from './authorised'
import { isSwitchingOff } from './authorised'
import type { Batch } from './batches'
import type { Pass } from './pass'

/** Changes were stopped between planning and this intent: nothing was written, nothing is called. */
export class ChangesStopped extends Error {
  override readonly name = 'ChangesStopped'
}

/** The upkeep bound was used up meanwhile by another scope: nothing was written, nothing is called. */
export class UpkeepUsedUp extends Error {
  override readonly name = 'UpkeepUsedUp'
}

/** Somebody is approving a change of the Configuration at this moment: nothing was written, nothing is called yet. */
export class UpkeepBusy extends Error {
  override readonly name = 'UpkeepBusy'
}

/**
 * Commits the intent of one call before the call, in one transaction that also checks the fence, that the call's own
 * deadline fits inside the lease, that changes are not stopped, and the upkeep bound.
 */
export async function commitIntent(pass: Pass, batch: Batch): Promise<OpenOperation> {
  const { engine, scope } = pass
  const putBack = pass.remember(batch.members.map(({ ready }) => ready.desiredId))
  const written = pass.lease.writeIntent(async (sql): Promise<OpenOperation> => {
    if (!(await changesAreAllowed(sql))) throw new ChangesStopped('changes were stopped')
    const createdAt = pass.now()
    const callDeadlineAt = new Date(createdAt.getTime() + engine.timings.callTimeoutMs)
    const intent: OperationIntent = {
      id: engine.newId(),
      scopeId: scope.scopeId,
      configurationId: batch.configurationId,
      grantId: batch.grantId,
      authority: batch.authority,
      fence: scope.fence,
      request: batch.request,
      command: pass.provider.renderCommand(commandOf(pass, batch)),
      createdAt,
      callDeadlineAt,
      items: batch.members.map(({ ready, targetKeyText, externalId }) => ({
        desiredFlowLogId: ready.desiredId,
        targetKeyText,
        externalId,
      })),
    }
    await insertIntent(sql, intent)
    for (const { ready } of batch.members) begin(pass, ready, intent.id)
    await pass.flush(sql)
    // Last, because from here to the commit all scopes of this Configuration wait for one another.
    if (batch.authority === 'upkeep-new-target') await requireUpkeepRoom(pass, sql, batch)
    pass.rowsWritten += 2 + intent.items.length
    return {
      ...intent,
      attempts: 1,
      awaiting: 'reply',
      retryAt: null,
      // Of the attempts before this one: there are none.
      mayHaveHappened: false,
      pendingItems: intent.items.map((item) => item.desiredFlowLogId),
      madeIds: [],
    }
  })
  return written.catch((error: unknown) => {
    putBack()
    throw error
  })
}

/** Under a lock: scopes of one Configuration count its new targets one after the other. */
async function requireUpkeepRoom(pass: Pass, sql: Sql, batch: Batch): Promise<void> {
  if (!(await lockUpkeep(sql, batch.configurationId))) {
    throw new UpkeepBusy(`somebody is changing Configuration ${batch.configurationId}`)
  }
  const configuration = pass.facts?.configurations.get(batch.configurationId)
  // This intent's own targets are among them; one whose first attempt failed is counted once all the same.
  const bound = configuration?.upkeepBound.maxNewTargets ?? 0
  if ((await countUpkeepEntries(sql, batch.configurationId, configuration?.generation ?? 0, bound)) > bound) {
    throw new UpkeepUsedUp(`the upkeep bound of ${batch.configurationId} is used up`)
  }
}

/** What a desired flow log remembers of an action that begins; `operationId` is null while no call was made for it. */
export function begin(
  pass: Pass,
  { desiredId, action, grantId, authority }: ReadyAction,
  operationId: string | null,
): void {
  const draft = pass.draft(desiredId)
  if (draft === null) return
  const startedAt = pass.now().toISOString()
  const isSame = draft.begun?.fingerprint === action.fingerprint
  // Later steps of an update, and the last one of making a log that shall be off, stand under what was authorised of the whole.
  const isLaterStep =
    action.kind === 'update' &&
    grantId === draft.begun?.grantId &&
    (draft.begun.kind === 'update' || isSwitchingOff(action))
  const begun: Begun =
    draft.begun !== null && (isSame || isLaterStep)
      ? draft.begun
      : {
          fingerprint: action.fingerprint,
          precondition: action.precondition,
          kind: action.kind,
          grantId,
          authority,
          changes: action.kind === 'update' ? action.changes : [],
          startedAt,
          ...(action.kind === 'delete' && { prints: grantPrints(action) }),
        }
  pass.change(desiredId, { begun, failedFingerprint: null, failedPrecondition: null })
  if (operationId !== null) pass.change(desiredId, { lastOperationId: operationId })
  pass.answerRetry(desiredId)
  if (action.kind !== 'replace' || draft.replacement !== null) return
  pass.change(desiredId, {
    replacement: {
      oldExternalId: action.externalId,
      mode: action.order === 'delete-first' ? 'delete-first' : 'create-first',
      startedAt,
      oldDeletedAt: null,
      newSeenAt: null,
      newConfirmedAt: null,
      newFailedAt: null,
      newFailure: null,
      oldRecord: {
        origin: draft.recordOrigin ?? 'created',
        operationId: draft.recordOperationId,
        sentFormat: draft.sentFormat,
        echoedFormat: draft.echoedFormat,
      },
      begun: { before: action.before, risk: action.risk, gapSeconds: action.gapSeconds, because: action.because },
    },
  })
}

function commandOf(pass: Pass, { request, members }: Batch): CommandRequest {
  const scope = pass.scope.ref
  switch (request.kind) {
    case 'create': {
      const targets = members.flatMap(({ targetKeyText }): readonly Resource[] => {
        const resource = pass.facts?.targets.get(targetKeyText)
        return resource === undefined ? [] : [resource]
      })
      return { kind: 'create', scope, targets, spec: request.spec }
    }
    case 'update':
      return { kind: 'update', scope, externalId: request.externalId, step: request.step }
    case 'delete':
      return { kind: 'delete', scope, externalIds: request.externalIds }
  }
}
