import type { Filter, FlowLog } from '@aws-sdk/client-ec2'
import { DescribeFlowLogsCommand } from '@aws-sdk/client-ec2'
import type { ObservedFlowLog } from '../../domain/flow-log'
import { OWNERSHIP_TAGS } from '../../domain/flow-log'
import type { Resource } from '../../domain/resource'
import { GLOBAL_REGION } from '../../domain/scope'
import type { CallContext } from '../provider'
import type { AwsClients } from './client'
import { listAll } from './paging'
import { toObservedFlowLog } from './translate'

const OPERATION = 'DescribeFlowLogs'

/** Rows of a page. Source: EC2 API Reference, DescribeFlowLogs: larger values are read as 1000. */
const PAGE = 1000

/** All flow logs of the scope, whoever made them: all pages, or a throw. The global scope has none of its own. */
export async function observe(clients: AwsClients, context: CallContext): Promise<readonly ObservedFlowLog[]> {
  if (context.scope.region === GLOBAL_REGION) return []
  const logs = await describe(clients, context, [])
  const listed = observed(logs, context)
  if (clients.isStandIn) noteShortfalls(context, logs, listed)
  return listed
}

/**
 * Logs that an operation made on these targets. By filter, not by id: an unknown id in a filter is an empty list, while
 * in a list of ids it refuses the request.
 */
export async function findCreated(
  clients: AwsClients,
  context: CallContext,
  query: { readonly operationId: string; readonly targets: readonly Resource[] },
): Promise<readonly ObservedFlowLog[]> {
  const filters: Filter[] = [{ Name: `tag:${OWNERSHIP_TAGS.operation}`, Values: [query.operationId] }]
  const targets = new Set(query.targets.map((target) => target.externalId))
  const logs = observed(await describe(clients, context, filters), context)
  // A stand-in may not know the filter and answer with everything: what lacks the mark is not the operation's.
  const marked = logs.filter((log) => log.tags[OWNERSHIP_TAGS.operation] === query.operationId)
  if (marked.length < logs.length) context.onShortfall?.('FiltersIgnored')
  return marked.filter((log) => targets.has(log.targetExternalId))
}

/** Each log once, by its id; an entry without one is nothing anybody could speak of. */
function observed(logs: readonly FlowLog[], { scope }: CallContext): readonly ObservedFlowLog[] {
  const byId = new Map(logs.map((log) => [log.FlowLogId ?? '', log]))
  byId.delete('')
  return [...byId.values()].map((log) => toObservedFlowLog(log, scope))
}

/** How long AWS may take for its first word on delivery, generously. Source: VPC user guide, flow logs basics. */
const VERDICT_MS = 30 * 60_000

function noteShortfalls(context: CallContext, logs: readonly FlowLog[], listed: readonly ObservedFlowLog[]): void {
  const unreported = new Set(
    listed.flatMap(({ spec }) => (spec === null || spec.family === 'cen' ? [] : (spec.unreported ?? []))),
  )
  if (unreported.has('tags')) context.onShortfall?.('TagsNotKept')
  if ([...unreported].some((member) => member !== 'tags')) context.onShortfall?.('MembersMissing')
  // Without a time of creation its age is not known, and every log counts as old enough.
  const isOld = ({ CreationTime }: FlowLog) =>
    CreationTime === undefined || Date.now() - CreationTime.getTime() > VERDICT_MS
  const saysNothing = logs.every(({ DeliverLogsStatus }) => DeliverLogsStatus === undefined)
  if (saysNothing && logs.some(isOld)) context.onShortfall?.('DeliveryNotReported')
}

async function describe(clients: AwsClients, context: CallContext, filters: Filter[]): Promise<readonly FlowLog[]> {
  const fetch = async (page: { readonly MaxResults?: number; readonly NextToken?: string }) => {
    const input = { ...page, ...(filters.length === 0 ? {} : { Filter: filters }) }
    const { output } = await clients.ec2(context, {
      operation: OPERATION,
      send: (client, options) => client.send(new DescribeFlowLogsCommand(input), options),
    })
    return { items: output.FlowLogs, nextToken: output.NextToken ?? null }
  }
  return await listAll(
    OPERATION,
    (token) => fetch({ MaxResults: PAGE, ...(token === null ? {} : { NextToken: token }) }),
    clients.unpagedFallback(context, () => fetch({})),
  )
}
