import type { FieldChange, FlowLogSpec, TrafficType } from './flow-log-spec'
import type { ObservedFlowLog } from './flow-log'
import type { PlanIndex } from './plan-index'
import type { Resource, ResourceKey } from './resource'
import type { DesiredFacts } from './scope-plan'
import { RISK_CLASSES, type RiskClass } from './plan'
import { resourceKeyText } from './resource'
import { enclosingKeys } from './overlap'

/** The worst of several risk classes; neutral when there is none. Pure. */
export function worstRisk(risks: readonly RiskClass[]): RiskClass {
  const rank = (risk: RiskClass) => RISK_CLASSES.indexOf(risk)
  const [first = 'neutral', ...rest] = risks
  return rest.reduce((worst, risk) => (rank(risk) > rank(worst) ? risk : worst), first)
}

/**
 * What a new log risks; one that is to be switched off captures nothing. Pure. It looks at what others made and at what is *desired*, never at how far our own logs have
 * come: the answer, and so the fingerprint, must not change while a plan is being applied.
 */
export function createRisk(desired: DesiredFacts, resource: Resource, index: PlanIndex): RiskClass {
  const othersOn = (target: ResourceKey) =>
    index.logsOn(target).some((log) => index.ownership(log).kind !== 'ours' && log.status !== 'deleting')
  if (othersOn(desired.target)) return 'second-copy'
  if (desired.spec.family === 'cen' && !desired.spec.enabled) return 'neutral'
  const isSecondOfOurs = index
    .keptOn(desired.target)
    .some((other) => other.id < desired.id && other.intent === 'present')
  const isEnclosed = enclosingKeys(resource).some((key) => othersOn(key) || index.keptOn(key).length > 0)
  return isSecondOfOurs || isEnclosed ? 'raises-cost' : 'adds-coverage'
}

/** What changing these fields risks, gaps aside. Pure. "Dearer" is qualitative: no prices are invented here. */
export function changeRisk(before: FlowLogSpec, after: FlowLogSpec, changes: readonly FieldChange[]): RiskClass {
  const risks = changes.map((change): RiskClass => {
    switch (change.field) {
      case 'trafficType':
        return trafficRisk(change.before, change.after)
      case 'enabled':
        return change.after === 'true' ? 'adds-coverage' : 'reduces-coverage'
      case 'logFormat':
      case 'logFormatString':
      case 'tagFieldSpecifications':
      case 'destinationOptions.fileFormat':
      case 'destinationOptions.hiveCompatiblePartitions':
      case 'destinationOptions.perHourPartition':
        // Moving to or from S3 brings its options with it; that is no change of shape within one destination.
        return isSameDestinationType(before, after) ? 'changes-data-shape' : 'neutral'
      case 'maxAggregationIntervalSeconds':
      case 'intervalSeconds':
        return change.after === '60' ? 'raises-cost' : 'neutral'
      case 'logDestinationType':
        return change.after === 'cloud-watch-logs' ? 'raises-cost' : 'changes-data-shape'
      default:
        return 'neutral'
    }
  })
  const notable = risks.filter((risk) => risk !== 'neutral')
  return notable.length === 0 ? 'neutral' : worstRisk(notable)
}

function isSameDestinationType(before: FlowLogSpec, after: FlowLogSpec): boolean {
  if (before.family === 'cen' || after.family === 'cen') return true
  return before.logDestinationType === after.logDestinationType
}

function trafficRisk(before: string | null, after: string | null): RiskClass {
  if (after === 'ALL') return 'adds-coverage'
  return before === null ? 'neutral' : 'reduces-coverage'
}

/** Whether removing our log leaves its traffic without any other that captures and stays. Pure. */
export function leavesUncovered(
  log: Pick<ObservedFlowLog, 'externalId' | 'spec'>,
  target: ResourceKey,
  index: PlanIndex,
): boolean {
  const resource = index.facts.targets.get(resourceKeyText(target))
  const places = [target, ...(resource === undefined ? [] : enclosingKeys(resource))]
  const wanted = trafficOf(log.spec)
  return !places.some((place) =>
    index
      .logsOn(place)
      .some((other) => other.externalId !== log.externalId && stays(other, index) && sees(other, wanted)),
  )
}

function stays(log: ObservedFlowLog, index: PlanIndex): boolean {
  const owner = index.ownership(log)
  return owner.kind !== 'ours' || index.isKept(owner.desiredFlowLogId)
}

function sees(log: ObservedFlowLog, wanted: TrafficType): boolean {
  if (log.status !== 'active' || log.delivery.state === 'failed') return false
  const traffic = trafficOf(log.spec)
  return traffic === 'ALL' || traffic === wanted
}

function trafficOf(spec: FlowLogSpec | null): TrafficType {
  return spec === null || spec.family === 'cen' ? 'ALL' : (spec.trafficType ?? 'ALL')
}
