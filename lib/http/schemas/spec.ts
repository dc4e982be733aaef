import { z } from '@hono/zod-openapi'
import { boundedText, textMap } from './text'
import { trafficType } from './words'

const tags = textMap({ maxEntries: 50, maxKey: 128, maxValue: 256 })
const interval = z.union([z.literal(60), z.literal(600)], { error: 'must be 60 or 600' })

/** Parameters of EC2 CreateFlowLogs, by that API's names; string members are templates in a Configuration. */
const awsFlowLogSpec = z
  .strictObject({
    family: z.enum(['aws-vpc', 'aws-transit-gateway']),
    trafficType: trafficType.nullable(),
    logDestinationType: z.enum(['cloud-watch-logs', 's3', 'kinesis-data-firehose']),
    logDestination: boundedText(1_024),
    deliverLogsPermissionArn: boundedText(512).nullable(),
    deliverCrossAccountRole: boundedText(512).nullable(),
    destinationOptions: z
      .strictObject({
        fileFormat: z.enum(['plain-text', 'parquet']),
        hiveCompatiblePartitions: z.boolean(),
        perHourPartition: z.boolean(),
      })
      .nullable(),
    logFormat: boundedText(8_192).nullable(),
    maxAggregationIntervalSeconds: interval,
    tagFieldSpecifications: z
      .array(
        z.strictObject({
          resourceType: z.enum(['network-interface', 'instance', 'auto-scaling-group']),
          tagKeys: z.array(boundedText(128, 1)).max(50),
        }),
      )
      .max(3),
    tags,
  })
  .openapi('AwsFlowLogSpec')

/** Parameters of Cbn CreateFlowlog, by that API's names. */
const cenFlowLogSpec = z
  .strictObject({
    family: z.literal('cen'),
    projectName: boundedText(256),
    logStoreName: boundedText(256),
    flowLogName: boundedText(256),
    description: boundedText(512),
    intervalSeconds: interval,
    logFormatString: boundedText(8_192).nullable(),
    enabled: z.boolean(),
    tags,
  })
  .openapi('CenFlowLogSpec')

export const flowLogSpec = z.discriminatedUnion('family', [awsFlowLogSpec, cenFlowLogSpec]).openapi('FlowLogSpec')

/** One difference between two specs. */
export const fieldChange = z
  .object({
    field: z.string(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    change: z.enum(['in-place', 'replace']),
  })
  .openapi('FieldChange')
