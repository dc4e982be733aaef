import type { SimResponse } from '../core/cloud'
import type { AwsLaxSettings } from '../core/settings'
import type { QueryParameters } from './protocol/query'
import type { XmlValue } from './protocol/xml'

/*
 * How other stand-ins for AWS fall short of it, one switch each: what a client must survive that is pointed at one of
 * them. Modelled on what published emulators leave out: paging, dry runs, client tokens, tags, members, filters.
 */

/** The operations that even the barest stand-in knows. */
const BASIC: ReadonlySet<string> = new Set([
  'CreateFlowLogs',
  'DescribeFlowLogs',
  'DeleteFlowLogs',
  'CreateTags',
  'DeleteTags',
  'DescribeTags',
  'DescribeRegions',
  'DescribeVpcs',
  'DescribeSubnets',
  'DescribeNetworkInterfaces',
  'AssumeRole',
  'GetCallerIdentity',
])

/** Whether the stand-in has never heard of the operation. Pure. */
export function isUnheardOf(operation: string, lax: AwsLaxSettings): boolean {
  return lax.knowsBasicsOnly && !BASIC.has(operation)
}

/** The page that a web framework answers to what it has no route for. */
export function unheardOfPage(): SimResponse {
  return {
    status: 501,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<!doctype html><html><head><title>501 Not Implemented</title></head><body><h1>Not Implemented</h1></body></html>',
  }
}

/** What the stand-in takes notice of in a request. Pure. */
export function heeded(operation: string, parameters: QueryParameters, lax: AwsLaxSettings): QueryParameters {
  return parameters.without(
    (name) =>
      (lax.ignoresPaging && (name === 'MaxResults' || name === 'NextToken')) ||
      (lax.repeatsPages && name === 'NextToken') ||
      (lax.ignoresDryRun && name === 'DryRun') ||
      (lax.ignoresClientTokens && name === 'ClientToken') ||
      (lax.ignoresFilters && operation.startsWith('Describe') && name.startsWith('Filter.')) ||
      (lax.dropsTagsAtCreation && operation === 'CreateFlowLogs' && name.startsWith('TagSpecification.')),
  )
}

type Answer = { readonly [name: string]: XmlValue }

/** Members of a flow log that a stand-in leaves out. */
const LEFT_OUT: readonly string[] = [
  'creationTime',
  'deliverLogsStatus',
  'deliverLogsErrorMessage',
  'logFormat',
  'maxAggregationInterval',
  'destinationOptions',
]

/** What the stand-in answers instead. Pure. */
export function laxAnswer(operation: string, parameters: QueryParameters, answer: Answer, lax: AwsLaxSettings): Answer {
  let loose = answer
  if (operation === 'DescribeFlowLogs') {
    const drop = [...(lax.leavesOutMembers ? LEFT_OUT : []), ...(lax.hidesTags ? ['tagSet'] : [])]
    loose = { ...loose, flowLogSet: withoutMembers(loose['flowLogSet'], drop) }
  }
  if (operation === 'DescribeRegions' && lax.listsRegionsUnfiltered) {
    loose = { ...loose, regionInfo: withoutMembers(loose['regionInfo'], ['optInStatus']) }
  }
  // Asked for a page, it says that there is another one, and gives the same page again.
  if (lax.repeatsPages && parameters.has('MaxResults') && operation.startsWith('Describe')) {
    loose = { ...loose, nextToken: 'the-next-page' }
  }
  if (operation === 'CreateFlowLogs' && lax.ignoresClientTokens) loose = { ...loose, clientToken: undefined }
  return loose
}

function withoutMembers(list: XmlValue, drop: readonly string[]): XmlValue {
  if (!Array.isArray(list)) return list
  return (list as readonly Answer[]).map((item) =>
    Object.fromEntries(Object.entries(item).filter(([name]) => !drop.includes(name))),
  )
}
