import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { LOCAL_OPERATOR } from '../../domain/change-item'
import { useApi } from '../../../test/api/use-api'
import { ALL_PERMISSIONS, type Permission, PERMISSIONS } from '../permissions'
import { ENDPOINTS } from './all-endpoints'

const named = ENDPOINTS.map((known) => [`${known.method.toUpperCase()} ${known.path}`, known] as const)

describe('permissions', () => {
  let granted: ReadonlySet<Permission> = new Set()
  const api = useApi({ identify: () => Promise.resolve({ actor: LOCAL_OPERATOR, permissions: granted }) })

  const call = (method: string, path: string) =>
    api.raw(path.replace('{id}', randomUUID()), {
      method: method.toUpperCase(),
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), 'if-match': '"1"' },
      ...(method === 'get' || method === 'delete' ? {} : { body: '{}' }),
    })

  beforeAll(() => {
    granted = new Set()
  })

  it('names only permissions that exist', () => {
    for (const [name, { permission }] of named) expect(Object.keys(PERMISSIONS), name).toContain(permission)
  })

  it.each(named)('%s refuses whoever lacks its permission, whatever else they hold', async (_name, known) => {
    for (const permissions of [new Set<Permission>(), without(known.permission)]) {
      granted = permissions
      const response = await call(known.method, known.path)
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({
        code: 'not-allowed',
        detail: `This needs the permission ${known.permission}.`,
      })
    }
  })

  it.each(named.filter(([, { stream }]) => !stream))('%s lets in whoever holds it alone', async (_name, known) => {
    granted = new Set([known.permission])
    expect((await call(known.method, known.path)).status).not.toBe(403)
  })

  it('changed nothing while refusing', async () => {
    granted = ALL_PERMISSIONS
    expect((await api.call('GET /settings')).stop.isStopped).toBe(false)
    expect((await api.call('GET /change-requests')).total).toBe(0)
  })

  function without(permission: Permission): ReadonlySet<Permission> {
    return new Set([...ALL_PERMISSIONS].filter((one) => one !== permission))
  }
})
