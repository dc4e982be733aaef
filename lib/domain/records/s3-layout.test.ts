import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor, type RecordCursor } from './cursor'
import {
  inStampOrder,
  isFileOf,
  parseS3Key,
  s3Destination,
  s3RootPrefixes,
  s3StampWindow,
  s3TimeFolder,
  s3TimePrefixes,
} from './s3-layout'

const TIME = new Date('2026-11-05T07:08:09Z')
const at = (hiveCompatiblePartitions: boolean, perHourPartition: boolean) => ({
  hiveCompatiblePartitions,
  perHourPartition,
})
const NAME = '111122223333_vpcflowlogs_eu-central-1_fl-0123456789abcdef0_20261105T0705Z_1a2b3c4d.log.gz'

/** The four layouts of the documentation, with the folder that each must give. */
const LAYOUTS = [
  { options: at(false, false), folder: 'AWSLogs/111122223333/vpcflowlogs/eu-central-1/2026/11/05/' },
  { options: at(false, true), folder: 'AWSLogs/111122223333/vpcflowlogs/eu-central-1/2026/11/05/07/' },
  {
    options: at(true, false),
    folder:
      'AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-central-1/year=2026/month=11/day=05/',
  },
  {
    options: at(true, true),
    folder:
      'AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-central-1/year=2026/month=11/day=05/hour=07/',
  },
] as const

describe('the layouts in a bucket', () => {
  it.each(LAYOUTS)('give the folder $folder', ({ options, folder }) => {
    const layout = { prefix: 'team/', accountId: '111122223333', region: 'eu-central-1', options }
    const [root] = s3RootPrefixes(layout)
    expect(root + s3TimeFolder(TIME, options)).toBe(`team/${folder}`)
  })

  it.each(LAYOUTS)('are told from the key $folder', ({ options, folder }) => {
    expect(parseS3Key(`team/${folder}${NAME}`)).toEqual({
      key: `team/${folder}${NAME}`,
      accountId: '111122223333',
      region: 'eu-central-1',
      flowLogId: 'fl-0123456789abcdef0',
      stamp: new Date('2026-11-05T07:05:00Z'),
      isParquet: false,
      layout: { isHive: options.hiveCompatiblePartitions, isHourly: options.perHourPartition },
    })
  })

  it('have a second root where an old page called the service otherwise', () => {
    const layout = { prefix: '', accountId: '111122223333', region: 'eu-central-1', options: at(true, false) }
    expect(s3RootPrefixes(layout)[1]).toBe(
      'AWSLogs/aws-account-id=111122223333/service=vpcflowlogs/aws-region=eu-central-1/',
    )
  })

  it('cover every day, or hour, that can hold records of a time', () => {
    const range = { from: new Date('2026-11-30T23:58:00Z'), to: new Date('2026-12-01T00:01:00Z'), most: 10 }
    expect(s3TimePrefixes('r/', at(false, false), range)).toEqual(['r/2026/11/30/', 'r/2026/12/01/'])
    expect(s3TimePrefixes('r/', at(false, true), range)).toEqual(['r/2026/11/30/23/', 'r/2026/12/01/00/'])
    // A window that begins before the hour can end, and be written, in the next.
    const early = { ...range, from: new Date('2026-11-30T22:00:00Z'), to: new Date('2026-11-30T22:55:00Z') }
    expect(s3TimePrefixes('r/', at(false, true), early)).toEqual(['r/2026/11/30/22/', 'r/2026/11/30/23/'])
  })

  it('keep the newest of a time that is too long', () => {
    const range = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-11-05T12:00:00Z'), most: 2 }
    expect(s3TimePrefixes('r/', at(false, false), range)).toEqual(['r/2026/11/04/', 'r/2026/11/05/'])
  })

  it('hold the ends 16:20:00 to 16:24:59 in a file stamped 16:20', () => {
    const within = { from: new Date('2026-11-05T16:24:59Z'), to: new Date('2026-11-05T16:25:00Z') }
    expect(s3StampWindow(within).from).toEqual(new Date('2026-11-05T16:20:00Z'))
    const after = { from: new Date('2026-11-05T16:25:00Z'), to: new Date('2026-11-05T16:25:01Z') }
    expect(s3StampWindow(after).from).toEqual(new Date('2026-11-05T16:25:00Z'))
  })

  it.each([
    { key: NAME.replace('.log.gz', '.log.parquet'), isFile: true, isParquet: true },
    { key: NAME.replace('.log.gz', '.gz.parquet'), isFile: true, isParquet: true },
    { key: NAME.replace('20261105', '20261399'), isFile: false, isParquet: false },
    { key: NAME.replace('vpcflowlogs', 'elasticloadbalancing'), isFile: false, isParquet: false },
    { key: 'AWSLogs/111122223333/AWSLogTestFile', isFile: false, isParquet: false },
    { key: '', isFile: false, isParquet: false },
  ])('hold the file $key: $isFile', ({ key, isFile, isParquet }) => {
    expect(parseS3Key(key)?.isParquet ?? null).toBe(isFile ? isParquet : null)
  })

  it('match a log’s own files only', () => {
    expect(isFileOf('fl-0123456789abcdef0', `x/${NAME}`)).toBe(true)
    expect(isFileOf('fl-0123456789abcdef', `x/${NAME}`)).toBe(false)
    expect(isFileOf('fl-0123456789abcdef0', `x_fl-0123456789abcdef0_/other.log.gz`)).toBe(false)
  })

  it('order files by their stamp, whatever folder they are in', () => {
    const keys = ['b/' + NAME, 'a/' + NAME.replace('T0705Z', 'T0710Z'), 'c/' + NAME.replace('20261105', '20261104')]
    const files = keys.flatMap((key) => parseS3Key(key) ?? [])
    expect(inStampOrder(files).map(({ key }) => key.slice(0, 1))).toEqual(['c', 'b', 'a'])
  })

  it.each([
    { arn: 'arn:aws:s3:::bucket', destination: { bucket: 'bucket', prefix: '' } },
    { arn: 'arn:aws-cn:s3:::bucket/a/b/', destination: { bucket: 'bucket', prefix: 'a/b/' } },
    { arn: 'arn:aws:s3:::bucket/a', destination: { bucket: 'bucket', prefix: 'a/' } },
    { arn: 'arn:aws:logs:eu-central-1:111122223333:log-group:x', destination: null },
  ])('are found by $arn', ({ arn, destination }) => {
    expect(s3Destination(arn)).toEqual(destination)
  })
})

describe('a cursor', () => {
  it.each<RecordCursor>([
    { at: 'cloud-watch-logs', token: 'f/3678…', after: 12 },
    { at: 'cloud-watch-logs', token: null, after: 0 },
    { at: 's3', key: 'AWSLogs/grün.gz', after: 3 },
    { at: 'sls', offset: 100 },
  ])('of $at survives being a text in a URL', (cursor) => {
    const text = encodeCursor(cursor)
    expect(text).toMatch(/^[A-Za-z0-9_-]+$/)
    expect(decodeCursor(text)).toEqual(cursor)
  })

  it.each([
    '',
    'x',
    '%%%',
    encodeCursor({ at: 'sls', offset: -1 }),
    btoa('null'),
    btoa('{"at":"s3"}'),
    'A'.repeat(5_000),
  ])('that is none of ours is refused: %s', (text) => {
    expect(decodeCursor(text)).toBeNull()
  })
})
