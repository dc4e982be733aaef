import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { awsResources } from '../../test/contracts/fake-resources'
import { useTestDatabase } from '../../test/database'
import { createEngineWorld } from '../../test/engine/engine-world'
import { guardAgainstOldDatabase } from '../../worker/backup-guard'
import { Lease } from '../reconciler/lease'
import { TIMINGS } from '../reconciler/timings'
import { addEvent, currentEventCursor, readEvents } from './events'
import { readInstallation } from './installation'
import { claimScope, releaseScope, renewLease, wakeScopes } from './scope-queue'
import { inTransaction } from './sql'

const database = useTestDatabase()
const NOTHING = {
  dueInMs: 300_000,
  flowLogsObservedAt: null,
  discoveredAt: null,
  discoveryDueAt: null,
  consecutiveFailures: 0,
  problem: null,
  lookAnswered: null,
  callsUsed: 0,
  callsThrottled: 0,
}

beforeEach(() => database.empty())

describe('the queue of passes', () => {
  const aWorld = () => createEngineWorld(database, { like: 'aws-ec2', resources: awsResources(undefined, 1) })
  const claim = (owner: string, ttlMs = 30_000) => claimScope(database.pool, { owner, ttlMs })

  it('gives every due scope to exactly one of many workers', async () => {
    await aWorld()
    const claims = await Promise.all(Array.from({ length: 8 }, (_, index) => claim(`worker-${index}`)))
    const got = claims.flatMap((scope) => scope?.scopeId ?? [])
    expect(got).toHaveLength(2) // a region and the global scope
    expect(new Set(got).size).toBe(2)
  })

  it('lets a dead worker’s scope be taken over when its lease ends, with a higher fence', async () => {
    const world = await aWorld()
    const take = (owner: string, ttlMs: number) => claimScope(database.pool, { owner, ttlMs, scopeId: world.scopeId() })
    const dead = await take('dead', 20)
    expect(await take('early', 20)).toBeNull()
    await new Promise((resolve) => setTimeout(resolve, 40))
    const heir = await take('heir', 30_000)
    expect(BigInt(heir!.fence)).toBe(BigInt(dead!.fence) + 1n)
    expect(await renewLease(database.pool, { ...dead!, owner: 'dead' }, 30_000)).toBe(false)
    expect(await releaseScope(database.pool, { ...dead!, owner: 'dead' }, NOTHING)).toBe(false)
  })

  it('keeps a wish for a pass that came in during a pass', async () => {
    const world = await aWorld()
    const held = await claimScope(database.pool, { owner: 'a', ttlMs: 30_000, scopeId: world.scopeId() })
    await wakeScopes(database.pool, [world.scopeId()])
    await releaseScope(database.pool, { ...held!, owner: 'a' }, NOTHING)
    const again = await Promise.all([claim('b'), claim('c')])
    expect(again.map((scope) => scope?.scopeId)).toContain(world.scopeId())
  })

  it('refuses an intent whose call would not end inside the lease', async () => {
    const world = await aWorld()
    const lease = await Lease.claim(database.pool, {
      owner: 'short',
      timings: { ...TIMINGS, leaseTtlMs: 10_000, callTimeoutMs: 15_000 },
      scopeId: world.scopeId(),
    })
    await expect(lease!.writeIntent(async () => 'written')).rejects.toThrow('too short')
    expect(await lease!.write(async () => 'written')).toBe('written')
    lease!.abandon()
  })

  it('leaves paused accounts and regions that are not enabled alone', async () => {
    await aWorld()
    await database.pool.query(`UPDATE "account" SET "isPaused" = true`)
    expect(await claim('a')).toBeNull()
    await database.pool.query(`UPDATE "account" SET "isPaused" = false`)
    await database.pool.query(`UPDATE "scope" SET "state" = 'NotEnabled'`)
    expect(await claim('a')).toBeNull()
  })
})

describe('live events', () => {
  it('come in commit order: a slow writer with a lower id is not lost', async () => {
    const { pool } = database
    const start = await currentEventCursor(pool)
    let finish = (): void => undefined
    const waiting = new Promise<void>((resolve) => {
      finish = resolve
    })
    let begun = (): void => undefined
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve
    })
    const slow = inTransaction(pool, async (sql) => {
      await addEvent(sql, { topic: 'scope', subject: 'slow' })
      begun()
      await waiting
    })
    await hasBegun
    await addEvent(pool, { topic: 'scope', subject: 'quick' })
    const before = await readEvents(pool, start, 10)
    expect(before, 'nothing may be read past a writer that is still at work').toEqual([])
    finish()
    await slow
    const seen = await readEvents(pool, start, 10)
    expect(seen.map(({ subject }) => subject)).toEqual(['slow', 'quick'])
    expect(await readEvents(pool, seen.at(-1)!.cursor, 10)).toEqual([])
  })

  it('loses none among many writers, read while they write', async () => {
    const { pool } = database
    let cursor = await currentEventCursor(pool)
    const seen: (string | null)[] = []
    const read = async (): Promise<void> => {
      const events = await readEvents(pool, cursor, 100)
      seen.push(...events.map(({ subject }) => subject))
      cursor = events.at(-1)?.cursor ?? cursor
    }
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let count = 0; count < 20; count += 1) {
        await inTransaction(pool, async (sql) => {
          await addEvent(sql, { topic: 'scope', subject: `${writer}-${count}` })
          await sql.query(`SELECT pg_sleep($1)`, [((writer * 7 + count) % 5) / 1_000])
        })
      }
    })
    const writing = { isOver: false }
    const all = Promise.all(writers).finally(() => {
      writing.isOver = true
    })
    do await read()
    while (!writing.isOver)
    await all
    await read()
    expect(seen).toHaveLength(120)
    expect(new Set(seen).size).toBe(120)
  })
})

describe('a database restored from a backup', () => {
  it('is older than this machine remembers: only looking, until a person confirms', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weir-guard-'))
    const { pool } = database
    await readInstallation(pool)
    try {
      expect(await guardAgainstOldDatabase(pool, folder)).toBe(false)
      const backup = await pool.query<{ marker: string }>(`SELECT "heartbeatMarker" AS "marker" FROM "installation"`)
      expect(await guardAgainstOldDatabase(pool, folder), 'an ordinary second start').toBe(false)
      await pool.query(`UPDATE "installation" SET "heartbeatMarker" = $1`, [backup.rows[0]!.marker])
      expect(await guardAgainstOldDatabase(pool, folder)).toBe(true)
      expect((await readInstallation(pool)).lookOnlyReason).toContain('restored from a backup')
      await pool.query(`UPDATE "installation" SET "lookOnlyReason" = NULL`)
      expect(await guardAgainstOldDatabase(pool, folder), 'confirmed once, not asked again').toBe(false)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
