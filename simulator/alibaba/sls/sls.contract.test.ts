import { createRequire } from 'node:module'
import { $OpenApiUtil } from '@alicloud/openapi-core'
import type * as Sls from '@alicloud/sls20201230'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManualClock, type ManualClock } from '../../core/clock'
import { startSimulator, type Simulator } from '../../server'
import { BASE_IDENTITY } from '../identities'
import { createRpcCall } from '../testing/rpc-client'
import { lookupIn } from '../testing/world-lookup'
import { TEST_WORLD } from '../worlds/test-world'
import { isQuiet } from './delivered-records'
import './loopback-names.mjs'

// CommonJS: natively imported, its names are only found through `require`.
const sls = createRequire(import.meta.url)('@alicloud/sls20201230') as typeof Sls
type SlsClient = InstanceType<typeof Sls.default>
const PROJECT = 'logs-cn-hangzhou'
const STORE = 'flow'

let simulator: Simulator
let clock: ManualClock
let client: SlsClient

beforeAll(async () => {
  clock = createManualClock()
  simulator = await startSimulator({ world: 'test', clock })
  const call = createRpcCall(simulator.url)
  const world = lookupIn(simulator)
  for (const name of ['vpc-1', 'vpc-2', 'vbr-1']) {
    await call('CreateFlowlog', { ...world.creation('backbone-cn-hangzhou', name), Interval: 60 })
    clock.advance(60_000)
  }
  expect(isQuiet(world.attachment('backbone-cn-hangzhou', 'vpc-1'))).toBe(false)
  client = clientWith(BASE_IDENTITY.accessKeySecret)
  clock.advance(3600_000)
})
afterAll(() => simulator.close())

function clientWith(accessKeySecret: string): SlsClient {
  const { accessKeyId } = BASE_IDENTITY
  const endpoint = `sls.localhost:${new URL(simulator.url).port}`
  const config = new $OpenApiUtil.Config({ accessKeyId, accessKeySecret, endpoint, protocol: 'http' })
  return new sls.default(config)
}

/** The last hour, in seconds. */
function lastHour(): { readonly from: number; readonly to: number } {
  const to = Math.floor(clock.now().getTime() / 1000)
  return { from: to - 3600, to }
}

async function refusalOf(call: Promise<unknown>): Promise<{ readonly code?: string; readonly statusCode?: number }> {
  return call.then(
    () => ({}),
    (error: unknown) => error as { readonly code?: string; readonly statusCode?: number },
  )
}

describe('a project', () => {
  it('tells where it is, and what its Logstores are', async () => {
    expect((await client.getProject(PROJECT)).body).toMatchObject({ region: 'cn-hangzhou', status: 'Normal' })
    expect((await client.getLogStore(PROJECT, STORE)).body).toMatchObject({ logstoreName: STORE, mode: 'standard' })
    expect((await client.getIndex(PROJECT, STORE)).body?.keys).toHaveProperty('srcaddr')
  })

  it('refuses what is not there, who is not let in, and what is not indexed', async () => {
    const request = new sls.GetLogsRequest(lastHour())
    expect(await refusalOf(client.getProject('nobody-has-this'))).toMatchObject({ code: 'ProjectNotExist' })
    expect(await refusalOf(client.getLogs(PROJECT, 'nothing', request))).toMatchObject({ code: 'LogStoreNotExist' })
    expect(await refusalOf(clientWith('wrong').getProject(PROJECT))).toMatchObject({ code: 'SignatureNotMatch' })
    const { world } = simulator.admin.clouds.alibaba.admin
    const user = [...world.users.values()].find(({ accessKeyId }) => accessKeyId === BASE_IDENTITY.accessKeyId)!
    user.deniedActions.push('log:GetLogStoreLogs')
    expect(await refusalOf(client.getLogs(PROJECT, STORE, request))).toMatchObject({ code: 'Unauthorized' })
    user.deniedActions.pop()
    const project = world.projects.get(PROJECT)!
    project.unindexed = [STORE]
    expect(await refusalOf(client.getLogs(PROJECT, STORE, request))).toMatchObject({ code: 'IndexConfigNotExist' })
    delete project.unindexed
  })
})

describe('the records of flow logs', () => {
  it('are flat maps of texts, paged by offset, newest first where asked', async () => {
    const range = lastHour()
    const read = async (change: object) =>
      (await client.getLogs(PROJECT, STORE, new sls.GetLogsRequest({ ...range, ...change }))).body as unknown as Record<
        string,
        string
      >[]
    const first = await read({ line: 20 })
    expect(first).toHaveLength(20)
    expect(first[0]).toMatchObject({
      srcaddr: expect.stringMatching(/[.:]/) as string,
      'account-id': TEST_WORLD.mainAccountId,
    })
    expect(Number(first[0]?.['__time__'])).toBe(Number(first[0]?.['start']))
    expect(await read({ line: 10, offset: 10 })).toEqual(first.slice(10))
    const times = (await read({ reverse: true })).map((row) => Number(row['__time__']))
    expect(times).toEqual(times.toSorted((one, other) => other - one))
    const port = first[0]?.['dstport'] ?? ''
    const found = await read({ query: `"dstport": ${port}` })
    expect(new Set(found.map((row) => row['dstport']))).toEqual(new Set([port]))
  })

  it('come by the second version of the query too, which says when it is not all of it', async () => {
    const request = new sls.GetLogsV2Request({ ...lastHour(), line: 40, query: '*' })
    simulator.admin.postFault({ effect: { kind: 'incompleteQuery' } })
    const partly = (await client.getLogsV2(PROJECT, STORE, request)).body
    expect(partly?.meta).toMatchObject({ progress: 'Incomplete', count: 20 })
    const whole = (await client.getLogsV2(PROJECT, STORE, request)).body
    expect(whole?.meta).toMatchObject({ progress: 'Complete', count: 40 })
    expect(whole?.data).toHaveLength(40)
  })

  it('are counted in histograms, and bad requests are named', async () => {
    const bars = (await client.getHistograms(PROJECT, STORE, new sls.GetHistogramsRequest(lastHour()))).body
    expect(bars?.reduce((sum, { count = 0 }) => sum + count, 0)).toBeGreaterThan(100)
    const wrong = (change: object) =>
      refusalOf(client.getLogs(PROJECT, STORE, new sls.GetLogsRequest({ ...lastHour(), ...change })))
    expect(await wrong({ from: lastHour().to })).toMatchObject({ code: 'InvalidTimeRange' })
    expect(await wrong({ line: 101 })).toMatchObject({ code: 'InvalidLine' })
    expect(await wrong({ offset: -1 })).toMatchObject({ code: 'InvalidOffset' })
    simulator.admin.postFault({ effect: { kind: 'throttle' } })
    expect(await wrong({})).toMatchObject({ code: 'ReadQuotaExceed' })
  })
})
