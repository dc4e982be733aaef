import { isProviderId, type ProviderId } from '../domain/provider-id'
import { PARTLY_LISTED } from '../domain/scope'
import type { Freshness, ScopeTag } from '../http/schemas/scopes'
import type { Sql } from '../store/sql'
import { select, statement } from '../store/statement'

/** A scope as every list shows it beside its rows. There are few scopes and many rows: they are joined here, once. */
export interface ScopeEntry {
  readonly tag: ScopeTag
  readonly freshness: Freshness
  readonly isPaused: boolean
  /** No longer watched: its account or its region was removed. Old rows still belong to it. */
  readonly isRemoved: boolean
}

export type ScopeDirectory = ReadonlyMap<string, ScopeEntry>

/** Flow logs are listed every 5 minutes: three missed looks are late. */
export const FLOW_LOGS_LATE_AFTER_MS = 15 * 60 * 1000
/** Resources are listed every 15 minutes. */
export const DISCOVERY_LATE_AFTER_MS = 45 * 60 * 1000

export interface FreshnessFacts {
  readonly state: string
  readonly isPaused: boolean
  readonly flowLogsObservedAt: Date | null
  readonly discoveredAt: Date | null
  readonly problem: { readonly reason?: unknown } | null
}

/** How old what is known of a scope is, and why. Pure. The global scope holds no flow logs: its listing is what counts. */
export function freshnessOf(facts: FreshnessFacts, region: string, now: Date): Freshness {
  const looks = region === 'global' ? [facts.discoveredAt] : [facts.flowLogsObservedAt, facts.discoveredAt]
  const staleBecause = ((): Freshness['staleBecause'] => {
    if (facts.state === 'NotEnabled') return 'NotEnabled'
    if (facts.problem !== null && facts.problem.reason !== PARTLY_LISTED)
      return facts.problem.reason === 'EndpointChanged' ? 'EndpointChanged' : 'LookFailed'
    if (looks.some((at) => at === null)) return 'NeverLooked'
    if (facts.isPaused || facts.state === 'Paused') return 'Paused'
    const isLate = (at: Date | null, afterMs: number) => at !== null && now.getTime() - at.getTime() > afterMs
    return isLate(facts.flowLogsObservedAt, FLOW_LOGS_LATE_AFTER_MS) ||
      isLate(facts.discoveredAt, DISCOVERY_LATE_AFTER_MS)
      ? 'Late'
      : facts.problem === null
        ? null
        : 'PartlyListed'
  })()
  return {
    observedAt: facts.flowLogsObservedAt?.toISOString() ?? null,
    discoveredAt: facts.discoveredAt?.toISOString() ?? null,
    isStale: staleBecause !== null && staleBecause !== 'NotEnabled' && staleBecause !== 'PartlyListed',
    staleBecause,
  }
}

interface Row {
  id: string
  provider: string
  partition: string
  accountId: string
  accountRef: string
  accountName: string
  region: string
  state: string
  isPaused: boolean
  flowLogsObservedAt: Date | null
  discoveredAt: Date | null
  problem: { reason?: unknown } | null
}

/** All scopes, removed ones too (old rows still belong to them). */
export async function loadScopeDirectory(sql: Sql, now: Date): Promise<ScopeDirectory> {
  const rows = await select<Row>(
    sql,
    statement`SELECT s."id", s."provider", s."partition", s."accountId", s."accountRef", a."name" AS "accountName", s."region",
        s."state", a."isPaused", s."flowLogsObservedAt", s."discoveredAt", s."problem"
      FROM scope s JOIN account a ON a."id" = s."accountRef"`,
  )
  return new Map(rows.map((row) => [row.id, toEntry(row, now)]))
}

function toEntry(row: Row, now: Date): ScopeEntry {
  const { id, partition, accountId, accountRef, accountName, region, isPaused } = row
  return {
    tag: { id, provider: providerOf(row.provider), partition, accountId, accountRef, accountName, region },
    freshness: freshnessOf(row, region, now),
    isPaused,
    isRemoved: row.state === 'Removed',
  }
}

/** A provider column as our word. Throws for a cloud this version does not know: the row was written by a newer one. */
export function providerOf(text: string): ProviderId {
  if (isProviderId(text)) return text
  throw new Error(`unknown provider in the database: ${text}`)
}

/** The entry of a scope that a row refers to. */
export function scopeEntryOf(directory: ScopeDirectory, scopeId: string): ScopeEntry {
  const entry = directory.get(scopeId)
  if (entry === undefined) throw new Error(`no scope ${scopeId} in the directory`)
  return entry
}

/** Filters that scopes decide; null means every scope. */
export interface ScopeFilter {
  readonly provider?: readonly string[] | undefined
  readonly account?: readonly string[] | undefined
  readonly region?: readonly string[] | undefined
}

/** Ids of the scopes a filter leaves; null when it filters nothing. Pure. */
export function scopeIdsOf(directory: ScopeDirectory, filter: ScopeFilter): string[] | null {
  const { provider, account, region } = filter
  if (provider === undefined && account === undefined && region === undefined) return null
  const holds = (values: readonly string[] | undefined, value: string) => values === undefined || values.includes(value)
  return [...directory.values()]
    .filter(({ tag }) => holds(provider, tag.provider) && holds(account, tag.accountId) && holds(region, tag.region))
    .map(({ tag }) => tag.id)
}
