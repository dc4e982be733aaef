import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateFlowLogsCommand, DescribeFlowLogsCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AWS_BASE_CREDENTIALS } from './demo/credentials'
import { TEST_EXTERNAL_ID, TEST_MEMBER_ACCOUNT } from './demo/test-world'
import { BUCKET } from './demo/world-builder'
import { startSimulator, type Simulator } from './server'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ world: 'test', seed: 1 })
})
afterAll(() => simulator.close())

const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${simulator.url}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('the admin API', () => {
  it('says that it lives and lists its routes', async () => {
    expect(await call('GET', '/_sim/health')).toMatchObject({
      status: 200,
      body: { status: 'ok', world: 'test', seed: 1 },
    })
    const { body } = await call('GET', '/_sim/')
    const paths = (body['routes'] as { path: string; summary: string }[]).map((route) => route.path)
    expect(paths).toEqual(expect.arrayContaining(['/_sim/faults', '/_sim/world/aws/flow-logs', '/_sim/world/accounts']))
  })

  it('changes settings and refuses what is none, saying why', async () => {
    expect(await call('PATCH', '/_sim/settings', { latencyMs: { read: 3 } })).toMatchObject({
      status: 200,
      body: { latencyMs: { read: 3, create: 0 } },
    })
    expect(await call('PATCH', '/_sim/settings', { aws: { speed: 1 } })).toEqual({
      status: 400,
      body: { error: 'aws.speed is not a setting' },
    })
    await call('PATCH', '/_sim/settings', { profile: 'test' })
  })

  it('posts, lists and removes faults, and names the field that is wrong', async () => {
    const posted = await call('POST', '/_sim/faults', { effect: { kind: 'throttle' }, times: 2 })
    expect(posted).toMatchObject({ status: 201, body: { times: 2, fired: 0 } })
    expect((await call('GET', '/_sim/faults')).body).toEqual({ faults: [posted.body] })
    const refused = await call('POST', '/_sim/faults', { effect: { kind: 'delay', ms: -1 }, match: { planet: 'x' } })
    expect(refused.status).toBe(400)
    expect(refused.body['error']).toMatch(/match.*planet|effect\.ms/s)
    expect((await call('DELETE', `/_sim/faults/${String(posted.body['id'])}`)).body).toEqual({ faults: [] })
    expect((await call('DELETE', '/_sim/faults/fault-99')).status).toBe(404)
  })

  it('mends and breaks the world', async () => {
    const bucket = { accountId: '222233334444', region: 'eu-west-1', delivery: 'denied' }
    expect((await call('PUT', '/_sim/world/aws/buckets/made-here', bucket)).status).toBe(200)
    const { body } = await call('GET', '/_sim/world/aws/destinations')
    expect(body['buckets']).toContainEqual(
      expect.objectContaining({ name: 'made-here', ...bucket, allowedAccounts: null, encryption: 'none' }),
    )
    expect((await call('DELETE', '/_sim/world/aws/buckets/made-here')).status).toBe(200)
    expect((await call('DELETE', '/_sim/world/aws/buckets/made-here')).status).toBe(404)
    expect((await call('PUT', '/_sim/world/aws/buckets/x', { accountId: 'me' })).status).toBe(400)

    const vpc = { kind: 'vpc', ownerId: '222233334444', region: 'eu-west-1' }
    const added = await call('POST', '/_sim/world/aws/resources', vpc)
    expect(added.status).toBe(201)
    const again = await call('POST', '/_sim/world/aws/resources', { ...vpc, id: added.body['id'] })
    expect(again.status).toBe(409)
    const planted = await call('POST', '/_sim/world/aws/flow-logs', {
      accountId: '222233334444',
      region: 'eu-west-1',
      resourceId: added.body['id'],
      resourceType: 'VPC',
      destinationType: 's3',
      logDestination: `arn:aws:s3:::${BUCKET}`,
    })
    const truth = await call('GET', `/_sim/world/aws/flow-logs?resource=${String(added.body['id'])}`)
    expect(truth.body['flowLogs']).toMatchObject([{ id: planted.body['id'], deliverLogsStatus: 'SUCCESS' }])
    await call('DELETE', `/_sim/world/aws/resources/${String(added.body['id'])}`)
    const after = await call('GET', `/_sim/world/aws/flow-logs?deleted=true`)
    expect(after.body['flowLogs']).toMatchObject([{ id: planted.body['id'], deletedBy: 'deleted with its resource' }])
  })

  it('tells the way in to every account', async () => {
    const { body } = await call('GET', '/_sim/world/accounts')
    expect(body['accounts']).toContainEqual({
      provider: 'aws',
      accountId: TEST_MEMBER_ACCOUNT,
      name: 'payments-prod',
      roleArn: `arn:aws:iam::${TEST_MEMBER_ACCOUNT}:role/WeirControlPlane`,
      externalId: TEST_EXTERNAL_ID,
      regions: ['eu-west-1', 'us-east-1'],
    })
  })

  it('refuses what is not JSON, unknown paths and methods, and web pages', async () => {
    expect((await call('PATCH', '/_sim/settings', '{')).status).toBe(400)
    expect((await call('GET', '/_sim/nowhere')).status).toBe(404)
    expect((await call('DELETE', '/_sim/health')).status).toBe(405)
    expect((await call('GET', '/_sim/faults/%zz')).status).toBe(404)
    expect((await call('GET', '/_sim/health', undefined, { origin: 'https://example.com' })).status).toBe(403)
    expect(await rawExchange('GET /_sim/health HTTP/1.1\r\nhost: example.com\r\nconnection: close\r\n\r\n')).toContain(
      '403',
    )
  })

  it('makes the same world again from the same seed, and another from another', async () => {
    const vpcs = () => simulator.admin.clouds.aws.truth.resources().map((resource) => resource.id)
    const first = vpcs()
    await call('POST', '/_sim/world/reset', { world: 'test', seed: 2 })
    const other = vpcs()
    await call('POST', '/_sim/world/reset', { world: 'test', seed: 1 })
    expect(vpcs()).toEqual(first)
    expect(other).not.toEqual(first)
    expect(other).toHaveLength(first.length)
    expect((await call('POST', '/_sim/world/reset', { world: 'moon' })).status).toBe(400)
  })
})

describe('anything at all', () => {
  it('ends in an answer, never in a crash', async () => {
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS')
    const header = fc.constantFrom(
      'AWS4-HMAC-SHA256 Credential=//////, SignedHeaders=host, Signature=',
      'AWS4-HMAC-SHA256 ',
      'ACS3-HMAC-SHA256 Credential=x,SignedHeaders=host,Signature=y',
      'LOG a:b',
      'nonsense',
    )
    await fc.assert(
      fc.asyncProperty(
        method,
        fc.webPath(),
        fc.webQueryParameters(),
        fc.string(),
        header,
        fc.constantFrom('x-acs-action', 'x-acs-version', 'x-amz-date', 'content-type', 'x-log-apiversion'),
        async (verb, path, query, body, authorization, name) => {
          const response = await fetch(`${simulator.url}${path || '/'}?${query}`, {
            method: verb,
            headers: { authorization, [name]: 'application/x-www-form-urlencoded' },
            ...(verb === 'GET' ? {} : { body }),
          })
          await response.text()
          expect(response.status).toBeGreaterThanOrEqual(400)
          expect(response.status).toBeLessThan(500)
        },
      ),
      { numRuns: 300 },
    )
    expect((await call('GET', '/_sim/health')).status).toBe(200)
  }, 30_000)

  it('refuses a body beyond all reason, and bytes that are no HTTP', async () => {
    const response = await fetch(simulator.url, { method: 'POST', body: 'x'.repeat(5 * 1024 * 1024) }).catch(
      () => undefined,
    )
    expect([413, undefined]).toContain(response?.status)
    expect(await rawExchange('\u0000\u0001garbage\r\n\r\n')).toContain('400 Bad Request')
    expect((await call('GET', '/_sim/health')).status).toBe(200)
  })
})

describe('persistence', () => {
  it('keeps the world between starts, sessions and the sequence of ids included', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'simulator-'))
    const options = { world: 'test', seed: 5, dataDir } as const
    let running = await startSimulator(options)
    const client = (
      url: string,
      credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
    ) => new EC2Client({ endpoint: url, region: 'eu-west-1', credentials, maxAttempts: 1 })
    const sts = new STSClient({ endpoint: running.url, region: 'eu-west-1', credentials: AWS_BASE_CREDENTIALS })
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${TEST_MEMBER_ACCOUNT}:role/WeirControlPlane`,
        RoleSessionName: 'test',
        ExternalId: TEST_EXTERNAL_ID,
      }),
    )
    sts.destroy()
    const session = {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken!,
    }
    const make = async (ec2: EC2Client, prefix: string) => {
      const { Vpcs } = await ec2.send(
        new DescribeVpcsCommand({ Filters: [{ Name: 'owner-id', Values: [TEST_MEMBER_ACCOUNT] }] }),
      )
      const answer = await ec2.send(
        new CreateFlowLogsCommand({
          ResourceIds: [Vpcs![0]!.VpcId!],
          ResourceType: 'VPC',
          TrafficType: 'ALL',
          LogDestinationType: 's3',
          LogDestination: `arn:aws:s3:::${BUCKET}/${prefix}`,
          ClientToken: prefix,
        }),
      )
      return answer.FlowLogIds![0]!
    }
    const before = client(running.url, session)
    const first = await make(before, 'first')
    before.destroy()
    await running.close()

    running = await startSimulator(options)
    const after = client(running.url, session)
    const { FlowLogs } = await after.send(new DescribeFlowLogsCommand({}))
    expect(FlowLogs?.map((flowLog) => flowLog.FlowLogId)).toEqual([first])
    expect(await make(after, 'first')).toBe(first)
    expect(await make(after, 'second')).not.toBe(first)
    after.destroy()
    await running.close()

    const messages: string[] = []
    running = await startSimulator({ ...options, world: 'empty', report: (message) => messages.push(message) })
    expect(running.admin.clouds.aws.truth.flowLogs()).toHaveLength(2)
    expect(messages).toEqual([expect.stringContaining('which is kept')])
    await running.close()

    running = await startSimulator({ ...options, fresh: true })
    expect(running.admin.clouds.aws.truth.flowLogs()).toEqual([])
    await running.close()
    await rm(dataDir, { recursive: true })
  })

  it('invents no id twice, however often it is started', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'simulator-'))
    const ids = new Set<string>()
    for (let start = 1; start <= 3; start += 1) {
      const running = await startSimulator({ world: 'test', seed: 5, dataDir })
      const { truth } = running.admin.clouds.aws
      const [vpc] = truth.resources()
      const place = { accountId: vpc!.ownerId, region: vpc!.region, resourceId: vpc!.id }
      ids.add(truth.plantFlowLog({ ...place, resourceType: 'VPC', destinationType: 's3' }).id)
      expect(ids.size).toBe(start)
      await running.close()
    }
    await rm(dataDir, { recursive: true })
  })

  it('refuses to start on a file that is not a world, rather than overwriting it', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'simulator-'))
    await writeFile(join(dataDir, 'world.json'), 'precious')
    await expect(startSimulator({ dataDir })).rejects.toThrow('not readable as a saved world')
    await writeFile(join(dataDir, 'world.json'), '{"version":0}')
    await expect(startSimulator({ dataDir })).rejects.toThrow('another version')
    expect(await readFile(join(dataDir, 'world.json'), 'utf8')).toBe('{"version":0}')
    await rm(dataDir, { recursive: true })
  })
})

/** Sends raw bytes and gives whatever comes back until the other side closes. */
function rawExchange(bytes: string): Promise<string> {
  const { port } = new URL(simulator.url)
  return new Promise((resolve, reject) => {
    let received = ''
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (chunk) => (received += chunk.toString()))
    socket.on('close', () => resolve(received))
    socket.on('error', reject)
  })
}
