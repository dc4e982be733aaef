import { normaliseCenSpec } from '../../domain/cen/normalise'
import type { CenFlowLogSpec } from '../../domain/flow-log-spec'
import { validateSpec } from '../../domain/rules'
import type { ImportedFlowLogs, NamedTarget } from '../imported'
import { namedTarget } from '../imported'
import type { MemberReader } from '../source/member-reader'

/** The parameters of one CEN flow log, under whatever names its language has; null is unsaid. */
export interface CenGiven {
  readonly projectName: string | null
  readonly logStoreName: string | null
  readonly flowLogName: string | null
  readonly description: string | null
  /** 0 is what older Terraform states hold: unsaid. */
  readonly interval: number | null
  readonly logFormatString: string | null
  readonly enabled: boolean
  readonly tags: Readonly<Record<string, string>>
}

/** What a language calls the parameters that notes speak of. */
export interface CenNames {
  readonly interval: string
  readonly transitRouterId: string
  readonly transitRouterAttachmentId: string
}

/** The canonical template of what was given; an interval the cloud does not have is named by the domain's rule. */
export function specOfCenGiven(given: CenGiven, reader: MemberReader, names: CenNames): CenFlowLogSpec {
  const { interval } = given
  const isKnown = interval === null || interval === 0 || interval === 60 || interval === 600
  const spec = normaliseCenSpec({
    family: 'cen',
    projectName: given.projectName ?? '',
    logStoreName: given.logStoreName ?? '',
    flowLogName: given.flowLogName ?? '',
    description: given.description ?? '',
    intervalSeconds: interval === 60 || interval === 600 ? interval : undefined,
    logFormatString: given.logFormatString,
    enabled: given.enabled,
    tags: given.tags,
  })
  if (!isKnown) {
    const asGiven = { ...spec, intervalSeconds: interval } as unknown as CenFlowLogSpec
    const violation = validateSpec(asGiven, null, null).find(({ field }) => field === 'intervalSeconds')
    reader.fail(
      `Left out: ${violation?.message ?? 'the cloud has no such interval.'}`,
      names.interval,
      violation?.remedy ?? null,
    )
  }
  return spec
}

/** Where a CEN flow log sits, as a document says it. */
export interface CenPlace {
  readonly cenId: string | null
  readonly transitRouterId: string | null
  readonly transitRouterAttachmentId: string | null
  readonly region: string | null
  readonly accountId: string | null
  readonly flowLogId: string | null
}

/**
 * The target: an attachment with its router, or the router itself. Null when neither is named: a log on a whole CEN was
 * withdrawn by the vendor on 2022-01-30, and states written by provider versions before 1.235 hold no router.
 * Source: Alibaba Cloud Cbn API reference, CreateFlowlog; terraform-provider-alicloud, changelog 1.235, read 2026-11
 */
function cenTarget(place: CenPlace, reader: MemberReader, names: CenNames): NamedTarget | null {
  const transitRouterId = bareId(place.transitRouterId, reader, names.transitRouterId)
  const attachment = bareId(place.transitRouterAttachmentId, reader, names.transitRouterAttachmentId)
  const { cenId, region, accountId, flowLogId } = place
  const rest = { cenId, transitRouterId, region, accountId, flowLogId }
  if (attachment !== null) {
    if (transitRouterId === null) {
      reader.notes.info(
        'The attachment is named without its router; Weir finds the router among the resources it knows.',
        reader.placeOf(names.transitRouterAttachmentId),
        reader.fieldOf(names.transitRouterAttachmentId),
      )
    }
    return namedTarget('TransitRouterAttachment', attachment, rest)
  }
  return transitRouterId === null ? null : namedTarget('TransitRouter', transitRouterId, rest)
}

/** Terraform's ids of routers and attachments are `<cen>:<id>`; a flow log wants the bare one. */
function bareId(id: string | null, reader: MemberReader, name: string): string | null {
  if (id === null || !id.includes(':')) return id
  const bare = id.slice(id.lastIndexOf(':') + 1)
  reader.notes.info(
    `Read as ${bare}: what stands before the colon is the CEN, as in Terraform’s own ids.`,
    reader.placeOf(name),
    reader.fieldOf(name),
  )
  return bare === '' ? null : bare
}

/** The log with its target, or the note that it has none. */
export function cenFlowLogs(
  spec: CenFlowLogSpec,
  place: CenPlace,
  reader: MemberReader,
  names: CenNames,
  remedy: string,
): ImportedFlowLogs {
  const target = cenTarget(place, reader, names)
  const { flowLogId } = place
  if (target === null) {
    reader.notes.warning('No transit router and no attachment can be read here.', reader.at, reader.path, remedy)
  }
  return {
    name: spec.flowLogName === '' ? null : spec.flowLogName,
    spec,
    targets: target === null ? [] : [target],
    withoutTarget: target === null ? 1 : 0,
    existing: target === null && flowLogId !== null ? [flowLogId] : [],
    at: reader.at,
  }
}
