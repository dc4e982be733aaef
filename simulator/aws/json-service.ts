import type { SimContext, SimRequest, SimResponse } from '../core/cloud'
import type { BucketLimits } from '../core/throttle'
import { authenticate } from './authenticate'
import { AwsRefusal } from './errors'
import { JsonInput, jsonRefusal, jsonResponse } from './protocol/json'
import {
  answerCall,
  asServiceRefusal,
  countUnknownCaller,
  requireAction,
  ServiceRefusal,
  type ServiceCall,
} from './service-call'
import type { AwsWorld } from './world'

/** An operation of a JSON service, described as data so that the edge can check, throttle and count it. */
export interface JsonOperation {
  readonly latency: 'read' | 'create' | 'other'
  /** The IAM action that the caller's identity needs; null for none. */
  readonly action: string | null
  /** The token bucket of an account and region; null for none. */
  readonly limits: BucketLimits | null
  /** The ids or names a call concerns, for faults that name one. */
  resources(input: JsonInput): readonly string[]
  /** Does the work and gives the members of the answer. Refuses by throwing ServiceRefusal. */
  perform(call: ServiceCall, input: JsonInput): object
}

/** A service that speaks AWS JSON 1.1: the operation stands in the header X-Amz-Target. */
export interface JsonService {
  /** The name in the scope of its signatures. */
  readonly service: string
  /** What stands before the dot in X-Amz-Target. */
  readonly target: string
  /** The code for members that are missing or not valid. */
  readonly invalidCode: string
  /** The code for a caller whose identity may not do something. */
  readonly deniedCode: string
  readonly throttledCode: string
  readonly operations: Readonly<Record<string, JsonOperation>>
}

/** What a failed proof of identity is called here. Source: each service's API reference, common errors. */
const IDENTITY_CODES: Readonly<Record<string, string>> = {
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  ExpiredToken: 'ExpiredTokenException',
}

/** Answers a request in AWS JSON 1.1. Never throws. */
export async function handleJson(
  service: JsonService,
  context: SimContext,
  world: AwsWorld,
  request: SimRequest,
  requestId: string,
): Promise<SimResponse | { readonly lose: true }> {
  const failed = new ServiceRefusal('InternalFailure', 500, 'The request processing failed because of an error.')
  const [target, name = ''] = (request.headers['x-amz-target'] ?? '').split('.')
  try {
    const { principal, region } = identify(context, world, request, service)
    const operation =
      target === service.target && Object.hasOwn(service.operations, name) ? service.operations[name] : undefined
    if (!operation) throw new ServiceRefusal('UnknownOperationException', 400, 'The operation is not known.')
    const input = JsonInput.parse(request.body, service.invalidCode)
    const { accountId } = principal
    const call = {
      context,
      world,
      operation: name,
      principal,
      accountId,
      region,
      nowMs: context.clock.now().getTime(),
    }
    return await answerCall(call, {
      service: service.service,
      latency: operation.latency,
      limits: operation.limits,
      resources: operation.resources(input),
      forms: {
        refusal: (refusal) => jsonRefusal(refusal, requestId),
        throttled: new ServiceRefusal(service.throttledCode, 400, 'Rate exceeded'),
        failed,
      },
      perform: () => {
        if (operation.action !== null) requireAction(call, service.deniedCode, 400, operation.action, '*')
        return jsonResponse(operation.perform({ ...call, nowMs: context.clock.now().getTime() }, input), requestId)
      },
    })
  } catch (error) {
    const refusal = asServiceRefusal(error, failed)
    countUnknownCaller(context, name, refusal.code)
    return jsonRefusal(refusal, requestId)
  }
}

function identify(context: SimContext, world: AwsWorld, request: SimRequest, { service }: JsonService) {
  try {
    return authenticate(context, world, request, service)
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error
    throw new ServiceRefusal(IDENTITY_CODES[error.code] ?? error.code, 400, error.message)
  }
}
