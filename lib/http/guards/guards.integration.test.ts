import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { TEST_HOST, useApi } from '../../../test/api/use-api'
import { MAX_BODY_BYTES } from './request-body'

const STOP = '/settings/stop'

describe('guards', () => {
  const api = useApi()

  beforeEach(() => api.database.empty())

  async function codeOf(path: string, init: RequestInit): Promise<string> {
    const response = await api.raw(path, init)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const problem = (await response.json()) as { code: string; status: number; title: string; detail: string }
    expect(problem.status).toBe(response.status)
    expect(problem.title).not.toBe('')
    expect(problem.detail).not.toBe('')
    return `${response.status} ${problem.code}`
  }

  const post = (headers: Record<string, string>, body = '{"reason":"Because."}'): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
    body,
  })

  async function isStopped(): Promise<boolean> {
    return (await api.call('GET /settings')).stop.isStopped
  }

  it('answers only to its own names, for reads too', async () => {
    for (const host of [
      'evil.example',
      '127.0.0.1.evil.example',
      'weir.test.evil',
      'weir.test@evil',
      'weir.test/x',
      '',
    ]) {
      const response = await api.raw('/settings', { headers: { host } })
      expect(response.status, host).toBe(403)
    }
    expect((await api.raw('/settings', { headers: { host: `${TEST_HOST}:3000` } })).status).toBe(200)
    expect((await api.raw('/settings', { headers: { host: TEST_HOST.toUpperCase() } })).status).toBe(200)
  })

  it('refuses changes that come from another site', async () => {
    const elsewhere: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://${TEST_HOST}:8080` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of elsewhere) {
      expect(await codeOf(STOP, post(headers))).toBe('403 origin-not-allowed')
    }
    expect(await isStopped()).toBe(false)
    const own = post({ origin: `http://${TEST_HOST}`, 'sec-fetch-site': 'same-origin' })
    expect((await api.raw(STOP, own)).status).toBe(200)
  })

  it('takes JSON only, so that no form can be a request', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      expect(await codeOf(STOP, post({ 'content-type': type })), type).toBe('403 json-only')
    }
    expect(await isStopped()).toBe(false)
    expect((await api.raw(STOP, post({ 'content-type': 'application/json; charset=utf-8' }))).status).toBe(200)
  })

  it('bounds bodies, whatever they claim of their length', async () => {
    const long = JSON.stringify({ reason: 'x'.repeat(MAX_BODY_BYTES) })
    expect(await codeOf(STOP, post({}, long))).toBe('413 body-too-large')
    expect(await codeOf(STOP, post({ 'content-length': '10' }, long))).toBe('413 body-too-large')
    const exact = JSON.stringify({ reason: 'x' }).padEnd(MAX_BODY_BYTES, ' ')
    expect((await api.raw(STOP, post({}, exact))).status).toBe(200)
  })

  it('names what is wrong with a body', async () => {
    expect(await codeOf(STOP, post({}, '{"reason":'))).toBe('400 invalid-json')
    const wrong = await api.post(STOP, { reason: 7, rason: 'typo' })
    expect(wrong.body).toMatchObject({
      status: 422,
      code: 'invalid-input',
      errors: [{ pointer: '/reason' }, { pointer: '/rason', message: 'is not known here' }],
    })
    for (const reason of ['a\u0000b', 'a\ud800b', '', 'x'.repeat(1_001)]) {
      expect((await api.post(STOP, { reason })).body).toMatchObject({ status: 422, errors: [{ pointer: '/reason' }] })
    }
    expect(await isStopped()).toBe(false)
  })

  it('says what is not there and what cannot be done', async () => {
    expect(await codeOf('/nowhere', {})).toBe('404 not-found')
    expect(await codeOf('/settings', { method: 'DELETE' })).toBe('405 method-not-allowed')
    expect(await codeOf(`/accounts/${randomUUID()}`, {})).toBe('404 not-found')
    expect(await codeOf('/accounts/17', {})).toBe('422 invalid-input')
    expect(await codeOf('/resources?limit=0', {})).toBe('422 invalid-input')
    expect(await codeOf('/resources?limit=9e99', {})).toBe('422 invalid-input')
    expect(await codeOf('/resources?cursor=abc', {})).toBe('422 invalid-cursor')
    const forged = Buffer.from(JSON.stringify(['-firstSeenAt', '9999-99-99 00:00:00+00', 'x'])).toString('base64url')
    expect(await codeOf(`/resources?sort=-firstSeenAt&cursor=${forged}`, {})).toBe('422 invalid-cursor')
  })

  it('keeps the inside of a failure inside', async () => {
    await api.database.pool.query(`ALTER TABLE "installation" RENAME TO "installation_away"`)
    try {
      const response = await api.raw('/settings', {})
      expect(response.status).toBe(500)
      const text = await response.text()
      expect(text).not.toContain('installation')
      expect(JSON.parse(text)).toMatchObject({ code: 'internal' })
      expect(api.errors).toHaveLength(1)
    } finally {
      await api.database.pool.query(`ALTER TABLE "installation_away" RENAME TO "installation"`)
      api.errors.length = 0
    }
  })

  it('changes settings only on the version that was read', async () => {
    const { headers } = await api.get('/settings')
    const { revision } = await api.call('GET /settings')
    expect(headers.get('etag')).toBe(`"${revision}"`)
    const edit = { maxDeletesPerPass: 7 }
    expect((await api.patch('/settings', edit)).status).toBe(428)
    expect((await api.patch('/settings', edit, { 'if-match': '"99"' })).status).toBe(412)
    expect((await api.patch('/settings', edit, { 'if-match': 'W/"1"' })).status).toBe(412)
    expect((await api.patch('/settings', edit, { 'if-match': '*' })).status).toBe(412)
    expect((await api.call('GET /settings')).maxDeletesPerPass).toBe(50)
    const changed = await api.call('PATCH /settings', { body: edit, revision })
    expect(changed).toMatchObject({ maxDeletesPerPass: 7, revision: revision + 1 })
  })
})
