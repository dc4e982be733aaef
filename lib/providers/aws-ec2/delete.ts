import { DeleteFlowLogsCommand } from '@aws-sdk/client-ec2'
import { ProviderError } from '../errors'
import type { CallContext, DeleteOutcome } from '../provider'
import { AWS_EC2_CAPABILITIES } from './capabilities'
import type { AwsClients } from './client'
import { itemError } from './sdk-errors'

const OPERATION = 'DeleteFlowLogs'

/**
 * Deletes flow logs, batch by batch. Ids that AWS does not know are done, whether it refuses the whole request for their
 * sake or reports them as items; the rest is sent again without them. Safe to repeat.
 */
export async function deleteFlowLogs(
  clients: AwsClients,
  context: CallContext,
  externalIds: readonly string[],
): Promise<readonly DeleteOutcome[]> {
  const deadline = AbortSignal.timeout(context.timeoutMs)
  const outcomes: DeleteOutcome[] = []
  const size = AWS_EC2_CAPABILITIES.maxDeleteBatch
  for (let start = 0; start < externalIds.length; start += size) {
    outcomes.push(...(await deleteBatch(clients, context, externalIds.slice(start, start + size), deadline)))
  }
  return outcomes
}

async function deleteBatch(
  clients: AwsClients,
  context: CallContext,
  externalIds: readonly string[],
  deadline: AbortSignal,
): Promise<readonly DeleteOutcome[]> {
  const gone: DeleteOutcome[] = []
  let left = externalIds
  while (left.length > 0) {
    const sent = left
    try {
      return [...gone, ...(await send(clients, context, sent, deadline))]
    } catch (error) {
      const named = namedAsMissing(error, sent)
      if (named.length === 0) throw error
      const requestId = error instanceof ProviderError ? error.requestId : null
      gone.push(...named.map((externalId): DeleteOutcome => ({ kind: 'alreadyGone', externalId, requestId })))
      left = sent.filter((id) => !named.includes(id))
    }
  }
  return gone
}

async function send(
  clients: AwsClients,
  context: CallContext,
  externalIds: readonly string[],
  deadline: AbortSignal,
): Promise<readonly DeleteOutcome[]> {
  const { output, requestId } = await clients.ec2(context, {
    operation: OPERATION,
    requested: externalIds,
    deadline,
    send: (client, options) => client.send(new DeleteFlowLogsCommand({ FlowLogIds: [...externalIds] }), options),
  })
  const items = new Map((output.Unsuccessful ?? []).map((item) => [item.ResourceId ?? '', item.Error]))
  return externalIds.map((externalId): DeleteOutcome => {
    const item = items.get(externalId)
    if (item === undefined) return { kind: 'accepted', externalId, requestId }
    const { Code: code = '', Message: message = '' } = item
    // The item form of "unknown id" is not documented but seen elsewhere with the code "400".
    if (/^InvalidFlowLogId\.NotFound$/.test(code) || /flow log ids?.*not found/i.test(message)) {
      return { kind: 'alreadyGone', externalId, requestId }
    }
    return { kind: 'refused', externalId, error: itemError(OPERATION, { id: externalId, code, message }, requestId) }
  })
}

function namedAsMissing(error: unknown, sent: readonly string[]): readonly string[] {
  if (!(error instanceof ProviderError) || error.reading.reason !== 'FlowLogMissing') return []
  return sent.filter((id) => error.members.includes(id))
}
