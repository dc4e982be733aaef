import { randomUUID } from 'node:crypto'
import type { ProviderId } from '../../domain/provider-id'
import { ProviderError } from '../errors'
import type { CallContext } from '../provider'
import type { FakeCloudRules } from './fake-cloud-rules'
import type { FakeFaultBook, FakeFaultProbe } from './faults'
import type { FakeClock } from './manual-clock'
import { Refusal, refuse } from './refusal'

/** One exchange with the fake cloud, as a test reads it afterwards. */
export interface FakeCall {
  readonly operation: string
  readonly accountId: string
  readonly region: string
  /** Ids of targets or logs the call named. */
  readonly resources: readonly string[]
  /** The client token, where the call has one. */
  readonly token: string | null
  readonly at: Date
  /** `ok` or the vendor code; `lost` when no answer came. */
  readonly outcome: string
}

/** Stops a call at a chosen moment: a test kills or holds its worker there. A throw reaches the caller as it is. */
export type FakeInterceptor = (
  moment: 'before-effect' | 'after-effect',
  call: { readonly operation: string; readonly resources: readonly string[] },
) => void | Promise<void>

/** What every exchange of one fake cloud shares. */
export interface FakeLine {
  readonly providerId: ProviderId
  readonly rules: FakeCloudRules
  readonly faults: FakeFaultBook
  readonly clock: FakeClock
  readonly calls: FakeCall[]
  interceptor: FakeInterceptor | null
}

/** What one exchange does. */
export interface Exchange<T> {
  readonly operation: string
  readonly resources: readonly string[]
  readonly token?: string | null
  /** A change whose fate is unknown when no answer comes; a read that got none is merely unavailable. */
  readonly mutates: boolean
  effect(probe: FakeFaultProbe): T
}

/** Does one exchange with everything that may come between: faults, lost answers, giving up. */
export async function exchange<T>(
  line: FakeLine,
  context: CallContext,
  call: Exchange<T>,
): Promise<{ value: T; requestId: string }> {
  const { faults, rules, clock } = line
  const { operation, resources } = call
  const { accountId, region } = context.scope
  const probe: FakeFaultProbe = { operation, accountId, region, resources }
  const startedAt = clock.now()
  const requestId = randomUUID()

  const finish = (outcome: string, answered: boolean): void => {
    line.calls.push({ operation, accountId, region, resources, token: call.token ?? null, at: startedAt, outcome })
    context.onCall({
      operation,
      startedAt,
      durationMs: clock.now().getTime() - startedAt.getTime(),
      outcome: outcome === 'ok' ? 'ok' : 'error',
      requestId: answered ? requestId : null,
      vendorCode: outcome === 'ok' || !answered ? null : outcome,
    })
  }
  const fail = (refusal: Refusal, answered = true): ProviderError => {
    finish(answered ? refusal.code : 'lost', answered)
    return toProviderError(line.providerId, operation, refusal, answered ? requestId : null)
  }
  const lost = (): ProviderError => fail(noAnswer(call.mutates), false)

  if (context.signal.aborted) throw toProviderError(line.providerId, operation, noAnswer(false), null)
  await line.interceptor?.('before-effect', { operation, resources })
  if (faults.take('loseRequest', probe)) throw lost()
  const throttle = faults.take('throttle', probe)
  if (throttle) throw fail(rules.throttled(throttle.retryAfterMs ?? null))
  const refused = faults.take('refuse', probe)
  if (refused) throw fail(refuse(refused.errorKind, refused.code, refused.message))

  let value: T
  try {
    value = call.effect(probe)
  } catch (error) {
    if (error instanceof Refusal) throw fail(error)
    throw error
  }
  await line.interceptor?.('after-effect', { operation, resources })
  if (faults.take('loseReply', probe)) throw lost()
  if (faults.take('hang', probe)) {
    await untilGivenUp(context)
    throw lost()
  }
  finish('ok', true)
  return { value, requestId }
}

/** A refusal of the fake cloud as the port's error. Pure. */
export function toProviderError(
  provider: ProviderId,
  operation: string,
  refusal: Refusal,
  requestId: string | null,
): ProviderError {
  return new ProviderError({
    provider,
    operation,
    vendorCode: requestId === null ? null : refusal.code,
    vendorMessage: refusal.message,
    requestId,
    retryAfterMs: refusal.retryAfterMs,
    reading: refusal.reading,
    members: refusal.members,
  })
}

function noAnswer(mutates: boolean): Refusal {
  return refuse(mutates ? 'ambiguous' : 'unavailable', 'NoAnswer', 'The connection ended without an answer.', {
    reason: 'NoAnswer',
    remedy: 'Weir sends the same request again, then looks at what exists.',
  })
}

function untilGivenUp(context: CallContext): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      context.signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, context.timeoutMs)
    context.signal.addEventListener('abort', done)
  })
}
