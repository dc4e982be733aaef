import { PROVIDER_LABELS } from '../domain/provider-labels'
import type { FacetCount } from '../http/schemas/listing'
import type { ScopeTag } from '../http/schemas/scopes'
import type { Sql } from '../store/sql'
import { joinStatements, rawStatement, select, statement, type Statement } from '../store/statement'
import type { ScopeDirectory } from './scope-directory'

/** Values of one facet that are answered at most: the most frequent ones. A list with more is searched, not picked from. */
const MOST_VALUES = 500

/** A facet: the column it counts, and the rows it counts in (`FROM … WHERE …` without the first keyword). */
export interface Facet {
  readonly column: Statement
  readonly rows: Statement
}

/** One value of a column with how many rows have it, most frequent first. */
export interface ValueCount {
  readonly value: string | null
  readonly count: number
}

interface GroupedRow {
  /** A bit for each facet, the first one highest: 0 where the row counts by that facet. */
  readonly mask: number
  readonly values: readonly (string | null)[]
  readonly count: number
}

/**
 * Counts per value of every facet. Facets over the same rows share one scan; a facet that ignores its own filter counts
 * in rows of its own. At most 31 facets.
 */
export async function countFacets<Name extends string>(
  sql: Sql,
  facets: Readonly<Record<Name, Facet>>,
): Promise<Readonly<Record<Name, readonly ValueCount[]>>> {
  const scans = new Map<string, [name: Name, facet: Facet][]>()
  for (const [name, facet] of Object.entries(facets) as [Name, Facet][]) {
    const key = JSON.stringify([facet.rows.text, facet.rows.values])
    scans.set(key, [...(scans.get(key) ?? []), [name, facet]])
  }
  const counted = await Promise.all([...scans.values()].map((scan) => countScan(sql, scan)))
  return Object.fromEntries(counted.flat()) as Record<Name, ValueCount[]>
}

async function countScan<Name extends string>(
  sql: Sql,
  scan: readonly (readonly [name: Name, facet: Facet])[],
): Promise<[name: Name, counts: ValueCount[]][]> {
  const [first] = scan
  if (first === undefined) return []
  // Provider, account and region are all the scope's: one column.
  const texts = [...new Set(scan.map(([, { column }]) => column.text))]
  const columns = texts.flatMap((text) => scan.find(([, { column }]) => column.text === text)?.[1].column ?? [])
  const names = columns.map((_, index) => rawStatement(`c${index}`))
  const picked = columns.map((column, index) => statement`(${column})::text AS ${rawStatement(`c${index}`)}`)
  const sets = names.map((name) => statement`(${name})`)
  const rows = await select<GroupedRow>(
    sql,
    statement`SELECT GROUPING(${joinStatements(names)})::int AS mask, ARRAY[${joinStatements(names)}] AS values, count(*)::int AS count
      FROM (SELECT ${joinStatements(picked)} FROM ${first[1].rows}) counted
      GROUP BY GROUPING SETS (${joinStatements(sets)})`,
  )
  const all = 2 ** columns.length - 1
  return scan.map(([name, { column }]) => {
    const index = texts.indexOf(column.text)
    const mask = all - 2 ** (columns.length - 1 - index)
    const counts = rows
      .filter((row) => row.mask === mask)
      .map((row) => ({ value: row.values[index] ?? null, count: row.count }))
    return [name, counts.sort(byFrequency)]
  })
}

function byFrequency(left: ValueCount, right: ValueCount): number {
  return right.count - left.count || ((left.value ?? '') < (right.value ?? '') ? -1 : 1)
}

/** Values as they stand, without the rows that have none. Pure. */
export function plainFacet(rows: readonly ValueCount[], labels?: ReadonlyMap<string, string>): FacetCount[] {
  return rows
    .flatMap(({ value, count }) => (value === null ? [] : [{ value, label: labels?.get(value) ?? null, count }]))
    .slice(0, MOST_VALUES)
}

/** Provider, account and region of rows that were counted by their scope. Pure. */
export function scopeFacets(
  counts: Readonly<Record<'provider' | 'account' | 'region', readonly ValueCount[]>>,
  directory: ScopeDirectory,
): Readonly<Record<'provider' | 'account' | 'region', FacetCount[]>> {
  return {
    provider: fold(counts.provider, directory, ({ provider }) => [provider, PROVIDER_LABELS[provider]]),
    account: fold(counts.account, directory, ({ accountId, accountName }) => [accountId, accountName]),
    region: fold(counts.region, directory, ({ region }) => [region, null]),
  }
}

function fold(
  rows: readonly ValueCount[],
  directory: ScopeDirectory,
  keyOf: (tag: ScopeTag) => readonly [value: string, label: string | null],
): FacetCount[] {
  const sums = new Map<string, FacetCount>()
  for (const { value: scopeId, count } of rows) {
    const tag = scopeId === null ? undefined : directory.get(scopeId)?.tag
    if (tag === undefined) continue
    const [value, label] = keyOf(tag)
    sums.set(value, { value, label, count: (sums.get(value)?.count ?? 0) + count })
  }
  return [...sums.values()].sort(byFrequency).slice(0, MOST_VALUES)
}
