import { DescribeRegionsCommand } from '@aws-sdk/client-ec2'
import { ProviderError } from '../errors'
import type { CallContext } from '../provider'
import type { AwsClients } from './client'

/** What is known of the endpoint of each set of clients: endpoints do not change while a process runs. */
const known = new WeakMap<AwsClients, Promise<boolean>>()

/**
 * Whether a dry run is judged and not carried out. AWS judges; a stand-in is asked once with a read, which does no harm
 * either way: an answer instead of `DryRunOperation` means that a change sent as a dry run would happen. To be asked
 * before every dry run of a change. Doubt counts as no.
 * Source: EC2 API Reference, common parameters, DryRun (read 2026-11).
 */
export function judgesDryRuns(clients: AwsClients, context: CallContext): Promise<boolean> {
  if (!clients.isStandIn) return Promise.resolve(true)
  const answer = known.get(clients) ?? tryOut(clients, context)
  known.set(clients, answer)
  // A question that could not be asked is asked anew.
  answer.catch(() => known.delete(clients))
  return answer
}

async function tryOut(clients: AwsClients, context: CallContext): Promise<boolean> {
  try {
    await clients.ec2(context, {
      operation: 'DescribeRegions',
      send: (client, options) => client.send(new DescribeRegionsCommand({ DryRun: true }), options),
    })
    context.onShortfall?.('DryRunExecutes')
    return false
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind === 'unavailable' || error.kind === 'throttled') throw error
    return error.vendorCode === 'DryRunOperation' || error.vendorCode === 'UnauthorizedOperation'
  }
}
