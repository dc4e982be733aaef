import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BASE_IDENTITY } from '../../../simulator/alibaba/identities'
import { TEST_WORLD } from '../../../simulator/alibaba/worlds/test-world'
import { startSimulator, type Simulator } from '../../../simulator/server'
import type { AccountConnection, CallRecord } from '../provider'
import { ProviderError } from '../errors'
import { createAccountCredentials, type AccountCredentials } from './credentials'

const MEMBER: AccountConnection = {
  provider: 'alibaba-cen',
  partition: 'alibaba',
  accountId: TEST_WORLD.memberAccountId,
  roleArn: `acs:ram::${TEST_WORLD.memberAccountId}:role/${BASE_IDENTITY.roleName}`,
  externalId: BASE_IDENTITY.externalId,
}

let simulator: Simulator
let credentials: AccountCredentials
let nowMs: number
let calls: CallRecord[]

beforeEach(async () => {
  simulator = await startSimulator({ world: 'test' })
  nowMs = Date.now()
  calls = []
  credentials = createAccountCredentials({
    stsEndpoint: simulator.url,
    base: { getCredentials: () => Promise.resolve(BASE_IDENTITY) },
    now: () => nowMs,
  })
})

afterEach(async () => {
  await simulator.close()
})

const context = () => ({
  signal: new AbortController().signal,
  timeoutMs: 5_000,
  onCall: (call: CallRecord) => calls.push(call),
})
const keysFor = (account = MEMBER) => credentials.keysFor(account, context())
const refusal = async (account: AccountConnection): Promise<ProviderError> => {
  const error: unknown = await keysFor(account).catch((reason: unknown) => reason)
  if (!(error instanceof ProviderError)) throw new Error('expected a ProviderError')
  return error
}

describe('credentials of an account', () => {
  it('asks once for many callers, and reports that one exchange', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => keysFor()))
    expect(new Set(all.map((keys) => keys.accessKeyId)).size).toBe(1)
    expect(all[0]?.securityToken).not.toBeNull()
    expect(calls.map((call) => call.operation)).toEqual(['AssumeRole'])
    await keysFor()
    expect(calls).toHaveLength(1)
  })

  it('renews early while the old session still works, and waits for a new one at its end', async () => {
    const first = await keysFor()
    nowMs += 51 * 60_000
    expect((await keysFor()).accessKeyId).toBe(first.accessKeyId)
    await expect.poll(() => calls.length).toBe(2)
    const second = await keysFor()
    expect(second.accessKeyId).not.toBe(first.accessKeyId)
    nowMs += 61 * 60_000
    expect((await keysFor()).accessKeyId).not.toBe(second.accessKeyId)
    expect(calls).toHaveLength(3)
  })

  it('keeps using a session whose early renewal fails', async () => {
    const first = await keysFor()
    simulator.admin.postFault({ match: { operation: 'AssumeRole' }, effect: { kind: 'throttle' }, times: null })
    nowMs += 55 * 60_000
    expect((await keysFor()).accessKeyId).toBe(first.accessKeyId)
    nowMs += 5 * 60_000
    expect((await refusal(MEMBER)).kind).toBe('throttled')
  })

  it('forgets a session on request', async () => {
    const first = await keysFor()
    credentials.forget(MEMBER)
    expect((await keysFor()).accessKeyId).not.toBe(first.accessKeyId)
  })

  it('uses the base identity itself where no role is named', async () => {
    const keys = await keysFor({ ...MEMBER, roleArn: null, externalId: null })
    expect(keys).toEqual({
      accessKeyId: BASE_IDENTITY.accessKeyId,
      accessKeySecret: BASE_IDENTITY.accessKeySecret,
      securityToken: null,
    })
    expect(calls).toEqual([])
  })

  it.each([
    ['a wrong external id', { externalId: 'another' }, 'RoleNotTrusted'],
    ['a role that does not exist', { roleArn: MEMBER.roleArn?.replace(/[^/]+$/, 'Nobody') ?? '' }, 'RoleMissing'],
    ['a role of another account', { roleArn: 'acs:ram::1000000000000001:role/Weir' }, 'RoleOfOtherAccount'],
    ['a role of no account', { roleArn: 'arn:aws:iam::1:role/weir' }, 'RoleOfOtherAccount'],
  ])('refuses %s with words for it', async (_what, change, reason) => {
    const error = await refusal({ ...MEMBER, ...change })
    expect(error.kind).toBe('denied')
    expect(error.reading.reason).toBe(reason)
  })

  it('says that there are none, without repeating the environment, and tries again next time', async () => {
    let tries = 0
    credentials = createAccountCredentials({
      stsEndpoint: simulator.url,
      base: {
        getCredentials: () => {
          tries += 1
          return tries === 1 ? Promise.reject(new Error('secret-path')) : Promise.resolve(BASE_IDENTITY)
        },
      },
    })
    const error = await refusal({ ...MEMBER, roleArn: null })
    expect(error.reading.reason).toBe('NoCredentials')
    expect(error.message).not.toContain('secret-path')
    expect((await keysFor({ ...MEMBER, roleArn: null })).accessKeyId).toBe(BASE_IDENTITY.accessKeyId)
  })
})
