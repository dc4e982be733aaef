import type { SimContext, SimResponse } from './cloud'
import type { FaultProbe } from './faults'
import type { BucketLimits } from './throttle'

/** How a cloud words the refusals that the faults and buckets ask for. */
export interface RefusalForms {
  error(refusal: { readonly status: number; readonly code: string; readonly message: string }): SimResponse
  throttled(): SimResponse
}

/** An answer with the word it is counted under: `ok` or the vendor's error code. */
export interface MeteredResponse {
  readonly response: SimResponse
  readonly outcome: string
}

/** One call, described well enough to disturb and count it. */
export interface DisturbedCall {
  readonly probe: FaultProbe
  /** Which latency applies. */
  readonly latency: 'read' | 'create' | 'other'
  /** The token bucket of the call, if it has one. */
  readonly bucket?: { readonly key: string; readonly limits: BucketLimits }
  readonly forms: RefusalForms
  /** Does the work. Must not throw. */
  perform(): MeteredResponse | Promise<MeteredResponse>
}

/**
 * Answers one call with everything that may come between: rate limit, latency and posted faults, in that order. Both
 * clouds go through here after they know who calls, so a fault means the same in each.
 */
export async function answerDisturbed(
  context: SimContext,
  call: DisturbedCall,
): Promise<SimResponse | { readonly lose: true }> {
  const { faults, settings, clock, meter, throttle } = context
  const { probe, forms } = call
  const count = (outcome: string): void => {
    const { cloud, operation, account, region } = probe
    meter.record({ cloud, operation, account, region, outcome })
  }

  meter.begin()
  if (settings.throttlingEnabled && call.bucket && !throttle.take(call.bucket.key, call.bucket.limits)) {
    count('throttled')
    return forms.throttled()
  }
  await clock.sleep(settings.latencyMs[call.latency])
  const delay = faults.take('delay', probe)
  if (delay) await clock.sleep(clock.scaled(delay.ms))

  if (faults.take('loseRequest', probe)) {
    count('loseRequest')
    return { lose: true }
  }
  const htmlError = faults.take('htmlError', probe)
  if (htmlError) {
    count(`html ${htmlError.status}`)
    return htmlPage(htmlError.status)
  }
  if (faults.take('throttle', probe)) {
    count('throttled')
    return forms.throttled()
  }
  const error = faults.take('error', probe)
  if (error) {
    count(error.code)
    return forms.error(error)
  }

  const { response, outcome } = await call.perform()
  if (faults.take('loseReply', probe)) {
    count('loseReply')
    return { lose: true }
  }
  count(outcome)
  if (faults.take('truncatedBody', probe)) {
    const { body } = response
    const half = Math.floor(body.length / 2)
    return { ...response, body: typeof body === 'string' ? body.slice(0, half) : body.subarray(0, half) }
  }
  return response
}

function htmlPage(status: number): SimResponse {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<html><head><title>${status}</title></head><body><h1>${status}</h1><p>The proxy could not reach the service.</p></body></html>`,
  }
}
