import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator, type Simulator } from '../server'
import { BASE_IDENTITY } from './identities'
import { lookupIn, type WorldLookup } from './testing/world-lookup'
import { TEST_WORLD } from './worlds/test-world'

let simulator: Simulator
let world: WorldLookup

beforeEach(async () => {
  simulator = await startSimulator({ world: 'test' })
  world = lookupIn(simulator)
})

afterEach(async () => {
  await simulator.close()
})

async function send(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${simulator.url}/_sim/world/alibaba/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

describe('the admin API of the Alibaba Cloud world', () => {
  it('tells the truth about flow logs and changes one unasked', async () => {
    const [log] = simulator.admin.clouds.alibaba.admin.flowLogs()
    const path = `flow-logs/${log?.flowLogId ?? ''}`
    const patched = await send('PATCH', path, { status: 'Inactive', tags: { a: 'b' } })
    expect(patched).toMatchObject({ status: 200, body: { status: 'Inactive', tags: [{ key: 'a', value: 'b' }] } })
    expect((await send('DELETE', path)).status).toBe(200)
    const after = await send('GET', 'flow-logs?gone=1')
    expect(after.body).toMatchObject({ flowLogs: [], gone: [{ goneBecause: 'removed' }] })
  })

  it('removes routers and attachments with what stands on them', async () => {
    const shanghai = world.router('backbone-cn-shanghai').transitRouterId
    expect((await send('DELETE', `routers/${shanghai}`)).status).toBe(200)
    const left = await send('GET', 'attachments')
    const names = (left.body as { attachments: { name: string }[] }).attachments.map((one) => one.name)
    expect(names).not.toContain('vpc-logged')
    expect(names).not.toContain('cn-hangzhou-to-cn-shanghai')
    expect(simulator.admin.clouds.alibaba.admin.flowLogs()).toEqual([])
  })

  it('refuses what it does not know, with a sentence', async () => {
    expect(await send('PATCH', 'flow-logs/flowlog-nowhere', {})).toMatchObject({ status: 404 })
    expect(await send('PATCH', 'switches', { nonsense: true })).toMatchObject({ status: 400 })
    expect(await send('PATCH', `accounts/${TEST_WORLD.mainAccountId}`, { flowLogQuota: 'many' })).toMatchObject({
      status: 400,
    })
    expect(await send('PATCH', 'switches', { defaultFormatEcho: 'concrete' })).toMatchObject({
      status: 200,
      body: { defaultFormatEcho: 'concrete' },
    })
  })

  it('puts and removes SLS projects', async () => {
    const body = { accountId: TEST_WORLD.mainAccountId, regionId: 'cn-shanghai' }
    expect((await send('PUT', 'projects/elsewhere', body)).status).toBe(200)
    expect((await send('DELETE', 'projects/elsewhere')).status).toBe(200)
    expect((await send('DELETE', 'projects/elsewhere')).status).toBe(404)
  })

  it('lists the accounts with the way in', () => {
    expect(simulator.admin.accounts().filter((one) => one.provider === 'alibaba')).toMatchObject([
      { accountId: TEST_WORLD.mainAccountId, roleArn: null, externalId: null },
      {
        accountId: TEST_WORLD.memberAccountId,
        roleArn: `acs:ram::${TEST_WORLD.memberAccountId}:role/${BASE_IDENTITY.roleName}`,
        externalId: BASE_IDENTITY.externalId,
      },
    ])
  })
})
