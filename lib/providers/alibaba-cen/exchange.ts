import type { JsonObject } from '../../domain/json'
import { ProviderError } from '../errors'
import type { CallContext } from '../provider'
import { readError, unsuccessful, type VendorFailure } from './errors'
import { sendRpc, type AccessKeys } from './openapi-core'
import { readFailure } from './vendor-failure'
import { parseAnswer } from './wire'

/** One HTTP exchange: where it goes, who signs it, what it says. */
export interface Exchange {
  readonly endpoint: string
  /** The keys to sign with, fetched when the call is really made: sessions expire. */
  readonly keys: () => Promise<AccessKeys>
  readonly action: string
  readonly version: string
  /** By the names on the wire. */
  readonly query: Readonly<Record<string, unknown>>
  /** A change whose fate is unknown when no answer comes; a read that got none is merely unavailable. */
  readonly mutates: boolean
}

/** The part of a call's context that an exchange needs. */
export type ExchangeContext = Pick<CallContext, 'signal' | 'timeoutMs' | 'onCall'>

/**
 * Sends one request, within the time limit, and gives its answer by the names on the wire. Throws ProviderError, and
 * reports the exchange once, however it ends.
 */
export async function exchange(context: ExchangeContext, request: Exchange): Promise<JsonObject> {
  const { action, mutates } = request
  // What was never sent changed nothing, whatever it would have done.
  const hasGivenUp = () => context.signal.aborted
  if (hasGivenUp()) throw readError({ action, mutates: false, failure: GIVEN_UP })
  const calledMs = performance.now()
  const keys = await request.keys()
  const startedAt = new Date()
  const startedMs = performance.now()
  // Keys may have needed a call of their own: what is left of the time is all there is, and none is left to who gave up.
  const timeoutMs = Math.floor(context.timeoutMs - (startedMs - calledMs))
  if (hasGivenUp() || timeoutMs <= 0) throw readError({ action, mutates: false, failure: GIVEN_UP })
  const report = (requestId: string | null, vendorCode: string | null, outcome: 'ok' | 'error'): void => {
    const durationMs = Math.max(0, Math.round(performance.now() - startedMs))
    context.onCall({ operation: action, startedAt, durationMs, outcome, requestId, vendorCode })
  }
  let answer: JsonObject
  try {
    answer = await withinLimits({ ...context, timeoutMs }, async () => {
      const sent = { action, version: request.version, query: request.query, timeoutMs }
      return parseAnswer(await sendRpc(request.endpoint, keys, sent))
    })
  } catch (error) {
    const refused = readError({ action, mutates, failure: readFailure(error), cause: scrubbed(error) })
    report(refused.requestId, refused.vendorCode, 'error')
    throw refused
  }
  const requestId = typeof answer['RequestId'] === 'string' ? answer['RequestId'] : null
  // The gateway can answer 200 and say in the body that it did not work out.
  if (answer['Success'] === 'false' || answer['Success'] === false) {
    report(requestId, null, 'error')
    throw unsuccessful(action, mutates, requestId)
  }
  report(requestId, null, 'ok')
  return answer
}

const GIVEN_UP: VendorFailure = {
  code: null,
  message: 'The call was given up before it was sent.',
  requestId: null,
  statusCode: null,
  retryAfterMs: null,
}

/** Ends when the work does, when time is up, or when the caller gives up: the vendor's runtime can be told none of the latter two. */
async function withinLimits<Result>(context: ExchangeContext, work: () => Promise<Result>): Promise<Result> {
  let stop: () => void = () => undefined
  const limit = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${context.timeoutMs} ms`)), context.timeoutMs)
    const onAbort = (): void => reject(new Error('given up by the caller'))
    context.signal.addEventListener('abort', onAbort, { once: true })
    stop = () => {
      clearTimeout(timer)
      context.signal.removeEventListener('abort', onAbort)
    }
  })
  try {
    return await Promise.race([work(), limit])
  } finally {
    stop()
  }
}

/** The vendor's errors hold the whole URL with every parameter, and the request; only name and code may travel on. */
function scrubbed(error: unknown): unknown {
  if (error instanceof ProviderError) return error
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown }
  return { name: typeof name === 'string' ? name : 'Error', code: typeof code === 'string' ? code : null }
}
