import type { CenFlowLogSpec } from '../flow-log-spec'
import type { CenRequest } from './request'

/**
 * The CreateFlowlog request that a spec becomes, so that specs and requests are judged by the same rules. Pure. Region,
 * CEN and router are not the spec's to say, and being switched on is no parameter of the call.
 */
export function requestOfCenSpec(spec: CenFlowLogSpec): CenRequest {
  return {
    given: new Set(['RegionId', 'CenId', 'TransitRouterId', 'ProjectName', 'LogStoreName', 'Interval', 'Tag']),
    regionId: null,
    cenId: null,
    transitRouterId: null,
    transitRouterAttachmentId: null,
    projectName: spec.projectName,
    logStoreName: spec.logStoreName,
    flowLogName: spec.flowLogName,
    description: spec.description,
    interval: spec.intervalSeconds,
    logFormatString: spec.logFormatString,
    clientToken: null,
    tags: Object.entries(spec.tags).map(([key, value], index) => ({
      path: `Tag[${index}]`,
      given: new Set(['Key', 'Value']),
      key,
      value,
    })),
  }
}

const SPEC_FIELDS: Readonly<Record<string, string>> = {
  ProjectName: 'projectName',
  LogStoreName: 'logStoreName',
  FlowLogName: 'flowLogName',
  Description: 'description',
  Interval: 'intervalSeconds',
  LogFormatString: 'logFormatString',
}

/** The member of a spec that a parameter of its request comes from. Pure. */
export function cenSpecField(path: string, spec: CenFlowLogSpec): string {
  const index = /^Tag\[(\d+)\]/.exec(path)?.[1]
  if (index !== undefined) return `tags.${Object.keys(spec.tags)[Number(index)] ?? ''}`
  return path === 'Tag' ? 'tags' : (SPEC_FIELDS[/^\w+/.exec(path)?.[0] ?? ''] ?? 'family')
}
