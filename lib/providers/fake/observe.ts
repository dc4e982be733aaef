import type { ObservedFlowLog, ObservedStatus, ReportedDelivery } from '../../domain/flow-log'
import type { FlowLogSpec } from '../../domain/flow-log-spec'
import { OWNERSHIP_TAG_PREFIX } from '../../domain/flow-log'
import type { FakeCloudRules } from './fake-cloud-rules'
import type { FakeLog, FakeWorld } from './world'

/** A log of the fake world as an observation. */
export function observeLog(world: FakeWorld, rules: FakeCloudRules, log: FakeLog): ObservedFlowLog {
  const rawStatus = rules.rawStatus(log)
  return {
    scope: log.scope,
    externalId: log.externalId,
    target: log.target,
    targetExternalId: log.targetExternalId,
    spec: observedSpec(world, log),
    status: observedStatus(log),
    rawStatus,
    delivery: delivery(world, log),
    tags: { ...log.tags },
    createdAt: log.createdAt,
    raw: { FlowLogId: log.externalId, Status: rawStatus, ResourceId: log.targetExternalId, Tags: { ...log.tags } },
  }
}

function observedStatus(log: FakeLog): ObservedStatus {
  if (log.rawStatus !== null) return 'unknown'
  // A deleted log that is still listed looks as it did before: reads are eventually consistent.
  return log.state === 'deleted' ? 'active' : log.state
}

function delivery(world: FakeWorld, log: FakeLog): ReportedDelivery {
  if (log.verdictAtMs === null || log.verdictAtMs > world.nowMs()) return { state: 'none', message: null }
  return log.deliveryFailure === null
    ? { state: 'success', message: null }
    : { state: 'failed', message: log.deliveryFailure }
}

/** The spec as a listing gives it back: people's tags from the tags, and the default format as this cloud echoes it. */
function observedSpec(world: FakeWorld, log: FakeLog): FlowLogSpec {
  const tags = Object.fromEntries(Object.entries(log.tags).filter(([key]) => !key.startsWith(OWNERSHIP_TAG_PREFIX)))
  const { spec } = log
  if (spec.family !== 'cen') return { ...spec, tags }
  return {
    ...spec,
    tags,
    logFormatString: spec.logFormatString ?? world.settings.defaultFormatEcho,
    enabled: log.state === 'modifying' ? log.settlesTo === 'active' : log.state !== 'inactive',
  }
}
