import { describe, expect, it } from 'vitest'
import type { AccountConnection } from '../provider'
import type { RoleSession } from './credentials'
import { AccountCredentials, RENEW_BEFORE_EXPIRY_MS } from './credentials'

const ACCOUNT: AccountConnection = {
  provider: 'aws-ec2',
  partition: 'aws',
  accountId: '111122223333',
  roleArn: 'arn:aws:iam::111122223333:role/weir',
  externalId: 'external',
}

const BASE = { accessKeyId: 'base', secretAccessKey: 'of the test' }

/** An STS that counts, answers when told to, and gives sessions of one hour. */
function createStation() {
  let nowMs = 0
  let asked = 0
  let fails = false
  const credentials = new AccountCredentials(
    () => Promise.resolve(BASE),
    () => new Date(nowMs),
  )
  return {
    credentials,
    asked: () => asked,
    advance: (ms: number) => (nowMs += ms),
    failNext: () => (fails = true),
    assume: async (): Promise<RoleSession> => {
      asked += 1
      const number = asked
      await Promise.resolve()
      if (fails) {
        fails = false
        throw new Error('denied')
      }
      return {
        credentials: { accessKeyId: `session-${number}`, secretAccessKey: 's', sessionToken: 't' },
        expiresAt: new Date(nowMs + 3_600_000),
      }
    },
  }
}

describe('the credentials of an account', () => {
  it('asks STS once for many callers at once', async () => {
    const { credentials, assume, asked } = createStation()
    const all = await Promise.all(Array.from({ length: 20 }, () => credentials.get(ACCOUNT, assume)))
    expect(asked()).toBe(1)
    expect(new Set(all.map((one) => one.accessKeyId))).toEqual(new Set(['session-1']))
  })

  it('keeps a session until five minutes before its end', async () => {
    const { credentials, assume, asked, advance } = createStation()
    await credentials.get(ACCOUNT, assume)
    advance(3_600_000 - RENEW_BEFORE_EXPIRY_MS - 1)
    await credentials.get(ACCOUNT, assume)
    expect(asked()).toBe(1)
    advance(1)
    expect((await credentials.get(ACCOUNT, assume)).accessKeyId).toBe('session-2')
  })

  it('tells accounts, roles and external ids apart', async () => {
    const { credentials, assume, asked } = createStation()
    await credentials.get(ACCOUNT, assume)
    await credentials.get({ ...ACCOUNT, accountId: '222233334444' }, assume)
    await credentials.get({ ...ACCOUNT, externalId: 'another' }, assume)
    await credentials.get({ ...ACCOUNT, roleArn: `${String(ACCOUNT.roleArn)}-2` }, assume)
    expect(asked()).toBe(4)
  })

  it('does not remember a failure', async () => {
    const { credentials, assume, asked, failNext } = createStation()
    failNext()
    const first = await Promise.allSettled([credentials.get(ACCOUNT, assume), credentials.get(ACCOUNT, assume)])
    expect(first.map((one) => one.status)).toEqual(['rejected', 'rejected'])
    expect(asked()).toBe(1)
    expect((await credentials.get(ACCOUNT, assume)).accessKeyId).toBe('session-2')
  })

  it('takes a new session after the old one was given up', async () => {
    const { credentials, assume, asked } = createStation()
    await credentials.get(ACCOUNT, assume)
    credentials.forget(ACCOUNT)
    await expect(credentials.current(ACCOUNT)).rejects.toThrow('given up')
    await credentials.get(ACCOUNT, assume)
    expect(asked()).toBe(2)
  })

  it('is the base identity where there is no role', async () => {
    const { credentials, assume, asked } = createStation()
    const account = { ...ACCOUNT, roleArn: null }
    expect(await credentials.get(account, assume)).toBe(BASE)
    expect(await credentials.current(account)).toBe(BASE)
    expect(asked()).toBe(0)
  })
})
