import type { SimContext, SimRequest, SimResponse } from '../core/cloud'
import { answerDisturbed, type MeteredResponse } from '../core/disturb'
import { authenticate } from './authenticate'
import { requirePermission, type AwsCall, type Operation } from './call'
import { AwsRefusal, statusOf } from './errors'
import { createFlowLogs } from './operations/create-flow-logs'
import { deleteFlowLogs } from './operations/delete-flow-logs'
import { describeFlowLogs } from './operations/describe-flow-logs'
import {
  describeNatGateways,
  describeNetworkInterfaces,
  describeSubnets,
  describeTransitGatewayAttachments,
  describeTransitGateways,
  describeVpcs,
} from './operations/describe-networks'
import { heeded, isUnheardOf, laxAnswer, unheardOfPage } from './lax'
import { describeRegions } from './operations/describe-regions'
import { assumeRole, decodeAuthorizationMessage, getCallerIdentity } from './operations/sts'
import { createTags, deleteTags, describeTags } from './operations/tags'
import { errorResponse, successResponse } from './protocol/responses'
import { QueryParameters, refuseUnknown } from './protocol/query'
import type { AwsWorld } from './world'

/** The operations by API and name. */
const OPERATIONS: Readonly<Record<'ec2' | 'sts', Readonly<Record<string, Operation>>>> = {
  ec2: {
    CreateFlowLogs: createFlowLogs,
    DescribeFlowLogs: describeFlowLogs,
    DeleteFlowLogs: deleteFlowLogs,
    CreateTags: createTags,
    DeleteTags: deleteTags,
    DescribeTags: describeTags,
    DescribeRegions: describeRegions,
    DescribeVpcs: describeVpcs,
    DescribeSubnets: describeSubnets,
    DescribeNetworkInterfaces: describeNetworkInterfaces,
    DescribeTransitGateways: describeTransitGateways,
    DescribeTransitGatewayAttachments: describeTransitGatewayAttachments,
    DescribeNatGateways: describeNatGateways,
  },
  sts: {
    AssumeRole: assumeRole,
    DecodeAuthorizationMessage: decodeAuthorizationMessage,
    GetCallerIdentity: getCallerIdentity,
  },
}

const VERSIONS: Readonly<Record<string, 'ec2' | 'sts'>> = { '2016-11-15': 'ec2', '2011-06-15': 'sts' }

/** Answers a request in the Query protocol: EC2 and STS. Never throws. */
export async function handleQuery(
  context: SimContext,
  world: AwsWorld,
  request: SimRequest,
  requestId: string,
): Promise<SimResponse | { readonly lose: true }> {
  let service: 'ec2' | 'sts' = /\/sts\/aws4_request/.test(request.headers['authorization'] ?? '') ? 'sts' : 'ec2'
  let name = 'unknown'
  try {
    const parameters = QueryParameters.parse(request.rawQuery, request.body)
    name = parameters.text('Action') ?? ''
    const version = parameters.text('Version') ?? ''
    service = VERSIONS[version] ?? service
    // Whoever calls has to be known before anything is said about what they ask for.
    const { principal, region } = authenticate(context, world, request, service)
    if (name === '') throw new AwsRefusal('MissingParameter', 'The request must contain the parameter Action')
    const { lax } = context.settings.aws
    const operations = OPERATIONS[service]
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
    if (!operation) throw new AwsRefusal('InvalidAction', `The action ${name} is not valid for this web service.`)
    if (VERSIONS[version] !== operation.service) throw new AwsRefusal('NoSuchVersion')

    const { accountId } = principal
    const probe = {
      cloud: 'aws' as const,
      operation: name,
      account: accountId,
      region,
      resources: operation.resources(parameters),
    }
    const bucket = operation.bucket(parameters)
    const refuse = (code: string, message: string, status: number): SimResponse =>
      errorResponse(service, { code, message, status }, requestId)
    return await answerDisturbed(context, {
      probe,
      latency: operation.latency,
      ...(bucket === null
        ? {}
        : {
            bucket: {
              key: `aws/${accountId}/${region}/${name}${bucket === 'unpagedRead' ? '/unpaged' : ''}`,
              limits: context.settings.aws.buckets[bucket],
            },
          }),
      forms: {
        error: ({ code, message, status }) => refuse(code, message, status),
        throttled: () => refuse('RequestLimitExceeded', 'Request limit exceeded.', statusOf('RequestLimitExceeded')),
      },
      perform: () => {
        const nowMs = context.clock.now().getTime()
        if (isUnheardOf(name, lax)) return { response: unheardOfPage(), outcome: 'html 501' }
        const call: AwsCall = {
          context,
          world,
          operation: name,
          parameters: heeded(name, parameters, lax),
          principal,
          accountId,
          region,
          probe,
          nowMs,
        }
        return perform(service, name, operation, call, parameters, requestId)
      },
    })
  } catch (error) {
    const refusal = asRefusal(error)
    context.meter.begin()
    // Without a signature that holds, nobody's account may be counted.
    context.meter.record({ cloud: 'aws', operation: name.slice(0, 64), account: '', region: '', outcome: refusal.code })
    return errorResponse(service, refusal, requestId)
  }
}

function perform(
  service: 'ec2' | 'sts',
  name: string,
  operation: Operation,
  call: AwsCall,
  asked: QueryParameters,
  requestId: string,
): MeteredResponse {
  try {
    refuseUnknown(call.parameters, operation.known)
    if (operation.action !== null) requirePermission(call, operation.action)
    const answer = laxAnswer(name, asked, operation.perform(call), call.context.settings.aws.lax)
    return { response: successResponse(service, name, answer, requestId), outcome: 'ok' }
  } catch (error) {
    const refusal = asRefusal(error)
    return { response: errorResponse(service, refusal, requestId), outcome: refusal.code }
  }
}

/** What a client is told about an error. A defect of the simulator must end as an answer too, and say where it is. */
function asRefusal(error: unknown): { readonly code: string; readonly message: string; readonly status: number } {
  if (error instanceof AwsRefusal) return error
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`simulator: aws failed to answer: ${detail}\n`)
  return { code: 'InternalError', message: 'An internal error has occurred.', status: statusOf('InternalError') }
}
