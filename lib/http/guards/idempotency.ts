import { createHash } from 'node:crypto'
import { claimIdempotencyKey, keepAnswer, releaseIdempotencyKey } from '../../store/idempotency-keys'
import type { Sql } from '../../store/sql'
import type { Actor } from '../../domain/change-item'
import { EdgeProblem } from '../problem'

const KEY = /^[\x21-\x7e]{8,200}$/
const KEPT_HEADERS = ['content-type', 'etag', 'location'] as const

/** The key of a POST, which must have one. */
export function idempotencyKeyOf(request: Request): string {
  const key = request.headers.get('idempotency-key')
  if (key !== null && KEY.test(key)) return key
  throw new EdgeProblem(
    'idempotency-key-missing',
    key === null ? 'Every POST needs an Idempotency-Key.' : 'The Idempotency-Key cannot be used.',
    'Send a fresh random value of 8 to 200 visible ASCII characters (a UUID), and the same one when you repeat the request.',
  )
}

/**
 * Runs a request once per key: a repetition gets the first answer again, a simultaneous twin a conflict. Refusals are
 * not kept, for they changed nothing.
 */
export async function answerOnce(
  sql: Sql,
  request: { readonly actor: Actor; readonly key: string; readonly route: string; readonly bodyText: string },
  answer: () => Promise<Response>,
): Promise<Response> {
  const actorKey = `${request.actor.kind}:${request.actor.id}`
  const bodyHash = createHash('sha256').update(request.bodyText).digest('hex')
  const claim = await claimIdempotencyKey(sql, { actorKey, key: request.key, route: request.route, bodyHash })
  switch (claim.kind) {
    case 'answered':
      return new Response(claim.answer.response, {
        status: claim.answer.status,
        headers: { ...claim.answer.headers, 'idempotency-replayed': 'true' },
      })
    case 'other-request':
      throw new EdgeProblem(
        'idempotency-key-reused',
        'This Idempotency-Key was used for another request.',
        'Use a new key for every new request.',
      )
    case 'running':
      throw new EdgeProblem(
        'idempotency-in-progress',
        'A request with this Idempotency-Key has begun and has not been answered.',
        'Wait a moment and repeat it with the same key; if this stays, look whether it took effect before using a new key.',
      )
    case 'claimed':
      return answerClaimed(sql, actorKey, request.key, answer)
  }
}

async function answerClaimed(
  sql: Sql,
  actorKey: string,
  key: string,
  answer: () => Promise<Response>,
): Promise<Response> {
  let response: Response
  try {
    response = await answer()
  } catch (error) {
    await releaseIdempotencyKey(sql, actorKey, key)
    throw error
  }
  const body = await response.clone().text()
  const headers = Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  await keepAnswer(sql, actorKey, key, { status: response.status, headers, response: body })
  return response
}
