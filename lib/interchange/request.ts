import { readAwsDescription, readAwsRequest } from './aws/read-request'
import { readCenDescription, readCenRequest } from './cen/read-request'
import type { ImportedFlowLogs } from './imported'
import type { Notes } from './notes'
import { noSurroundings } from './read-context'
import { MemberReader } from './source/member-reader'
import { type MapNode, memberOf, type SourceNode } from './source/node'

const AWS_MARKS = [
  'ResourceIds',
  'ResourceType',
  'LogDestinationType',
  'LogDestination',
  'TrafficType',
  'DeliverLogsPermissionArn',
]
const CEN_MARKS = ['CenId', 'TransitRouterId', 'ProjectName', 'LogStoreName', 'LogFormatString', 'FlowLogName']

/**
 * Reads request parameters as JSON or YAML: CreateFlowLogs, CreateFlowlog, lists of them, and what the clouds' describe
 * calls answer.
 */
export function readRequests(roots: readonly SourceNode[], notes: Notes): readonly ImportedFlowLogs[] {
  return roots.flatMap((node) => readNode(node, '', notes))
}

/** Whose request a map looks like; null for neither. Pure. */
export function requestProvider(node: SourceNode | null): 'aws-ec2' | 'alibaba-cen' | null {
  if (node?.kind === 'list') return requestProvider(node.items[0] ?? null)
  if (memberOf(node, 'FlowLogs')?.kind === 'list') return 'aws-ec2'
  if (memberOf(memberOf(node, 'FlowLogs'), 'FlowLog') !== null) return 'alibaba-cen'
  const count = (marks: readonly string[]) => marks.filter((mark) => memberOf(node, mark) !== null).length
  const [aws, cen] = [count(AWS_MARKS), count(CEN_MARKS)]
  if (aws === 0 && cen === 0) return null
  return aws >= cen ? 'aws-ec2' : 'alibaba-cen'
}

function readNode(node: SourceNode, path: string, notes: Notes): readonly ImportedFlowLogs[] {
  if (node.kind === 'list') return node.items.flatMap((item, index) => readNode(item, `${path}[${index}]`, notes))
  const provider = requestProvider(node)
  if (node.kind !== 'map' || provider === null) {
    const remedy = 'Weir reads the parameters of CreateFlowLogs and CreateFlowlog.'
    notes.error('These are the parameters of no flow log.', node.at, path === '' ? null : path, remedy)
    return []
  }
  const context = noSurroundings(notes)
  const list = memberOf(node, 'FlowLogs')
  if (list !== null) return readDescriptions(node, notes)
  const reader = new MemberReader(node, path, notes)
  if (provider === 'alibaba-cen') return [readCenRequest(reader, context)]
  const logs = readAwsRequest(reader, context)
  return logs === null ? [] : [logs]
}

/** The answer of DescribeFlowLogs or DescribeFlowlogs. A further page is named: it is not here. */
function readDescriptions(node: MapNode, notes: Notes): readonly ImportedFlowLogs[] {
  const reader = new MemberReader(node, '', notes)
  reader.ignore('RequestId', 'Success', 'PageNumber', 'PageSize', 'TotalCount')
  reader.lose('NextToken', 'The answer goes on: further flow logs are not in this document.', 'Add the next pages.')
  const list = memberOf(node, 'FlowLogs')
  const context = noSurroundings(notes)
  const found =
    list?.kind === 'map'
      ? (reader.map('FlowLogs')?.maps('FlowLog') ?? []).map((item) => readCenDescription(item, context))
      : reader.maps('FlowLogs').map((item) => readAwsDescription(item, context))
  reader.finish('The answer')
  return found.filter((logs) => logs !== null)
}
