import type { FlowLogSpec } from '../../lib/domain/flow-log-spec'
import type { ProviderId } from '../../lib/domain/provider-id'
import type { ScopeRef } from '../../lib/domain/scope'

/** A valid, canonical spec; another number is another destination. */
export function sampleSpec(like: ProviderId, scope: ScopeRef, number = 1): FlowLogSpec {
  if (like === 'alibaba-cen') {
    return {
      family: 'cen',
      projectName: `weir-contract-${scope.region}-${number}`,
      logStoreName: 'transit-router',
      flowLogName: 'contract',
      description: 'made by the contract suite',
      intervalSeconds: 600,
      logFormatString: null,
      enabled: true,
      tags: {},
    }
  }
  return {
    family: 'aws-vpc',
    trafficType: 'ALL',
    logDestinationType: 'cloud-watch-logs',
    logDestination: `arn:${scope.partition}:logs:${scope.region}:${scope.accountId}:log-group:/weir/contract-${number}`,
    deliverLogsPermissionArn: `arn:${scope.partition}:iam::${scope.accountId}:role/flow-log-delivery`,
    deliverCrossAccountRole: null,
    destinationOptions: null,
    logFormat: null,
    maxAggregationIntervalSeconds: 600,
    tagFieldSpecifications: [],
    tags: {},
  }
}
