import { type CenGiven, type CenNames, cenFlowLogs, specOfCenGiven } from '../cen/given-spec'
import type { ImportedFlowLogs } from '../imported'
import { noteBraces } from '../read-context'
import type { MemberReader } from '../source/member-reader'
import { keepPeoplesTags } from '../tags'
import type { TerraformPlace } from './place'

const NAMES: CenNames = {
  interval: 'interval',
  transitRouterId: 'transit_router_id',
  transitRouterAttachmentId: 'transit_router_attachment_id',
}

/**
 * Reads the arguments, or in a state the attributes, of one `alicloud_cen_flowlog`.
 * Source: terraform-provider-alicloud, resource alicloud_cen_flowlog; router, attachment, interval, format and tags exist
 * since 1.235, so older states lack them, read 2026-11
 */
export function readCenTerraform(reader: MemberReader, place: TerraformPlace): ImportedFlowLogs {
  const { isState } = place
  reader.ignore('timeouts', 'create_time')
  const text = (name: string) => {
    const value = reader.text(name)
    if (isState && name !== 'log_format_string') noteBraces(reader, name, value)
    return value
  }
  const tags = reader.map('tags')?.allTexts() ?? {}
  const given: CenGiven = {
    projectName: text('project_name'),
    logStoreName: text('log_store_name'),
    flowLogName: text('flow_log_name'),
    description: text('description'),
    interval: reader.whole('interval'),
    logFormatString: reader.text('log_format_string'),
    enabled: isEnabled(reader),
    tags: keepPeoplesTags({ ...place.defaultTags, ...tags }, reader, 'tags'),
  }
  const target = {
    cenId: reader.text('cen_id'),
    transitRouterId: reader.text('transit_router_id'),
    transitRouterAttachmentId: reader.text('transit_router_attachment_id'),
    region: reader.text('region_id') ?? place.region,
    accountId: null,
    flowLogId: isState ? reader.text('id') : place.flowLogId,
  }
  reader.finish('alicloud_cen_flowlog')
  const remedy = isState
    ? 'States written before provider 1.235 hold no router: refresh the state with a newer one, or choose the target afterwards.'
    : 'Give transit_router_id; logs on a whole CEN were withdrawn by Alibaba Cloud in 2022.'
  return {
    ...cenFlowLogs(specOfCenGiven(given, reader, NAMES), target, reader, NAMES, remedy),
    name: place.name,
  }
}

/** The provider writes `InActive` in its documentation and `Inactive` in its code; a log in between counts as on. */
function isEnabled(reader: MemberReader): boolean {
  const status = reader.text('status')
  if (status === null || /^active$/i.test(status)) return true
  if (/^inactive$/i.test(status)) return false
  reader.notes.info(
    `“${status.slice(0, 40)}” is a state on the way; the flow log is taken as switched on.`,
    reader.placeOf('status'),
    reader.fieldOf('status'),
  )
  return true
}
