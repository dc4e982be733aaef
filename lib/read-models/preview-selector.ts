import type { Selector } from '../domain/configuration'
import type { ProviderId } from '../domain/provider-id'
import type { TargetFamily } from '../domain/resource'
import { FAMILIES } from '../domain/target-family'
import type { SelectedSample, SelectorPreviewAnswer } from '../http/schemas/configurations'
import type { Database } from '../store/database/connection'
import { allOf, joinStatements, select, statement, type Statement } from '../store/statement'
import type { Sql } from '../store/sql'
import { rungOf } from './resource-rows'

const SAMPLE_SIZE = 10
const FROM = statement`resource r JOIN scope s ON s."id" = r."scopeId" JOIN account a ON a."id" = s."accountRef"`

/** The same question as the domain's `compileSelector`, for the database: a test holds the two together. Pure. */
function selectorConditions(selector: Selector, provider: ProviderId, family: TargetFamily): Statement[] {
  const conditions: Statement[] = [
    statement`r."goneAt" IS NULL`,
    statement`s."provider" = ${provider}`,
    statement`s."state" <> 'Removed'`,
    statement`r."type" = ANY(${[...FAMILIES[family].targetTypes]}::text[])`,
  ]
  if (selector.kind === 'explicit') {
    conditions.push(statement`r."keyText" = ANY(${[...selector.targets]}::text[])`)
    return conditions
  }
  if (selector.clauses.length === 0) conditions.push(statement`FALSE`)
  for (const clause of selector.clauses) {
    const values = [...clause.values]
    switch (clause.on) {
      case 'account':
        conditions.push(statement`s."accountId" = ANY(${values}::text[])`)
        break
      case 'region':
        conditions.push(statement`s."region" = ANY(${values}::text[])`)
        break
      case 'type':
        conditions.push(statement`r."type" = ANY(${values}::text[])`)
        break
      case 'attachmentKind':
        conditions.push(statement`r."attachmentKind" = ANY(${values}::text[])`)
        break
      case 'tag':
        conditions.push(statement`r."tags"->>${clause.key} = ANY(${values}::text[])`)
        break
    }
  }
  if (selector.excludes.length > 0) conditions.push(statement`r."keyText" <> ALL(${[...selector.excludes]}::text[])`)
  return conditions
}

const ENTERS = statement`r."isOwned" AND r."isSettled" AND r."notCoverable" IS NULL`

interface SampleRow extends Omit<SelectedSample, 'rung'> {
  rung: string
}

interface CountRow {
  accountId: string
  accountName: string
  region: string
  type: SelectorPreviewAnswer['byType'][number]['type']
  rung: string
  count: number
}

/** How many resources a selector selects today, ten of them, and what it passes by and why. */
export async function previewSelector(
  { pool }: Database,
  selector: Selector,
  target: { readonly provider: ProviderId; readonly family: TargetFamily },
): Promise<SelectorPreviewAnswer> {
  const matching = selectorConditions(selector, target.provider, target.family)
  const selected = [...matching, ENTERS]
  const [sample, counts, leftOut] = await Promise.all([
    select<SampleRow>(
      pool,
      statement`SELECT r."id" AS "resourceId", r."keyText", r."type", r."externalId", r."name", s."accountId",
          a."name" AS "accountName", s."region", r."coverageRung" AS rung FROM ${FROM}
        WHERE ${allOf(selected)} ORDER BY r."keyText" LIMIT ${SAMPLE_SIZE}`,
    ),
    select<CountRow>(
      pool,
      statement`SELECT s."accountId", a."name" AS "accountName", s."region", r."type", r."coverageRung" AS rung,
          count(*)::int AS count FROM ${FROM} WHERE ${allOf(selected)} GROUP BY 1, 2, 3, 4, 5`,
    ),
    select<{ reason: string; count: number }>(
      pool,
      statement`SELECT CASE WHEN NOT r."isOwned" THEN 'NotOwned' WHEN r."notCoverable" IS NOT NULL THEN 'NotCoverable'
            ELSE 'NotSettled' END AS reason, count(*)::int AS count
        FROM ${FROM} WHERE ${allOf([...matching, statement`NOT (${ENTERS})`])} GROUP BY 1 ORDER BY 2 DESC`,
    ),
  ])
  return {
    selector: structuredClone(selector) as NonNullable<SelectorPreviewAnswer['selector']>,
    total: counts.reduce((sum, { count }) => sum + count, 0),
    sample: sample.map((row) => ({ ...row, rung: rungOf(row.rung) })),
    byAccount: sumBy(counts, ({ accountId }) => accountId).map(({ first, count }) => ({
      accountId: first.accountId,
      accountName: first.accountName,
      count,
    })),
    byRegion: sumBy(counts, ({ region }) => region).map(({ first, count }) => ({ region: first.region, count })),
    byType: sumBy(counts, ({ type }) => type).map(({ first, count }) => ({ type: first.type, count })),
    byRung: sumBy(counts, ({ rung }) => rung).map(({ first, count }) => ({ rung: rungOf(first.rung), count })),
    leftOut: leftOut.map(({ reason, count }) => ({ reason, message: LEFT_OUT[reason] ?? reason, count })),
    violations: [],
  }
}

/** How many resources a selector selects today. */
export async function countSelected(
  sql: Sql,
  selector: Selector,
  target: { readonly provider: ProviderId; readonly family: TargetFamily },
): Promise<number> {
  const where = [...selectorConditions(selector, target.provider, target.family), ENTERS]
  const [row] = await select<{ count: number }>(
    sql,
    statement`SELECT count(*)::int AS count FROM ${FROM} WHERE ${allOf(where)}`,
  )
  return row?.count ?? 0
}

const LEFT_OUT: Readonly<Record<string, string>> = {
  NotOwned: 'belong to another account, which logs them or not',
  NotCoverable: 'cannot carry a flow log',
  NotSettled: 'are being made or torn down; they enter once they are settled',
}

function sumBy<Row extends { readonly count: number }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): { first: Row; count: number }[] {
  const groups = new Map<string, { first: Row; count: number }>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), { first: row, count: row.count })
    else group.count += row.count
  }
  return [...groups.values()].sort((left, right) => right.count - left.count)
}

/** The selected resources themselves, as far as claims are concerned; bounded. */
export function selectedKeys(
  { pool }: Database,
  selector: Selector,
  target: { readonly provider: ProviderId; readonly family: TargetFamily },
  limit: number,
): Promise<{ keyText: string; externalId: string; name: string | null }[]> {
  const where = [...selectorConditions(selector, target.provider, target.family), ENTERS]
  return select(
    pool,
    joinStatements(
      [
        statement`SELECT r."keyText", r."externalId", r."name" FROM ${FROM} WHERE ${allOf(where)}`,
        statement`ORDER BY r."keyText" LIMIT ${limit}`,
      ],
      ' ',
    ),
  )
}
