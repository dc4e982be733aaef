import type { ImportedFlowLogs } from '../imported'
import { noteBraces, type ReadContext } from '../read-context'
import type { MemberReader } from '../source/member-reader'
import { readTagList } from '../tags'
import { type CenGiven, type CenNames, cenFlowLogs, specOfCenGiven } from './given-spec'

const NAMES: CenNames = {
  interval: 'Interval',
  transitRouterId: 'TransitRouterId',
  transitRouterAttachmentId: 'TransitRouterAttachmentId',
}
const NO_TARGET = 'Give TransitRouterId, and TransitRouterAttachmentId for one attachment.'

/**
 * Reads the parameters of one CreateFlowlog call.
 * Source: Alibaba Cloud Cbn API reference (2017-09-12), CreateFlowlog, read 2026-11
 */
export function readCenRequest(reader: MemberReader, context: ReadContext): ImportedFlowLogs {
  reader.aside('ClientToken', 'A client token is Weir’s own business: it makes one for every call.')
  for (const name of ['OwnerAccount', 'OwnerId', 'ResourceOwnerAccount', 'ResourceOwnerId']) {
    reader.lose(name, 'Left out: an undocumented field of older interfaces.', 'Add the account to Weir instead.')
  }
  return read(reader, context, readTagList(reader, reader.has('Tags') ? 'Tags' : 'Tag'), true)
}

/** Reads one item of a DescribeFlowlogs answer: a flow log that exists. */
export function readCenDescription(reader: MemberReader, context: ReadContext): ImportedFlowLogs {
  // What the cloud reports of its state is looked at anew, not declared.
  reader.ignore('CreationTime', 'FlowLogVersion')
  const tags = reader.map('Tags')
  const list = tags === null ? {} : readTagList(tags, 'Tag')
  const status = reader.text('Status')
  return read(reader, context, list, status === null || !/^inactive$/i.test(status))
}

function read(reader: MemberReader, context: ReadContext, tags: CenGiven['tags'], enabled: boolean): ImportedFlowLogs {
  const text = (name: string) => {
    const value = reader.text(name)
    noteBraces(reader, name, value)
    return value
  }
  const given: CenGiven = {
    projectName: text('ProjectName'),
    logStoreName: text('LogStoreName'),
    flowLogName: text('FlowLogName'),
    description: text('Description'),
    interval: reader.whole('Interval'),
    logFormatString: reader.text('LogFormatString'),
    enabled,
    tags,
  }
  const place = {
    cenId: reader.text('CenId'),
    transitRouterId: reader.text('TransitRouterId'),
    transitRouterAttachmentId: reader.text('TransitRouterAttachmentId'),
    region: reader.text('RegionId') ?? context.region,
    accountId: context.accountId,
    flowLogId: reader.text('FlowLogId'),
  }
  reader.finish('CreateFlowlog')
  return cenFlowLogs(specOfCenGiven(given, reader, NAMES), place, reader, NAMES, NO_TARGET)
}
