import { describe, expect, it } from 'vitest'
import { TRANSIT_GATEWAY_DEFAULT_FORMAT } from '../../aws/formats'
import type { AwsFlowLogSpec, CenFlowLogSpec } from '../../flow-log-spec'
import { hiveName, hiveText, sqlName, sqlText } from './athena-names'
import { insightsName } from './insights'
import { readyQueries } from './ready-queries'
import type { QueriedLog, ReadyQuery } from './ready-query'
import { slsName } from './sls'

const AWS: AwsFlowLogSpec = {
  family: 'aws-vpc',
  trafficType: 'ALL',
  logDestinationType: 's3',
  logDestination: "arn:aws:s3:::acme-logs/team's/",
  deliverLogsPermissionArn: null,
  deliverCrossAccountRole: null,
  destinationOptions: { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: false },
  logFormat: null,
  maxAggregationIntervalSeconds: 600,
  tagFieldSpecifications: [],
  tags: {},
}

const CEN: CenFlowLogSpec = {
  family: 'cen',
  projectName: 'acme',
  logStoreName: 'flow',
  flowLogName: '',
  description: '',
  intervalSeconds: 60,
  logFormatString: null,
  enabled: true,
  tags: {},
}

const options = (fileFormat: 'plain-text' | 'parquet', isHive: boolean, isHourly: boolean) => ({
  fileFormat,
  hiveCompatiblePartitions: isHive,
  perHourPartition: isHourly,
})
const CUSTOM =
  '${version} ${interface-id} ${srcaddr} ${dstaddr} ${bytes} ${end} ${tcp-flags} ${instance-tag} ${log-status}'

const LOGS: Readonly<Record<string, QueriedLog['spec']>> = {
  'athena-default': AWS,
  'athena-hourly': { ...AWS, logFormat: CUSTOM, destinationOptions: options('plain-text', false, true) },
  'athena-hive-parquet': { ...AWS, destinationOptions: options('parquet', true, false) },
  'athena-hive-hourly-parquet': {
    ...AWS,
    family: 'aws-transit-gateway',
    destinationOptions: options('parquet', true, true),
  },
  'insights-default': { ...AWS, logDestinationType: 'cloud-watch-logs', destinationOptions: null },
  'insights-custom': { ...AWS, logDestinationType: 'cloud-watch-logs', destinationOptions: null, logFormat: CUSTOM },
  'insights-transit-gateway': {
    ...AWS,
    family: 'aws-transit-gateway',
    logDestinationType: 'cloud-watch-logs',
    destinationOptions: null,
    logFormat: TRANSIT_GATEWAY_DEFAULT_FORMAT,
  },
  'sls-default': CEN,
  'sls-custom': { ...CEN, logFormatString: '${srcaddr}${dstaddr}${bytes}${src-region-id}${dst-region-id}${tr-id}' },
}

const subject = (spec: QueriedLog['spec']): QueriedLog => ({
  spec,
  externalId: 'fl-0123456789abcdef0',
  accountId: '111122223333',
  region: 'eu-central-1',
  createdAt: new Date('2026-03-04T05:06:07Z'),
})

function queriesOf(spec: QueriedLog['spec']): readonly ReadyQuery[] {
  const outcome = readyQueries(subject(spec))
  return 'queries' in outcome ? outcome.queries : []
}

describe('ready-made queries', () => {
  it.each(Object.entries(LOGS))('for %s are those of the golden file', async (name, spec) => {
    const text = queriesOf(spec)
      .map(
        (query) => `-- ${query.id}: ${query.title}${query.hint === null ? '' : `\n-- ${query.hint}`}\n${query.text}\n`,
      )
      .join('\n')
    await expect(text).toMatchFileSnapshot(`__golden__/${name}.sql`)
  })

  it('ask nothing that the format cannot answer', () => {
    const only = { ...AWS, logFormat: '${interface-id}' }
    expect(queriesOf(only).map(({ id }) => id)).toEqual(['table', 'records'])
    expect(queriesOf({ ...only, logDestinationType: 'cloud-watch-logs' }).map(({ id }) => id)).toEqual(['recent'])
    expect(queriesOf({ ...CEN, logFormatString: '${srcaddr}' }).map(({ id }) => id)).toEqual(['recent'])
  })

  it('keep to the log’s own files, and to one day where reading costs', () => {
    const texts = queriesOf(AWS)
    expect(texts.find(({ id }) => id === 'records')?.text).toContain(`strpos("$path", '_fl-0123456789abcdef0_') > 0`)
    for (const { text } of texts.filter(({ id }) => ['top-talkers', 'rejects', 'without-records'].includes(id))) {
      expect(text).toContain(`interval '1' day`)
    }
  })

  it.each([
    { why: 'a delivery stream', spec: { ...AWS, logDestinationType: 'kinesis-data-firehose' }, none: 'firehose' },
    { why: 'a strange format', spec: { ...AWS, logFormat: 'what?' }, none: 'format-unreadable' },
    { why: 'a strange bucket', spec: { ...AWS, logDestination: 'bucket' }, none: 'destination-unreadable' },
  ] as const)('there are none for $why', ({ spec, none }) => {
    expect(readyQueries(subject(spec))).toEqual({ none })
  })

  it('escape what they name', () => {
    expect([hiveName('a`b'), hiveText("a'b\\"), sqlName('a"b'), sqlText("a'b")]).toEqual([
      '`a``b`',
      "'a\\'b\\\\'",
      '"a""b"',
      "'a''b'",
    ])
    expect([slsName('src-region-id'), slsName('a"b'), slsName('srcaddr')]).toEqual([
      '"src-region-id"',
      '"a""b"',
      'srcaddr',
    ])
    expect([insightsName('pkt-srcaddr'), insightsName('a_b`c'), insightsName('dstaddr')]).toEqual([
      'pktSrcaddr',
      '`a_bc`',
      'dstAddr',
    ])
  })
})
