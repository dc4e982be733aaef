import { recordFormat } from '../record-format'
import { s3Destination } from '../s3-layout'
import { athenaQueries } from './athena'
import { insightsQueries } from './insights'
import type { QueriedLog, ReadyQuery } from './ready-query'
import { slsQueries } from './sls'

/** The queries for a flow log, or why there are none. */
export type ReadyQueries =
  | { readonly queries: readonly ReadyQuery[] }
  | { readonly none: 'firehose' | 'format-unreadable' | 'destination-unreadable' }

/** The year in which flow logs to buckets came: how far back a table looks when a log's age is not known. */
const OLDEST = new Date('2018-01-01T00:00:00Z')

/**
 * Queries for a flow log's own format and destination, ready to be copied: CloudWatch Logs Insights, Athena or Simple Log
 * Service. A delivery stream holds nothing that could be queried. Pure.
 */
export function readyQueries(log: QueriedLog): ReadyQueries {
  const { spec } = log
  const format = recordFormat(spec.family, spec.family === 'cen' ? spec.logFormatString : spec.logFormat)
  if (format === null) return { none: 'format-unreadable' }
  if (spec.family === 'cen') return { queries: slsQueries(format) }
  switch (spec.logDestinationType) {
    case 'cloud-watch-logs':
      return { queries: insightsQueries(format) }
    case 'kinesis-data-firehose':
      return { none: 'firehose' }
    case 's3': {
      const destination = s3Destination(spec.logDestination)
      if (destination === null) return { none: 'destination-unreadable' }
      const options = spec.destinationOptions ?? PLAIN
      const { accountId, region, createdAt, externalId } = log
      const table = `weir_${externalId.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`
      const since = createdAt ?? OLDEST
      const place = { ...destination, accountId, region, format, options, since }
      return { queries: athenaQueries({ database: 'default', table, ...place }, externalId) }
    }
  }
}

/** What S3 uses when a log says nothing of it. Source: Amazon EC2 API reference, DestinationOptionsRequest, read 2026-11 */
const PLAIN = { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: false } as const
