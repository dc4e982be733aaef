import { CreateFlowLogsCommand } from '@aws-sdk/client-ec2'
import { ProviderError } from '../errors'
import type { CallContext, CreateBatch, CreateOutcome } from '../provider'
import type { AwsClients } from './client'
import { itemError, toProviderError } from './sdk-errors'
import { toCreateInput } from './translate'

const OPERATION = 'CreateFlowLogs'

/**
 * One CreateFlowLogs. Answers per target; throws when the whole request was refused, and then `members` names those that
 * the answer blames. Nothing is retried here: sending the same batch again with the same token makes nothing twice.
 */
export async function create(
  clients: AwsClients,
  context: CallContext,
  batch: CreateBatch,
): Promise<readonly CreateOutcome[]> {
  const { spec, targets } = batch
  if (spec.family === 'cen' || targets.length === 0) throw notARequest()
  const input = toCreateInput(batch, spec)
  const { output, requestId } = await clients.ec2(context, {
    operation: OPERATION,
    requested: targets.map((target) => target.externalId),
    deadline: AbortSignal.timeout(context.timeoutMs),
    send: (client, options) => client.send(new CreateFlowLogsCommand(input), options),
  })
  const { FlowLogIds, Unsuccessful } = output
  if (FlowLogIds === undefined && Unsuccessful === undefined) {
    throw toProviderError(OPERATION, new Error('The answer holds neither ids nor refusals.'), { wasSent: true })
  }
  const refused = new Map(
    (Unsuccessful ?? []).map(({ ResourceId, Error: error }) => {
      const item = { id: ResourceId ?? '', code: error?.Code ?? '', message: error?.Message ?? '' }
      return [item.id, itemError(OPERATION, item, requestId)] as const
    }),
  )
  const made = targets.filter((target) => !refused.has(target.externalId))
  // Ids are not documented to come in the order of the request: only a single one has a single owner.
  const madeIds = FlowLogIds ?? []
  const certainId = made.length === 1 && madeIds.length === 1 ? (madeIds[0] ?? null) : null
  return targets.map((target): CreateOutcome => {
    const error = refused.get(target.externalId)
    return error
      ? { kind: 'refused', target: target.key, error }
      : { kind: 'accepted', target: target.key, externalId: certainId, madeIds, requestId }
  })
}

function notARequest(): ProviderError {
  return new ProviderError({
    provider: 'aws-ec2',
    operation: OPERATION,
    vendorCode: null,
    vendorMessage: null,
    requestId: null,
    reading: {
      kind: 'invalid',
      reason: 'NotARequest',
      cause: 'The batch has no targets, or its spec belongs to another cloud.',
      remedy: 'Report this: Weir should not have asked.',
    },
  })
}
