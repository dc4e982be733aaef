import { createHash } from 'node:crypto'
import pg from 'pg'

/**
 * How this machine compares with the one that the reference values were taken on: 2 is twice as slow. Absolute figures
 * of two machines can be compared after dividing by it; ratios need no such thing.
 */
export interface MachineFactor {
  readonly cpuMs: number
  readonly databaseMs: number
  readonly cpuFactor: number
  readonly databaseFactor: number
}

/** Taken on two otherwise idle cores of a server with the embedded PostgreSQL 18 and Node 20. */
const REFERENCE = { cpuMs: 200, databaseMs: 110 } as const

const REPETITIONS = 3

export async function measureMachine(databaseUrl: string): Promise<MachineFactor> {
  const cpuMs = await best(async () => cpuKernel())
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  try {
    const databaseMs = await best(() => databaseKernel(pool))
    return {
      cpuMs,
      databaseMs,
      cpuFactor: cpuMs / REFERENCE.cpuMs,
      databaseFactor: databaseMs / REFERENCE.databaseMs,
    }
  } finally {
    await pool.end()
  }
}

/** The quickest of a few: what others on the machine take away only ever makes it slower. */
async function best(kernel: () => Promise<void>): Promise<number> {
  let quickest = Number.POSITIVE_INFINITY
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    const startedAt = performance.now()
    await kernel()
    quickest = Math.min(quickest, performance.now() - startedAt)
  }
  return quickest
}

/** What the engine does most: objects to JSON and back, sorting, hashing. */
function cpuKernel(): void {
  let digest = ''
  for (let round = 0; round < 40; round += 1) {
    const rows = Array.from({ length: 2_000 }, (_unused, index) => ({
      id: `vpc-${(index * 2_654_435_761 + round) >>> 0}`,
      tags: { Name: `bench-${index}`, env: 'prod', previous: digest.slice(0, 8) },
      nested: { region: 'eu-west-1', values: [index, index * 2, index * 3] },
    }))
    rows.sort((left, right) => (left.id < right.id ? -1 : 1))
    const copy: unknown = JSON.parse(JSON.stringify(rows))
    digest = createHash('sha256').update(JSON.stringify(copy)).digest('hex')
  }
}

/** What the store does most: thousands of rows in one statement, in, changed, read and grouped. */
async function databaseKernel(pool: pg.Pool): Promise<void> {
  await pool.query(`CREATE TEMP TABLE "kernel" ("id" int PRIMARY KEY, "key" text, "payload" jsonb)`)
  await pool.query(`CREATE INDEX ON "kernel" ("key")`)
  for (let batch = 0; batch < 10; batch += 1) {
    const rows = Array.from({ length: 1_000 }, (_unused, index) => ({
      id: batch * 1_000 + index,
      key: `aws:${index % 40}:vpc-${index}`,
      payload: { state: 'available', tags: { Name: `bench-${index}` } },
    }))
    await pool.query(
      `INSERT INTO "kernel" SELECT * FROM jsonb_to_recordset($1::jsonb) AS r("id" int, "key" text, "payload" jsonb)`,
      [JSON.stringify(rows)],
    )
  }
  await pool.query(`UPDATE "kernel" SET "payload" = jsonb_set("payload", '{state}', '"pending"') WHERE "id" % 2 = 0`)
  await pool.query(`SELECT "key", "payload" FROM "kernel" ORDER BY "key"`)
  await pool.query(`SELECT "payload"->>'state', count(*) FROM "kernel" GROUP BY 1`)
  await pool.query(`DROP TABLE "kernel"`)
}
