import { PARTITION } from './world'
import type { DestinationType } from './world-types'

/** A destination ARN taken apart. */
export type Destination =
  | { readonly type: 'cloud-watch-logs'; readonly accountId: string; readonly region: string; readonly name: string }
  | { readonly type: 's3'; readonly bucket: string; readonly prefix: string }
  | {
      readonly type: 'kinesis-data-firehose'
      readonly accountId: string
      readonly region: string
      readonly name: string
    }

/**
 * Reads a destination ARN in the shape its type asks for; undefined when it is not of that shape. Both spellings of a
 * delivery stream are read: documents about flow logs write `deliverystream:name`, Firehose itself `deliverystream/name`.
 * Source: EC2 API reference, CreateFlowLogs, LogDestination, read 2026-11. Pure.
 */
export function parseDestination(type: DestinationType, arn: string): Destination | undefined {
  switch (type) {
    case 'cloud-watch-logs': {
      const match = /^arn:([\w-]+):logs:([a-z0-9-]+):(\d{12}):log-group:([\w./#-]{1,512})$/.exec(arn)
      const [, partition, region, accountId, name] = match ?? []
      if (partition !== PARTITION || !region || !accountId || !name) return undefined
      return { type, accountId, region, name }
    }
    case 's3': {
      const match = /^arn:([\w-]+):s3:::([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(arn)
      const [, partition, bucket, prefix] = match ?? []
      if (partition !== PARTITION || !bucket) return undefined
      return { type, bucket, prefix: (prefix ?? '').replace(/\/+$/, '') }
    }
    case 'kinesis-data-firehose': {
      const match = /^arn:([\w-]+):firehose:([a-z0-9-]+):(\d{12}):deliverystream[:/]([\w.-]{1,64})$/.exec(arn)
      const [, partition, region, accountId, name] = match ?? []
      if (partition !== PARTITION || !region || !accountId || !name) return undefined
      return { type, accountId, region, name }
    }
  }
}

/** One text for one place, however it was written: what two flow logs are compared by. Pure. */
export function destinationKey(
  type: DestinationType,
  logDestination: string | null,
  logGroupName: string | null,
): string {
  if (type === 'cloud-watch-logs') return `${type} ${logGroupName ?? logDestination ?? ''}`
  const destination = parseDestination(type, logDestination ?? '')
  if (destination?.type === 's3') return `${type} ${destination.bucket}/${destination.prefix}`
  return `${type} ${(logDestination ?? '').replace('deliverystream:', 'deliverystream/')}`
}
