import { sha256Hex } from '../../domain/digest'
import type { AwsFlowLogSpec, CenFlowLogSpec } from '../../domain/flow-log-spec'
import type { ResourceType } from '../../domain/resource'
import type { ExportedLog, ScopeOfLogs } from '../exported'
import type { NamedTarget } from '../imported'
import type { Notes } from '../notes'
import { resourceNames } from './resource-names'

/**
 * A Terraform state for the flow logs of one account and region that exist: a state records what is, so a log without an
 * id cannot be in it and is named. The lineage follows from the content, so that the same export is the same state.
 * Source: Terraform statefile version 4; schema versions of aws_flow_log (1 since 6.0) and alicloud_cen_flowlog (0), read 2026-11
 */
export function writeTerraformState(scope: ScopeOfLogs, notes: Notes): string {
  const names = resourceNames(scope.logs)
  const resources = scope.logs.flatMap((log, index) => {
    const name = names[index] ?? 'flow_log'
    const { flowLogId, externalId } = log.target
    if (flowLogId === null) {
      const remedy = 'Export it as Terraform configuration, which makes it.'
      notes.warning('Left out: it does not exist yet, and a state holds only what exists.', null, externalId, remedy)
      return []
    }
    return [resourceOf(name, log, flowLogId, scope)]
  })
  const lineage = sha256Hex(JSON.stringify(resources)).replace(
    /^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/,
    '$1-$2-4$3-8$4-$5',
  )
  const state = { version: 4, terraform_version: '1.5.0', serial: 1, lineage, outputs: {}, resources }
  return `${JSON.stringify(state, null, 2)}\n`
}

function resourceOf(name: string, { spec, target }: ExportedLog, flowLogId: string, scope: ScopeOfLogs): object {
  const isCen = spec.family === 'cen'
  const provider = isCen ? 'registry.terraform.io/aliyun/alicloud' : 'registry.terraform.io/hashicorp/aws'
  const attributes = isCen
    ? cenAttributes(spec, target, flowLogId, scope)
    : awsAttributes(spec, target, flowLogId, scope)
  return {
    mode: 'managed',
    type: isCen ? 'alicloud_cen_flowlog' : 'aws_flow_log',
    name,
    provider: `provider["${provider}"]`,
    instances: [{ schema_version: isCen ? 0 : 1, attributes, sensitive_attributes: [] }],
  }
}

function awsAttributes(spec: AwsFlowLogSpec, target: NamedTarget, flowLogId: string, scope: ScopeOfLogs): object {
  const { type, externalId } = target
  const idOf = (wanted: ResourceType) => (type === wanted ? externalId : null)
  const { partition, accountId, region } = scope
  const options = spec.destinationOptions
  return {
    arn: `arn:${partition ?? 'aws'}:ec2:${region ?? ''}:${accountId ?? ''}:vpc-flow-log/${flowLogId}`,
    deliver_cross_account_role: spec.deliverCrossAccountRole ?? '',
    destination_options:
      options === null
        ? []
        : [
            {
              file_format: options.fileFormat,
              hive_compatible_partitions: options.hiveCompatiblePartitions,
              per_hour_partition: options.perHourPartition,
            },
          ],
    eni_id: idOf('NetworkInterface'),
    iam_role_arn: spec.deliverLogsPermissionArn ?? '',
    id: flowLogId,
    log_destination: spec.logDestination,
    log_destination_type: spec.logDestinationType,
    log_format: spec.logFormat,
    max_aggregation_interval: spec.maxAggregationIntervalSeconds,
    region,
    regional_nat_gateway_id: idOf('RegionalNatGateway'),
    subnet_id: idOf('Subnet'),
    tags: spec.tags,
    tags_all: spec.tags,
    traffic_type: spec.trafficType,
    transit_gateway_attachment_id: idOf('TransitGatewayAttachment'),
    transit_gateway_id: idOf('TransitGateway'),
    vpc_id: idOf('VPC'),
  }
}

function cenAttributes(spec: CenFlowLogSpec, target: NamedTarget, flowLogId: string, scope: ScopeOfLogs): object {
  const isAttachment = target.type === 'TransitRouterAttachment'
  return {
    cen_id: target.cenId,
    create_time: '',
    description: spec.description,
    flow_log_name: spec.flowLogName,
    id: flowLogId,
    interval: spec.intervalSeconds,
    log_format_string: spec.logFormatString ?? '',
    log_store_name: spec.logStoreName,
    project_name: spec.projectName,
    region_id: scope.region,
    status: spec.enabled ? 'Active' : 'Inactive',
    tags: spec.tags,
    timeouts: null,
    transit_router_attachment_id: isAttachment ? target.externalId : '',
    transit_router_id: isAttachment ? target.transitRouterId : target.externalId,
  }
}
