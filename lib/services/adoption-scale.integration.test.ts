import { expect, it } from 'vitest'
import { seedAccount, seedLog, seedResources } from '../../test/api/seed-fleet'
import { useApi } from '../../test/api/use-api'
import { resourceKeyText } from '../domain/resource'

/** As many as a Configuration may name one by one: `WEIR_ADOPT=10000` measures that; the suite does with fewer. */
const LOGS = Number(process.env['WEIR_ADOPT'] ?? 2_000)
const ACCOUNTS = 5
const REGIONS = ['eu-west-1', 'us-east-1'] as const
const PER_SCOPE = LOGS / (ACCOUNTS * REGIONS.length)

const api = useApi()

/** Copies the one log of a scope onto all its other VPCs: quicker than writing them one by one. */
const MULTIPLY = `INSERT INTO "observed_flow_log" ("id", "scopeId", "externalId", "targetKeyText", "targetType", "targetExternalId",
    "family", "spec", "destination", "trafficType", "status", "rawStatus", "deliveryState", "tags", "raw", "ownership", "manager", "digest")
  SELECT gen_random_uuid(), o."scopeId", 'fl-' || r."externalId", r."keyText", o."targetType", r."externalId", o."family", o."spec",
    o."destination", o."trafficType", o."status", o."rawStatus", o."deliveryState", o."tags", o."raw", o."ownership", o."manager", o."digest"
    FROM "observed_flow_log" o JOIN "resource" r ON r."scopeId" = o."scopeId" AND r."keyText" <> o."targetKeyText"`

it(`adopts ${LOGS.toLocaleString('en')} flow logs of ${ACCOUNTS} accounts at once, in statements whose number does not grow`, async () => {
  const { pool } = api.database
  for (let index = 1; index <= ACCOUNTS; index += 1) {
    const account = await seedAccount(pool, { accountId: String(index).repeat(12), regions: REGIONS })
    for (const region of REGIONS) {
      const prefix = `vpc-${index}-${region}-`
      const [first] = await seedResources(pool, account, { region, count: PER_SCOPE, prefix })
      await seedLog(pool, account, first!, {
        externalId: `fl-${resourceKeyText(first!.resource.key).split('/').at(-1) ?? ''}`,
        ownership: { kind: 'foreign', manager: 'unknown' },
      })
    }
  }
  await pool.query(MULTIPLY)
  await pool.query('ANALYZE')

  const took: Record<string, number> = {}
  const timed = async <Answer>(step: string, work: () => Promise<Answer>): Promise<Answer> => {
    const startedAt = performance.now()
    const answer = await work()
    took[step] = Math.round(performance.now() - startedAt)
    return answer
  }
  const { items, total } = await timed('cluster', () => api.call('GET /adoption/clusters', {}))
  expect(total).toBe(LOGS)
  expect(items).toMatchObject([{ count: LOGS }])
  const { id } = await timed('propose', () =>
    api.call('POST /adoption/propose', { body: { clusters: [{ key: items[0]!.key, name: 'What exists' }] } }),
  )
  await timed('plan', () => api.runPlans())
  const request = await api.call('GET /change-requests/{id}', { params: { id } })
  expect(request.plan).toMatchObject({ total: LOGS, counters: { adopt: LOGS } })
  const body = { digest: request.plan!.digest }
  const done = await timed('adopt', () => api.call('POST /change-requests/{id}/approve', { params: { id }, body }))
  expect(done).toMatchObject({ state: 'applied', cloudWrites: 0, progress: { done: LOGS } })
  const ours = await api.call('GET /flow-logs', { query: { ownership: ['ours'], limit: 1 } })
  expect(ours.total).toBe(LOGS)
  console.log(`adopting ${LOGS.toLocaleString('en')} flow logs, ms:`, JSON.stringify(took))
}, 120_000)
