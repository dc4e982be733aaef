import type { ResourceFilter } from '../http/schemas/resources'
import { likeText, rawStatement, statement, type Statement } from '../store/statement'
import { type ScopeDirectory, scopeIdsOf } from './scope-directory'

/** The words a search looks through; the trigram index is over exactly this expression. */
const SEARCHED = statement`(coalesce(r."name", '') || ' ' || r."externalId")`

/** The filters of Resources as conditions over `resource r`. Pure. */
export function resourceConditions(filter: ResourceFilter, directory: ScopeDirectory): Statement[] {
  const conditions: Statement[] = []
  const add = (condition: Statement) => conditions.push(condition)
  const flag = (value: 'true' | 'false' | undefined, whenTrue: Statement) => {
    if (value !== undefined) add(value === 'true' ? whenTrue : statement`NOT (${whenTrue})`)
  }

  add(filter.gone === 'true' ? statement`r."goneAt" IS NOT NULL` : statement`r."goneAt" IS NULL`)
  const scopeIds = scopeIdsOf(directory, filter)
  if (scopeIds !== null) add(statement`r."scopeId" = ANY(${scopeIds}::uuid[])`)
  if (filter.type !== undefined) add(oneOf(statement`r."type"`, filter.type))
  if (filter.rung !== undefined) add(oneOf(statement`r."coverageRung"`, filter.rung))
  if (filter.attachmentKind !== undefined) {
    add(statement`r."attachmentKind" = ANY(${filter.attachmentKind}::text[])`)
  }
  if (filter.q !== undefined && filter.q.trim() !== '') {
    add(statement`${SEARCHED} ILIKE ${likeText(filter.q.trim())}`)
  }
  for (const [key, values] of tagGroups(filter.tag ?? [])) add(tagCondition(key, values))
  for (const link of ['vpc', 'transitGateway', 'transitRouter', 'cen'] as const) {
    const values = filter[link]
    if (values !== undefined) add(statement`r."links"->>${rawStatement(`'${link}'`)} = ANY(${values}::text[])`)
  }
  flag(filter.owned, statement`r."isOwned"`)
  flag(filter.coverable, statement`r."notCoverable" IS NULL`)
  flag(filter.settled, statement`r."isSettled"`)
  flag(filter.failing, statement`r."isDeliveryFailing"`)
  flag(
    filter.hasDrift,
    statement`EXISTS (SELECT 1 FROM desired_flow_log d WHERE d."resourceId" = r."id" AND d."endedAt" IS NULL
      AND d."conditions" @> '[{"type":"Drifted"}]')`,
  )
  return conditions
}

/** A single value is an equation: only that lets an index give the rows in their order. Pure. */
function oneOf(column: Statement, values: readonly string[]): Statement {
  const [only] = values
  return values.length === 1 && only !== undefined
    ? statement`${column} = ${only}`
    : statement`${column} = ANY(${[...values]}::text[])`
}

/** `key=value` texts grouped by key; a null value means that any will do. Pure. */
export function tagGroups(tags: readonly string[]): ReadonlyMap<string, readonly (string | null)[]> {
  const groups = new Map<string, (string | null)[]>()
  for (const tag of tags) {
    const at = tag.indexOf('=')
    const key = at === -1 ? tag : tag.slice(0, at)
    groups.set(key, [...(groups.get(key) ?? []), at === -1 ? null : tag.slice(at + 1)])
  }
  return groups
}

function tagCondition(key: string, values: readonly (string | null)[]): Statement {
  if (values.includes(null)) return statement`jsonb_exists(r."tags", ${key})`
  const wanted = values.map((value) => JSON.stringify({ [key]: value }))
  return statement`r."tags" @> ANY(${wanted}::jsonb[])`
}
