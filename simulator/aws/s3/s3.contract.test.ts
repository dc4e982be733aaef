import { gunzipSync } from 'node:zlib'
import { CreateFlowLogsCommand } from '@aws-sdk/client-ec2'
import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  type ListObjectsV2CommandInput,
} from '@aws-sdk/client-s3'
import { parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AWS_BASE_CREDENTIALS } from '../../demo/credentials'
import { TEST_MEMBER_ACCOUNT } from '../../demo/test-world'
import { BUCKET } from '../../demo/world-builder'
import { isQuiet } from '../records/capture-points'
import { toBucket } from '../testing/flow-log-inputs'
import { assumeMember, HUB, REGION, refusalOf, startAwsHarness, type AwsHarness } from '../testing/harness'

const ROOT = `AWSLogs/${HUB}/vpcflowlogs/${REGION}/`
let aws: AwsHarness
let s3: S3Client

/** Vpcs in which something happens. */
const busyVpcs = () => aws.ids('vpc').filter((id) => !isQuiet(id))

beforeAll(async () => {
  aws = await startAwsHarness()
  s3 = client()
  const [first, second, third] = busyVpcs()
  const parquet = { FileFormat: 'parquet', HiveCompatiblePartitions: true, PerHourPartition: true } as const
  await create({ ResourceIds: [first!] })
  await create({ ResourceIds: [second!], TrafficType: 'REJECT' })
  await create({ ResourceIds: [third!], LogDestination: `arn:aws:s3:::${BUCKET}/team`, DestinationOptions: parquet })
  aws.clock.advance(3 * 3600_000)
})
afterAll(async () => {
  s3.destroy()
  await aws.close()
})

function client(region = REGION, credentials: typeof AWS_BASE_CREDENTIALS | object = AWS_BASE_CREDENTIALS): S3Client {
  return new S3Client({
    endpoint: aws.simulator.url,
    region,
    credentials: credentials as typeof AWS_BASE_CREDENTIALS,
    maxAttempts: 1,
    followRegionRedirects: true,
  })
}

async function create(change: Parameters<typeof toBucket>[1]): Promise<string> {
  const { FlowLogIds } = await aws.ec2.send(new CreateFlowLogsCommand(toBucket(aws, change)))
  return FlowLogIds?.[0] ?? ''
}

async function listAll(input: Partial<ListObjectsV2CommandInput>): Promise<readonly string[]> {
  const keys: string[] = []
  let token: string | undefined
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, ...input, ContinuationToken: token }))
    keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key))
    token = page.NextContinuationToken
  } while (token !== undefined)
  return keys
}

describe('files of records in a bucket', () => {
  it('lists what flow logs delivered, in the order of the names, the same whatever the size of the pages', async () => {
    const whole = await listAll({ Prefix: ROOT })
    expect(whole.length).toBeGreaterThan(40)
    expect(whole).toEqual([...whole].sort())
    expect(await listAll({ Prefix: ROOT, MaxKeys: 7 })).toEqual(whole)
    expect(await listAll({ Prefix: ROOT, StartAfter: whole[9] })).toEqual(whole.slice(10))
    expect(whole[0]).toMatch(
      /\/\d{4}\/\d{2}\/\d{2}\/\d{12}_vpcflowlogs_eu-west-1_fl-\w+_\d{8}T\d{4}Z_[0-9a-f]{8}\.log\.gz$/,
    )
  })

  it('lists the folders of one level with a delimiter', async () => {
    const page = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'AWSLogs/', Delimiter: '/' }))
    expect(page.CommonPrefixes).toEqual([{ Prefix: `AWSLogs/${HUB}/` }])
    const top = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Delimiter: '/' }))
    expect(top.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['AWSLogs/', 'team/'])
  })

  it('holds lines of the format behind a header, whole or in ranges', async () => {
    const key = (await listAll({ Prefix: ROOT }))[0]
    const object = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }))
    const bytes = Buffer.from(await object.Body!.transformToByteArray())
    const [header, ...lines] = gunzipSync(bytes).toString('utf8').trim().split('\n')
    expect(header).toMatch(/^version account-id interface-id srcaddr dstaddr .* log-status$/)
    for (const line of lines) expect(line.split(' ')).toHaveLength(14)
    const head = await s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: key }))
    expect(head.ContentLength).toBe(bytes.length)
    const part = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key, Range: 'bytes=2-9' }))
    expect(Buffer.from(await part.Body!.transformToByteArray())).toEqual(bytes.subarray(2, 10))
    expect(part.ContentRange).toBe(`bytes 2-9/${bytes.length}`)
  })

  it('holds Parquet in hourly Hive folders where the flow log asks for it', async () => {
    const keys = await listAll({ Prefix: 'team/' })
    expect(keys[0]).toMatch(
      /^team\/AWSLogs\/aws-account-id=\d+\/aws-service=vpcflowlogs\/.*\/day=\d\d\/hour=\d\d\/.*\.log\.parquet$/,
    )
    const object = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: keys[0] }))
    const bytes = await object.Body!.transformToByteArray()
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
    const rows = await parquetReadObjects({ file, compressors })
    expect(rows[0]).toMatchObject({ version: 2, log_status: expect.stringMatching(/OK|NODATA|SKIPDATA/) as string })
    expect(typeof rows.find((row) => row['log_status'] === 'OK')?.['bytes']).toBe('bigint')
  })

  it('tears a file, changes its header and refuses to be read quickly when told to', async () => {
    const key = (await listAll({ Prefix: ROOT }))[0]
    const read = async () => {
      const object = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }))
      return Buffer.from(await object.Body!.transformToByteArray())
    }
    const whole = await read()
    aws.simulator.admin.postFault({ match: { operation: 'GetObject' }, effect: { kind: 'tornFile' } })
    expect(await read()).toEqual(whole.subarray(0, Math.floor(whole.length / 2)))
    aws.simulator.admin.postFault({ match: { resource: key }, effect: { kind: 'otherHeader' } })
    expect(gunzipSync(await read()).toString('utf8')).toMatch(/^extra-field log-status action end /)
    aws.simulator.admin.postFault({ effect: { kind: 'throttle' } })
    expect(await refusalOf(read())).toMatchObject({ code: 'SlowDown', status: 503 })
  })
})

describe('buckets', () => {
  it('tells where it is and how it is set up', async () => {
    const Bucket = BUCKET
    expect((await s3.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe(REGION)
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe(REGION)
    const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket }))
    expect(JSON.parse(Policy)).toMatchObject({
      Statement: [{ Principal: { Service: 'delivery.logs.amazonaws.com' } }, {}, {}],
    })
    const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }))
    expect(encryption.ServerSideEncryptionConfiguration?.Rules).toHaveLength(1)
    const controls = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))
    expect(controls.OwnershipControls?.Rules?.[0]?.ObjectOwnership).toBe('BucketOwnerPreferred')
  })

  it('sends a client of another region where it is, and refuses what is not there', async () => {
    const elsewhere = client('us-east-1')
    const page = await elsewhere.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: ROOT, MaxKeys: 1 }))
    expect(page.KeyCount).toBe(1)
    elsewhere.destroy()
    expect(await refusalOf(s3.send(new ListObjectsV2Command({ Bucket: 'nobody-has-this' })))).toMatchObject({
      code: 'NoSuchBucket',
      status: 404,
    })
    expect(await refusalOf(s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'x' })))).toMatchObject({
      code: 'NoSuchKey',
    })
  })

  it('lets in whom the identity and, from another account, the bucket let in', async () => {
    const member = client(REGION, await assumeMember(aws))
    const list = () => refusalOf(member.send(new ListObjectsV2Command({ Bucket: BUCKET, MaxKeys: 1 })))
    await expect(member.send(new ListObjectsV2Command({ Bucket: BUCKET, MaxKeys: 1 }))).resolves.toBeDefined()
    const bucket = aws.truth.world.buckets.get(BUCKET)!
    bucket.readers = []
    expect(await list()).toMatchObject({
      code: 'AccessDenied',
      status: 403,
      message: expect.stringContaining('resource-based') as string,
    })
    bucket.readers = [TEST_MEMBER_ACCOUNT]
    const role = [...aws.truth.world.roles.values()].find(
      ({ accountId, name }) => accountId === TEST_MEMBER_ACCOUNT && name.startsWith('Weir'),
    )!
    const before = role.allowedActions
    role.allowedActions = ['ec2:*']
    expect(await list()).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('identity-based') as string,
    })
    role.allowedActions = before
    bucket.readers = null
    member.destroy()
  })
})
