import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { useApi, type Answer } from '../../../test/api/use-api'

const ACCOUNT = { provider: 'aws-ec2', accountId: '123456789012', name: 'one', regions: ['eu-west-1'] }

describe('Idempotency-Key', () => {
  const api = useApi()

  beforeEach(() => api.database.empty())

  const add = (key: string, change: object = {}): Promise<Answer> =>
    api.post('/accounts', { ...ACCOUNT, ...change }, { 'idempotency-key': key })

  async function countAccounts(): Promise<number> {
    return (await api.call('GET /accounts')).total
  }

  it('is needed on every POST', async () => {
    for (const key of ['', 'short', 'with space in it', 'x'.repeat(201), 'ümläut-key']) {
      const answer = await api.post('/accounts', ACCOUNT, { 'idempotency-key': key })
      expect(answer.body, key).toMatchObject({ status: 400, code: 'idempotency-key-missing' })
    }
    expect(await countAccounts()).toBe(0)
  })

  it('repeats the first answer, with its status and ETag', async () => {
    const key = randomUUID()
    const first = await add(key)
    const second = await add(key)
    expect(first.status).toBe(201)
    expect(second.status).toBe(201)
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'))
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    expect(await countAccounts()).toBe(1)
  })

  it('belongs to one body and one path', async () => {
    const key = randomUUID()
    await add(key)
    expect((await add(key, { name: 'two' })).body).toMatchObject({ status: 422, code: 'idempotency-key-reused' })
    const elsewhere = await api.post('/scopes/look', {}, { 'idempotency-key': key })
    expect(elsewhere.body).toMatchObject({ status: 422, code: 'idempotency-key-reused' })
  })

  it('does it once when many send the same at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const key = randomUUID()
      const accountId = String(100_000_000_000 + round)
      const answers = await Promise.all(Array.from({ length: 8 }, () => add(key, { accountId })))
      const statuses = answers.map(({ status }) => status)
      expect(statuses).toContain(201)
      for (const { status, body } of answers) {
        if (status === 201) expect(body).toMatchObject({ accountId })
        else expect(body).toMatchObject({ status: 409, code: 'idempotency-in-progress' })
      }
    }
    expect(await countAccounts()).toBe(5)
    const { rows } = await api.database.pool.query(`SELECT count(*)::int AS added FROM "audit_entry"`)
    expect(rows).toEqual([{ added: 5 }])
  })

  it('is free again after a refusal, which changed nothing', async () => {
    const key = randomUUID()
    expect((await add(key, { accountId: 'x' })).status).toBe(422)
    expect((await add(key)).status).toBe(201)
  })

  it('is forgotten after a day', async () => {
    const key = randomUUID()
    await add(key)
    await api.database.pool.query(`UPDATE "idempotency_key" SET "expiresAt" = now() - interval '1 second'`)
    expect((await add(key, { accountId: '999999999999' })).status).toBe(201)
  })

  it('stays taken where the first request was lost half-way, and says what to do', async () => {
    const key = randomUUID()
    await add(key)
    await api.database.pool.query(`UPDATE "idempotency_key" SET "status" = NULL, "response" = NULL`)
    const { body } = await add(key)
    expect(body).toMatchObject({ status: 409, code: 'idempotency-in-progress' })
    expect(JSON.stringify(body)).toContain('look whether it took effect')
  })
})
