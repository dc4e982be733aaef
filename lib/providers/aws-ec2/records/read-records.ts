import type { AwsFlowLogSpec } from '../../../domain/flow-log-spec'
import { recordFormat } from '../../../domain/records/record-format'
import { ProviderError } from '../../errors'
import type { CallContext } from '../../provider'
import { collectPage, pageBudget } from '../../record-page'
import type { ProbePlace, ProbeResult, RecordAccess, RecordQuery, RecordSource } from '../../records'
import type { AwsClients } from '../client'
import { bucketParts, newestInBucket } from './bucket'
import { logGroupParts, newestInGroup } from './log-group'

type AwsSource = RecordSource & { readonly spec: AwsFlowLogSpec }

/** Reading back what AWS flow logs delivered to CloudWatch Logs and S3. Streams of Firehose hold nothing to read back. */
export function awsRecordAccess(clients: AwsClients, now: () => Date): RecordAccess {
  return {
    async readRecords(context: CallContext, source: RecordSource, query: RecordQuery) {
      const log = requireAws(source)
      const format = recordFormat(log.spec.family, log.spec.logFormat)
      if (format === null) throw unreadable('The format of this flow log cannot be read.')
      const budget = pageBudget()
      return collectPage(partsOf(clients, context, log, format, query, budget), format, query, budget)
    },
    async newestRecords(
      context: CallContext,
      sources: readonly RecordSource[],
      place: ProbePlace,
    ): Promise<ProbeResult> {
      const logs = sources.map(requireAws)
      const [first] = logs
      if (first === undefined) return { newest: [], place: {} }
      switch (first.spec.logDestinationType) {
        case 's3':
          return newestInBucket(clients, context, logs, place, now())
        case 'cloud-watch-logs':
          return { newest: await newestInGroup(clients, context, logs), place: {} }
        case 'kinesis-data-firehose':
          throw firehose()
      }
    },
  }
}

function partsOf(...args: Parameters<typeof bucketParts>): ReturnType<typeof bucketParts> {
  const [, , { spec }] = args
  switch (spec.logDestinationType) {
    case 's3':
      return bucketParts(...args)
    case 'cloud-watch-logs':
      return logGroupParts(...args)
    case 'kinesis-data-firehose':
      throw firehose()
  }
}

function requireAws(source: RecordSource): AwsSource {
  const { spec } = source
  if (spec.family === 'cen') throw unreadable('This is not a flow log of AWS.')
  return { ...source, spec }
}

function unreadable(message: string): ProviderError {
  return new ProviderError({
    provider: 'aws-ec2',
    operation: 'ReadRecords',
    vendorCode: null,
    vendorMessage: null,
    requestId: null,
    reading: {
      kind: 'unsupported',
      reason: 'RecordsUnreadable',
      cause: message,
      remedy: 'Look at the destination itself.',
    },
  })
}

function firehose(): ProviderError {
  return unreadable('A Firehose stream holds nothing that could be read back: delivery is reported by the cloud only.')
}
