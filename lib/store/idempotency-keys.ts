import type { Sql } from './sql'
import { select, statement } from './statement'

/** An answer that is kept for its key. */
export interface KeptAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly response: string
}

/** What was found under a key: ours to answer now, being answered, answered, or another request's. */
export type KeyClaim =
  | { readonly kind: 'claimed' }
  | { readonly kind: 'running' }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer }
  | { readonly kind: 'other-request' }

const KEPT_FOR = '24 hours'

interface Row {
  route: string
  bodyHash: string
  status: number | null
  headers: Record<string, string>
  response: string | null
}

/** Takes a key for one request, or says what is under it. Only one of many simultaneous callers gets `claimed`. */
export async function claimIdempotencyKey(
  sql: Sql,
  request: { readonly actorKey: string; readonly key: string; readonly route: string; readonly bodyHash: string },
): Promise<KeyClaim> {
  const { actorKey, key, route, bodyHash } = request
  const inserted = await select<{ key: string }>(
    sql,
    statement`INSERT INTO idempotency_key ("actorKey", "key", "route", "bodyHash", "expiresAt")
        VALUES (${actorKey}, ${key}, ${route}, ${bodyHash}, now() + ${KEPT_FOR}::interval)
        ON CONFLICT ("actorKey", "key") DO UPDATE
          SET "route" = excluded."route", "bodyHash" = excluded."bodyHash", "status" = NULL, "response" = NULL,
              "headers" = '{}', "createdAt" = now(), "expiresAt" = excluded."expiresAt"
          WHERE idempotency_key."expiresAt" < now()
        RETURNING "key"`,
  )
  if (inserted.length > 0) return { kind: 'claimed' }

  const [row] = await select<Row>(
    sql,
    statement`SELECT "route", "bodyHash", "status", "headers", "response"->>'body' AS "response"
        FROM idempotency_key WHERE "actorKey" = ${actorKey} AND "key" = ${key}`,
  )
  // Released between the two statements: the first request was refused, so this one may as well wait for its turn.
  if (row === undefined) return { kind: 'running' }
  if (row.route !== route || row.bodyHash !== bodyHash) return { kind: 'other-request' }
  if (row.status === null) return { kind: 'running' }
  return { kind: 'answered', answer: { status: row.status, headers: row.headers, response: row.response ?? '' } }
}

/** Keeps the answer of a request that did something. */
export async function keepAnswer(sql: Sql, actorKey: string, key: string, answer: KeptAnswer): Promise<void> {
  await select(
    sql,
    statement`UPDATE idempotency_key
        SET "status" = ${answer.status}, "headers" = ${JSON.stringify(answer.headers)}::jsonb,
            "response" = jsonb_build_object('body', ${answer.response}::text)
        WHERE "actorKey" = ${actorKey} AND "key" = ${key}`,
  )
}

/** Frees the key of a request that was refused and did nothing, so that a corrected one may use it again. */
export async function releaseIdempotencyKey(sql: Sql, actorKey: string, key: string): Promise<void> {
  await select(sql, statement`DELETE FROM idempotency_key WHERE "actorKey" = ${actorKey} AND "key" = ${key}`)
}
