import type { JsonService } from '../json-service'
import { ServiceRefusal } from '../service-call'
import { streamArn } from '../world'

/** Firehose, as far as a stream is looked at. Source: Firehose API reference, DescribeDeliveryStream; read 2026-11. */
export const FIREHOSE_SERVICE: JsonService = {
  service: 'firehose',
  target: 'Firehose_20150804',
  invalidCode: 'InvalidArgumentException',
  deniedCode: 'AccessDeniedException',
  throttledCode: 'LimitExceededException',
  operations: {
    DescribeDeliveryStream: {
      latency: 'read',
      action: 'firehose:DescribeDeliveryStream',
      limits: { size: 5, refillPerSecond: 5 },
      resources: (input) => [input.text('DeliveryStreamName') ?? ''],
      perform: ({ world, accountId, region }, input) => {
        const name = input.required('DeliveryStreamName')
        const arn = streamArn(accountId, region, name)
        const stream = world.streams.get(arn)
        if (stream === undefined) {
          throw new ServiceRefusal(
            'ResourceNotFoundException',
            400,
            `Firehose ${name} under account ${accountId} not found.`,
          )
        }
        return {
          DeliveryStreamDescription: {
            DeliveryStreamName: name,
            DeliveryStreamARN: arn,
            DeliveryStreamStatus: 'ACTIVE',
            DeliveryStreamType: stream.source ?? 'DirectPut',
            VersionId: '1',
            HasMoreDestinations: false,
            Destinations: [],
          },
        }
      },
    },
  },
}
