import type { SimContext, SimResponse } from '../core/cloud'
import { answerDisturbed, type MeteredResponse } from '../core/disturb'
import type { BucketLimits } from '../core/throttle'
import { allows, type Principal } from './call'
import type { AwsWorld } from './world'

/** A refusal of a service other than EC2 and STS. Thrown by operations, caught at the edge of the service, once. */
export class ServiceRefusal extends Error {
  override readonly name = 'ServiceRefusal'
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    /** Sent beside the refusal, such as the region that a bucket is in. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
  }
}

/** One authenticated call of such a service, as its operations see it. */
export interface ServiceCall {
  readonly context: SimContext
  readonly world: AwsWorld
  readonly operation: string
  readonly principal: Principal
  readonly accountId: string
  readonly region: string
  readonly nowMs: number
}

/** Refuses unless the caller's identity may do something, in the words that IAM gives every service. */
export function requireAction(call: ServiceCall, code: string, status: number, action: string, resource: string): void {
  if (allows(call.principal.allowedActions, action)) return
  throw new ServiceRefusal(
    code,
    status,
    `User: ${call.principal.arn} is not authorized to perform: ${action} on resource: ${resource} because no ` +
      `identity-based policy allows the ${action} action`,
  )
}

/** How a service writes its answers. */
export interface ServiceForms {
  refusal(refusal: Pick<ServiceRefusal, 'code' | 'status' | 'message'> & Partial<ServiceRefusal>): SimResponse
  /** One call too many. */
  readonly throttled: ServiceRefusal
  /** A defect of the simulator. */
  readonly failed: ServiceRefusal
}

/** Answers one authenticated call with everything that may come between. Never throws. */
export function answerCall(
  call: ServiceCall,
  details: {
    readonly service: string
    readonly latency: 'read' | 'create' | 'other'
    readonly limits: BucketLimits | null
    readonly resources: readonly string[]
    readonly forms: ServiceForms
    perform(): SimResponse | Promise<SimResponse>
  },
): Promise<SimResponse | { readonly lose: true }> {
  const { context, operation, accountId, region } = call
  const { forms, limits, service } = details
  return answerDisturbed(context, {
    probe: { cloud: 'aws', operation, account: accountId, region, resources: details.resources },
    latency: details.latency,
    ...(limits === null ? {} : { bucket: { key: `aws/${accountId}/${region}/${service}/${operation}`, limits } }),
    forms: { error: (error) => forms.refusal(error), throttled: () => forms.refusal(forms.throttled) },
    perform: async (): Promise<MeteredResponse> => {
      try {
        return { response: await details.perform(), outcome: 'ok' }
      } catch (error) {
        const refusal = asServiceRefusal(error, forms.failed)
        return { response: forms.refusal(refusal), outcome: refusal.code }
      }
    },
  })
}

/** What a client is told about an error. A defect of the simulator must end as an answer too, and say where it is. */
export function asServiceRefusal(error: unknown, failed: ServiceRefusal): ServiceRefusal {
  if (error instanceof ServiceRefusal) return error
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`simulator: aws failed to answer: ${detail}\n`)
  return failed
}

/** Counts a call that was refused before anybody was known to make it. */
export function countUnknownCaller(context: SimContext, operation: string, outcome: string): void {
  context.meter.begin()
  context.meter.record({ cloud: 'aws', operation: operation.slice(0, 64), account: '', region: '', outcome })
}
