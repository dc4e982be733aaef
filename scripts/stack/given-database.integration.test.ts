import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { databaseUrl } from '../../test/database-server'
import { freePort } from '../processes/free-port'
import { resolveGivenDatabase } from './given-database'

const { adminUrl } = inject('databaseServer')

describe('resolveGivenDatabase', () => {
  it('uses the named database when there is no demo', async () => {
    expect(await resolveGivenDatabase(adminUrl, false)).toBe(adminUrl)
  })

  it('gives the demo a database of its own beside it, once', async () => {
    const own = await resolveGivenDatabase(adminUrl, true)
    expect(new URL(own).pathname).toBe(`${new URL(adminUrl).pathname}_demo`)
    expect(await resolveGivenDatabase(own, true)).toBe(own)
    expect(await resolveGivenDatabase(adminUrl, true)).toBe(own)
    const client = new pg.Client({ connectionString: adminUrl })
    await client.connect()
    await client.query(`DROP DATABASE ${client.escapeIdentifier(new URL(own).pathname.slice(1))}`)
    await client.end()
  })

  it('says what is wrong with an address, without its password', async () => {
    const wrongPassword = new URL(adminUrl)
    wrongPassword.password = 'hunter2'
    const cases = [
      { url: 'not an address', says: 'DATABASE_URL is not an address of a PostgreSQL database' },
      { url: 'mysql://127.0.0.1/weir', says: 'DATABASE_URL is not an address of a PostgreSQL database' },
      { url: 'postgresql://127.0.0.1', says: 'DATABASE_URL is not an address of a PostgreSQL database' },
      {
        url: `postgresql://weir:hunter2@127.0.0.1:${await freePort()}/weir`,
        says: 'start that server or correct the address',
      },
      { url: wrongPassword.toString(), says: 'correct its user and password' },
      { url: databaseUrl(adminUrl, 'not_there'), says: 'create that database first' },
    ]
    for (const { url, says } of cases) {
      const refusal = await resolveGivenDatabase(url, false).catch((error: unknown) => String(error))
      expect(refusal).toContain(says)
      expect(refusal).not.toContain('hunter2')
    }
  })
})
