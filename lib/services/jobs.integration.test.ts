import { describe, expect, it, vi } from 'vitest'
import { aDocument, seedAccount, seedResources } from '../../test/api/seed-fleet'
import { useTestDatabase } from '../../test/database'
import { createFakeCloud } from '../providers/fake/fake-cloud'
import { createManualClock } from '../providers/fake/manual-clock'
import { LOCAL_OPERATOR } from '../domain/change-item'
import { CAPABILITIES, capabilitiesOf } from '../providers/capabilities'
import { openJobQueue } from '../store/job-queue'
import { inTransaction } from '../store/sql'
import { renderCommand } from '../wiring/web'
import { JOB_HANDLERS, type JobContext } from './job-handlers'
import { requestAccountTest } from './manage-account'
import { proposeChange } from './propose-change'
import type { ServiceContext } from './service-context'

const CHECKED = { timeout: 20_000, interval: 100 }

describe('side jobs', () => {
  const database = useTestDatabase()

  it('are done by the process that works, once their transaction is committed, and never when it is not', async () => {
    const clock = createManualClock(new Date())
    const cloud = createFakeCloud({ like: 'aws-ec2', clock })
    const errors: unknown[] = []
    const options = { url: database.url, onError: (error: Error) => errors.push(error) }
    const [sender, worker] = await Promise.all([
      openJobQueue({ ...options, works: false }),
      openJobQueue({ ...options, works: true }),
    ])
    try {
      const jobs: JobContext = { database, clock: clock.now, provider: () => cloud.provider, jobs: worker }
      await worker.work('preflight-plan', (data) => JOB_HANDLERS['preflight-plan'](jobs, data))
      await worker.work('plan-change-request', (data) => JOB_HANDLERS['plan-change-request'](jobs, data))
      await worker.work('test-account', (data) => JOB_HANDLERS['test-account'](jobs, data))
      const context: ServiceContext = {
        database,
        jobs: sender,
        clock: clock.now,
        allCapabilities: Object.values(CAPABILITIES),
        capabilities: capabilitiesOf,
        renderCommand,
      }
      const account = await seedAccount(database.pool)
      await seedResources(database.pool, account, { count: 3 })

      const lost = inTransaction(database.pool, async (sql) => {
        await sender.send(sql, 'test-account', { accountId: account.id })
        throw new Error('the cause was undone')
      })
      await expect(lost).rejects.toThrow('the cause was undone')

      const items = [{ op: 'create' as const, document: aDocument() }]
      const id = await proposeChange(context, LOCAL_OPERATOR, { reason: '', items })
      await vi.waitFor(async () => {
        const { rows } = await database.pool.query(`SELECT "state" FROM "change_request" WHERE "id" = $1`, [id])
        expect(rows).toEqual([{ state: 'open' }])
      }, CHECKED)
      // A plan causes its preflight: three VPCs with one destination are asked about once.
      await vi.waitFor(async () => {
        const { rows } = await database.pool.query(
          `SELECT f."state", f."blocks", cardinality(f."actionOrdinals") AS targets, f."calls" FROM "plan_preflight" f`,
        )
        expect(rows).toEqual([{ state: 'passed', blocks: false, targets: 3, calls: 1 }])
      }, CHECKED)
      const { rows: untested } = await database.pool.query(`SELECT "testState" FROM "account"`)
      expect(untested).toEqual([{ testState: 'never' }])

      await requestAccountTest(context, LOCAL_OPERATOR, account.id)
      await vi.waitFor(async () => {
        const { rows } = await database.pool.query(`SELECT "testState" FROM "account"`)
        expect(rows).toEqual([{ testState: 'passed' }])
      }, CHECKED)
      expect(errors).toEqual([])
    } finally {
      await Promise.all([sender.close(), worker.close()])
    }
  })

  it('may run twice without harm', async () => {
    await database.empty()
    const cloud = createFakeCloud({ like: 'aws-ec2', clock: createManualClock(new Date()) })
    const nobody = { send: () => Promise.resolve() }
    const jobs: JobContext = { database, clock: () => new Date(), provider: () => cloud.provider, jobs: nobody }
    const account = await seedAccount(database.pool)
    await JOB_HANDLERS['test-account'](jobs, { accountId: account.id })
    await JOB_HANDLERS['test-account'](jobs, { accountId: account.id })
    const nowhere = '00000000-0000-7000-8000-000000000000'
    await JOB_HANDLERS['test-account'](jobs, { accountId: nowhere })
    await JOB_HANDLERS['plan-change-request'](jobs, { changeRequestId: nowhere })
    const { rows } = await database.pool.query(`SELECT "testState" FROM "account"`)
    expect(rows).toEqual([{ testState: 'passed' }])
  })
})
