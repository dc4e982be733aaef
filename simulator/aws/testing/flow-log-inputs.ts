import type { CreateFlowLogsCommandInput } from '@aws-sdk/client-ec2'
import { BUCKET, DELIVERY_ROLE, LOG_GROUP } from '../../demo/world-builder'
import { HUB, REGION, type AwsHarness } from './harness'

export const ROLE = `arn:aws:iam::${HUB}:role/${DELIVERY_ROLE}`
export const GROUP_ARN = `arn:aws:logs:${REGION}:${HUB}:log-group:${LOG_GROUP}`
export const BUCKET_ARN = `arn:aws:s3:::${BUCKET}`

/** A request that works, of the first VPC to the bucket of the world. */
export function toBucket(
  aws: AwsHarness,
  change: Partial<CreateFlowLogsCommandInput> = {},
): CreateFlowLogsCommandInput {
  return {
    ResourceIds: aws.ids('vpc').slice(0, 1),
    ResourceType: 'VPC',
    TrafficType: 'ALL',
    LogDestinationType: 's3',
    LogDestination: BUCKET_ARN,
    ...change,
  }
}

/** A request that works, of the first VPC to the log group of the account. */
export function toGroup(aws: AwsHarness, change: Partial<CreateFlowLogsCommandInput> = {}): CreateFlowLogsCommandInput {
  return {
    ResourceIds: aws.ids('vpc').slice(0, 1),
    ResourceType: 'VPC',
    TrafficType: 'ALL',
    LogGroupName: LOG_GROUP,
    DeliverLogsPermissionArn: ROLE,
    ...change,
  }
}

/** The same with one tag. */
export function withTag(
  aws: AwsHarness,
  Key: string,
  Value: string,
  LogDestination = BUCKET_ARN,
): CreateFlowLogsCommandInput {
  return toBucket(aws, {
    LogDestination,
    TagSpecifications: [{ ResourceType: 'vpc-flow-log', Tags: [{ Key, Value }] }],
  })
}
