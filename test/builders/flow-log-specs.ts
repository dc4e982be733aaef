import type { AwsFlowLogSpec, CenFlowLogSpec } from '../../lib/domain/flow-log-spec'

/** A valid VPC spec that delivers to S3. */
export function aVpcSpec(overrides: Partial<AwsFlowLogSpec> = {}): AwsFlowLogSpec {
  return {
    family: 'aws-vpc',
    trafficType: 'ALL',
    logDestinationType: 's3',
    logDestination: 'arn:aws:s3:::central-logs/vpc/',
    deliverLogsPermissionArn: null,
    deliverCrossAccountRole: null,
    destinationOptions: { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: false },
    logFormat: null,
    maxAggregationIntervalSeconds: 600,
    tagFieldSpecifications: [],
    tags: {},
    ...overrides,
  }
}

/** A valid VPC spec that delivers to CloudWatch Logs, as a template. */
export function aLogGroupSpec(overrides: Partial<AwsFlowLogSpec> = {}): AwsFlowLogSpec {
  return aVpcSpec({
    logDestinationType: 'cloud-watch-logs',
    logDestination: 'arn:{partition}:logs:{region}:{accountId}:log-group:flow-logs',
    deliverLogsPermissionArn: 'arn:{partition}:iam::{accountId}:role/flow-log-delivery',
    destinationOptions: null,
    ...overrides,
  })
}

/** A valid transit gateway spec. */
export function aTransitGatewaySpec(overrides: Partial<AwsFlowLogSpec> = {}): AwsFlowLogSpec {
  return aVpcSpec({
    family: 'aws-transit-gateway',
    trafficType: null,
    maxAggregationIntervalSeconds: 60,
    logDestination: 'arn:aws:s3:::central-logs/tgw/',
    ...overrides,
  })
}

/** A valid CEN spec. */
export function aCenSpec(overrides: Partial<CenFlowLogSpec> = {}): CenFlowLogSpec {
  return {
    family: 'cen',
    projectName: 'flow-logs-hangzhou',
    logStoreName: 'cen',
    flowLogName: 'weir',
    description: '',
    intervalSeconds: 600,
    logFormatString: null,
    enabled: true,
    tags: {},
    ...overrides,
  }
}
