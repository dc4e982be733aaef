import { evaluatePreflight, unknownPreflight, type PreflightResult } from '../domain/preflight/evaluate'
import { preflightGroups, type PreflightGroup } from '../domain/preflight/group'
import type { ProviderId } from '../domain/provider-id'
import { ProviderError } from '../providers/errors'
import { PreflightMemo } from '../providers/preflight'
import type { AccountConnection, FlowLogProvider } from '../providers/provider'
import type { Database } from '../store/database/connection'
import { addEvent } from '../store/events'
import { readInstallation } from '../store/installation'
import {
  baseAccounts,
  connectionOf,
  loadPreflightTargets,
  replacePreflights,
  requestOfPlan,
  writePreflight,
} from '../store/preflights'
import { inTransaction, type Sql } from '../store/sql'
import type { JobQueue } from './job-queue'

export interface PreflightContext {
  readonly database: Database
  readonly clock: () => Date
  readonly provider: (id: ProviderId) => FlowLogProvider
}

const CALL_TIMEOUT_MS = 15_000
/** A run ends within this: the queue takes a job that runs longer for lost. What was not reached is unknown. */
const RUN_TIMEOUT_MS = 90_000
/** Groups asked about at a time: a person waits, and the clouds' limits are for everybody. */
const GROUPS_AT_A_TIME = 4

/** Writes down what will be asked, and asks for it; in the transaction that made the plan. */
export async function startPreflight(sql: Sql, jobs: JobQueue, planId: string): Promise<void> {
  const groups = await groupsOf(sql, planId)
  await replacePreflights(sql, planId, groups)
  if (groups.length > 0) await jobs.send(sql, 'preflight-plan', { planId })
}

/**
 * Asks the clouds everything a plan rests on, group by group, and keeps what was found with the plan. Run again it asks
 * again. What cannot be asked is unknown, and never ends the run.
 */
export async function preflightPlan(context: PreflightContext, planId: string): Promise<void> {
  const { database } = context
  const groups = await inTransaction(database.pool, async (sql) => {
    const found = await groupsOf(sql, planId)
    await replacePreflights(sql, planId, found)
    return found
  })
  const { installationId } = await readInstallation(database.pool)
  const run: Run = {
    ...context,
    planId,
    installationId,
    memo: new PreflightMemo(),
    signal: AbortSignal.timeout(RUN_TIMEOUT_MS),
  }
  const queue = groups.map((one, ordinal) => ({ ...one, ordinal }))
  const defects: unknown[] = []
  const workers = Array.from({ length: Math.min(GROUPS_AT_A_TIME, queue.length) }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await preflightGroup(run, next).catch((defect: unknown) => defects.push(defect))
    }
  })
  await Promise.all(workers)
  const changeRequestId = await requestOfPlan(database.pool, planId)
  if (changeRequestId !== null) {
    await inTransaction(database.pool, (sql) => addEvent(sql, { topic: 'change-request', subject: changeRequestId }))
  }
  // The queue tries again; meanwhile the group is shown as unknown, and nobody waits for it.
  if (defects.length > 0) throw defects[0]
}

interface Run extends PreflightContext {
  readonly planId: string
  readonly installationId: string
  readonly memo: PreflightMemo
  readonly signal: AbortSignal
}

interface ScopedGroup {
  readonly scopeId: string
  readonly group: PreflightGroup
}

async function groupsOf(sql: Sql, planId: string): Promise<readonly ScopedGroup[]> {
  const targets = await loadPreflightTargets(sql, planId)
  const scopeIds = new Map(targets.map(({ ordinal, scopeId }) => [ordinal, scopeId]))
  return preflightGroups(targets).flatMap((group) => {
    const scopeId = scopeIds.get(group.targets[0]?.ordinal ?? -1)
    return scopeId === undefined ? [] : [{ scopeId, group }]
  })
}

async function preflightGroup(run: Run, { scopeId, group, ordinal }: ScopedGroup & { ordinal: number }): Promise<void> {
  let calls = 0
  const write = (result: PreflightResult) =>
    writePreflight(run.database.pool, { planId: run.planId, ordinal }, result, { calls, checkedAt: run.clock() })
  try {
    await write(await judge(run, scopeId, group, () => (calls += 1)))
  } catch (defect) {
    await write(unknownPreflight('Weir could not make sense of what it was told. Run the check again.'))
    throw defect
  }
}

async function judge(run: Run, scopeId: string, group: PreflightGroup, onCall: () => void): Promise<PreflightResult> {
  const { scope } = group
  const { pool } = run.database
  if (run.signal.aborted) return unknownPreflight('There was no time left to ask. Run the check again.')
  const reached = await connectionOf(pool, scopeId)
  if (reached === null || reached.isPaused) return unknownPreflight('The account is paused: nothing is asked there.')
  const { provider, partition, accountId } = scope
  const others = (await baseAccounts(pool, scope)).filter((id) => id !== accountId)
  const base = (id: string): AccountConnection => ({
    provider,
    partition,
    accountId: id,
    roleArn: null,
    externalId: null,
  })
  try {
    const { roleArn, externalId } = reached
    const facts = await run.provider(provider).preflight(
      {
        account: { provider, partition, accountId, roleArn, externalId },
        scope,
        signal: run.signal,
        timeoutMs: CALL_TIMEOUT_MS,
        onCall,
      },
      { group, installationId: run.installationId, otherReaders: others.map(base), memo: run.memo },
    )
    return evaluatePreflight(group, facts, run.installationId)
  } catch (error) {
    // A cloud that cannot be reached says nothing about the plan.
    if (error instanceof ProviderError)
      return unknownPreflight(`${error.reading.cause} ${error.vendorMessage ?? ''}`.trim())
    throw error
  }
}
