import type { Actor } from '../domain/change-item'
import { notFound, Refusal } from '../domain/refusal'
import type { LookAnswer } from '../http/schemas/scopes'
import { addAuditEntry } from '../store/audit'
import { addEvent } from '../store/events'
import { wakeScopes } from '../store/scope-queue'
import { inTransaction } from '../store/sql'
import type { ServiceContext } from './service-context'

/** Asks for a fresh look, discovery included: at one scope, or at all of them. */
export async function requestLook(context: ServiceContext, actor: Actor, scopeId: string | null): Promise<LookAnswer> {
  return inTransaction(context.database.pool, async (sql) => {
    const { rows } = await sql.query<{ id: string; state: string; isPaused: boolean; label: string }>(
      `SELECT s."id", s."state", a."isPaused", a."name" || ' ' || s."region" AS "label"
         FROM "scope" s JOIN "account" a ON a."id" = s."accountRef"
        WHERE s."state" <> 'Removed' AND ($1::uuid IS NULL OR s."id" = $1)`,
      [scopeId],
    )
    const [only] = rows
    if (scopeId !== null && only === undefined) throw notFound('scope', scopeId)
    const watched = rows.filter(({ state, isPaused }) => state === 'Watched' && !isPaused)
    if (scopeId !== null && watched.length === 0) {
      throw new Refusal({
        kind: 'invalidState',
        code: 'invalid-state',
        detail: `${only?.label ?? 'This scope'} is not being watched.`,
        remedy: 'Resume its account, or enable the region, first.',
      })
    }
    await wakeScopes(
      sql,
      watched.map(({ id }) => id),
      { look: true },
    )
    await addAuditEntry(sql, {
      actor,
      action: 'scope.look',
      subjectType: 'scope',
      subjectId: scopeId,
      summary:
        scopeId === null
          ? `Asked for a look at all ${watched.length} scopes.`
          : `Asked for a look at ${only?.label ?? ''}.`,
    })
    await addEvent(sql, { topic: 'scope', subject: scopeId })
    return { scopes: watched.length, dueAt: context.clock().toISOString() }
  })
}
