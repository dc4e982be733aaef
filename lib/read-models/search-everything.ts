import type { SearchHit } from '../http/schemas/search'
import type { Database } from '../store/database/connection'
import { likeText, select, statement } from '../store/statement'
import { providerOf } from './scope-directory'
import { PROVIDER_LABELS } from '../domain/provider-labels'

interface HitRow {
  id: string
  title: string
  detail: string
  externalId: string | null
  state: string | null
}

/**
 * Jump to anything by id or name. Whole ids and beginnings come before parts; each kind has its own small query, and
 * they run side by side.
 */
export async function searchEverything({ pool }: Database, typed: string, limit: number): Promise<SearchHit[]> {
  const text = typed.trim()
  if (text === '') return []
  const like = likeText(text)
  const number = /^(?:cr-?)?(\d{1,9})$/i.exec(text)?.[1]
  const [accounts, configurations, requests, resources, logs] = await Promise.all([
    select<HitRow & { provider: string }>(
      pool,
      statement`SELECT "id", "name" AS title, "accountId" AS detail, "accountId" AS "externalId", NULL AS state, "provider"
        FROM account WHERE "removedAt" IS NULL AND ("name" ILIKE ${like} OR "accountId" ILIKE ${like})
        ORDER BY "name" LIMIT ${limit}`,
    ),
    select<HitRow>(
      pool,
      statement`SELECT "id", "name" AS title, "family" AS detail, NULL AS "externalId", NULL AS state FROM configuration
        WHERE "deletedAt" IS NULL AND ("name" ILIKE ${like} OR "id"::text = ${text.toLowerCase()}) ORDER BY "name" LIMIT ${limit}`,
    ),
    select<HitRow>(
      pool,
      statement`SELECT "id", 'CR-' || "number" || ' ' || "title" AS title, "state" AS detail, 'CR-' || "number" AS "externalId",
          NULL AS state FROM change_request
        WHERE "title" ILIKE ${like} OR "number" = ${number ?? '-1'}::int ORDER BY "number" DESC LIMIT ${limit}`,
    ),
    select<HitRow>(
      pool,
      statement`SELECT r."id", coalesce(r."name", r."externalId") AS title, r."type" || ' · ' || s."accountId" || ' · ' || s."region" AS detail,
          r."externalId", r."coverageRung" AS state
        FROM (SELECT * FROM resource WHERE "goneAt" IS NULL AND (coalesce("name", '') || ' ' || "externalId") ILIKE ${like} LIMIT 200) r
        JOIN scope s ON s."id" = r."scopeId"
        ORDER BY (r."externalId" = ${text}) DESC, length(r."externalId"), r."externalId" LIMIT ${limit}`,
    ),
    select<HitRow>(
      pool,
      statement`SELECT coalesce(d."id", o."id") AS id, o."externalId" AS title,
          o."targetExternalId" || ' · ' || s."accountId" || ' · ' || s."region" AS detail, o."externalId",
          coalesce(d."phase", o."status") AS state
        FROM (SELECT * FROM observed_flow_log WHERE "goneAt" IS NULL AND "externalId" ILIKE ${like} LIMIT 200) o
        JOIN scope s ON s."id" = o."scopeId" LEFT JOIN desired_flow_log d ON d."id" = o."desiredFlowLogId"
        ORDER BY (o."externalId" = ${text}) DESC, o."externalId" LIMIT ${limit}`,
    ),
  ])
  const hits: SearchHit[] = [
    ...requests.map((row) => hit('change-request', '/changes', row)),
    ...accounts.map(({ provider, ...row }) =>
      hit('account', '/accounts', { ...row, detail: `${PROVIDER_LABELS[providerOf(provider)]} · ${row.detail}` }),
    ),
    ...configurations.map((row) => hit('configuration', '/configurations', row)),
    ...resources.map((row) => hit('resource', '/resources', row)),
    ...logs.map((row) => hit('flow-log', '/flow-logs', row)),
  ]
  return hits.sort((left, right) => nearness(left, text) - nearness(right, text)).slice(0, limit)
}

function hit(kind: SearchHit['kind'], page: string, row: HitRow): SearchHit {
  const { id, title, detail, externalId, state } = row
  return { kind, id, title, detail, externalId, state, href: `${page}/${id}` }
}

/** Exact before beginning before part. Pure. */
function nearness({ title, externalId }: SearchHit, typed: string): number {
  const wanted = typed.toLowerCase()
  const words = [title.toLowerCase(), externalId?.toLowerCase() ?? '']
  if (words.includes(wanted)) return 0
  return words.some((word) => word.startsWith(wanted)) ? 1 : 2
}
