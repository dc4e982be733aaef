import type { CenFlowLogSpec } from '../flow-log-spec'
import type { CenSpecInput } from '../spec-input'
import { peoplesTags } from '../tags'

/**
 * A CEN spec in canonical form, with the API's defaults for what is left out. Pure and idempotent. Which fields make up
 * the default format is not documented, so only an absent or empty format is the default.
 * Source: Alibaba Cloud Cbn API reference (2017-09-12), CreateFlowlog, read 2026-11
 */
export function normaliseCenSpec(spec: CenSpecInput): CenFlowLogSpec {
  return {
    family: 'cen',
    projectName: spec.projectName,
    logStoreName: spec.logStoreName,
    flowLogName: spec.flowLogName ?? '',
    description: spec.description ?? '',
    intervalSeconds: spec.intervalSeconds ?? 600,
    logFormatString: spec.logFormatString === '' || spec.logFormatString === undefined ? null : spec.logFormatString,
    enabled: spec.enabled ?? true,
    tags: peoplesTags(spec.tags ?? {}),
  }
}
