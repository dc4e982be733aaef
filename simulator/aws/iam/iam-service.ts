import type { SimContext, SimRequest, SimResponse } from '../../core/cloud'
import { authenticate } from '../authenticate'
import { AwsRefusal } from '../errors'
import { QueryParameters } from '../protocol/query'
import { renderDocument, renderElement } from '../protocol/xml'
import { answerCall, asServiceRefusal, countUnknownCaller, requireAction, ServiceRefusal } from '../service-call'
import type { AwsWorld } from '../world'
import { IAM_OPERATIONS } from './operations'

const NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/'
const FAILED = new ServiceRefusal('ServiceFailure', 500, 'The request processing failed because of an error.')

/** Answers a request to IAM in the Query protocol. Never throws. Source: IAM API reference, 2010-05-08, read 2026-11. */
export async function handleIam(
  context: SimContext,
  world: AwsWorld,
  request: SimRequest,
  requestId: string,
): Promise<SimResponse | { readonly lose: true }> {
  let name = 'unknown'
  try {
    const parameters = QueryParameters.parse(request.rawQuery, request.body)
    name = parameters.text('Action') ?? ''
    const { principal, region } = authenticate(context, world, request, 'iam')
    const operation = Object.hasOwn(IAM_OPERATIONS, name) ? IAM_OPERATIONS[name] : undefined
    if (operation === undefined) throw new ServiceRefusal('InvalidAction', 400, `Could not find operation ${name}.`)
    const { accountId } = principal
    const call = { context, world, operation: name, principal, accountId, region, nowMs: context.clock.now().getTime() }
    return await answerCall(call, {
      service: 'iam',
      latency: 'read',
      limits: { size: 50, refillPerSecond: 20 },
      resources: [parameters.text('RoleName') ?? ''],
      forms: {
        refusal: (refusal) => errorAnswer(refusal, requestId),
        throttled: new ServiceRefusal('Throttling', 400, 'Rate exceeded'),
        failed: FAILED,
      },
      perform: () => {
        requireAction(call, 'AccessDenied', 403, `iam:${name}`, operation.resource(call, parameters))
        const content = operation.perform(call, parameters)
        const body =
          `<?xml version="1.0" encoding="UTF-8"?>\n<${name}Response xmlns="${NAMESPACE}"><${name}Result>${content}` +
          `</${name}Result>${renderElement('ResponseMetadata', { RequestId: requestId })}</${name}Response>`
        return xml(200, body, requestId)
      },
    })
  } catch (error) {
    const refusal =
      error instanceof AwsRefusal
        ? new ServiceRefusal(error.code, error.status, error.message)
        : asServiceRefusal(error, FAILED)
    countUnknownCaller(context, name, refusal.code)
    return errorAnswer(refusal, requestId)
  }
}

function errorAnswer(
  { code: Code, message: Message, status }: Pick<ServiceRefusal, 'code' | 'message' | 'status'>,
  RequestId: string,
): SimResponse {
  const Type = status < 500 ? 'Sender' : 'Receiver'
  const content = { Error: { Type, Code, Message }, RequestId }
  return xml(status, renderDocument('ErrorResponse', NAMESPACE, content), RequestId)
}

function xml(status: number, body: string, requestId: string): SimResponse {
  return { status, headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId }, body }
}
