import { CreateTagsCommand, DeleteTagsCommand } from '@aws-sdk/client-ec2'
import { ProviderError } from '../errors'
import type { CallContext, UpdateStep } from '../provider'
import type { AwsClients } from './client'

/**
 * One in-place change. AWS changes nothing of a flow log but its tags; every other step is refused without a call. Both
 * tag calls may be repeated: they have no token and need none.
 */
export async function update(
  clients: AwsClients,
  context: CallContext,
  externalId: string,
  step: UpdateStep,
): Promise<{ readonly requestId: string | null }> {
  const deadline = AbortSignal.timeout(context.timeoutMs)
  const requested = [externalId]
  switch (step.kind) {
    case 'tag': {
      const tags = Object.entries(step.tags).map(([Key, Value]) => ({ Key, Value }))
      const command = new CreateTagsCommand({ Resources: requested, Tags: tags })
      const { requestId } = await clients.ec2(context, {
        operation: 'CreateTags',
        requested,
        deadline,
        send: (client, options) => client.send(command, options),
      })
      return { requestId }
    }
    case 'untag': {
      // No keys would mean "all tags of people", ours included.
      if (step.keys.length === 0) return { requestId: null }
      // A tag named without a value goes whatever its value is.
      const command = new DeleteTagsCommand({ Resources: requested, Tags: step.keys.map((Key) => ({ Key })) })
      const { requestId } = await clients.ec2(context, {
        operation: 'DeleteTags',
        requested,
        deadline,
        send: (client, options) => client.send(command, options),
      })
      return { requestId }
    }
    case 'modify':
    case 'enable':
    case 'disable':
      throw new ProviderError({
        provider: 'aws-ec2',
        operation: 'update',
        vendorCode: null,
        vendorMessage: null,
        requestId: null,
        reading: {
          kind: 'unsupported',
          reason: 'UnsupportedChange',
          cause: `AWS cannot ${step.kind} a flow log: only its tags change in place.`,
          remedy: 'Replace the flow log instead.',
        },
      })
  }
}
