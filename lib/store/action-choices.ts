import type { Sql } from './sql'
import { allOf, likeText, rawStatement, select, statement, type Statement } from './statement'

/** Filters over the actions of a plan; values of one filter are OR. */
export interface ActionFilter {
  readonly risk?: readonly string[] | undefined
  readonly kind?: readonly string[] | undefined
  readonly state?: readonly string[] | undefined
  readonly account?: readonly string[] | undefined
  readonly region?: readonly string[] | undefined
  readonly type?: readonly string[] | undefined
  readonly configuration?: readonly string[] | undefined
  readonly q?: string | undefined
}

/** Which actions of a plan are meant: by number, or all that a filter matches except some. */
export type ActionChoice =
  | { readonly ordinals: readonly number[] }
  | { readonly filter: ActionFilter; readonly except?: readonly number[] | undefined }

/** Conditions over `plan_action p JOIN scope s`. Pure. */
export function actionConditions(planId: string, filter: ActionFilter): Statement[] {
  const where = [statement`p."planId" = ${planId}::uuid`]
  const equals = (column: string, values: readonly string[] | undefined, type = 'text') => {
    if (values !== undefined) where.push(statement`${rawStatement(column)} = ANY(${values}::${rawStatement(type)}[])`)
  }
  equals('p."risk"', filter.risk)
  equals('p."kind"', filter.kind)
  equals('p."state"', filter.state)
  equals('s."accountId"', filter.account)
  equals('s."region"', filter.region)
  equals('p."targetType"', filter.type)
  equals('p."configurationId"', filter.configuration, 'uuid')
  if (filter.q !== undefined && filter.q.trim() !== '') {
    where.push(statement`(p."targetExternalId" || ' ' || coalesce(p."targetName", '') || ' ' || coalesce(p."externalId", ''))
      ILIKE ${likeText(filter.q.trim())}`)
  }
  return where
}

/** Leaves actions out or takes them back in. Answers how many changed. */
export async function setActionsExcluded(
  sql: Sql,
  planId: string,
  choice: ActionChoice,
  isExcluded: boolean,
): Promise<number> {
  const chosen =
    'ordinals' in choice
      ? [statement`p."planId" = ${planId}::uuid`, statement`p."ordinal" = ANY(${choice.ordinals}::int[])`]
      : [...actionConditions(planId, choice.filter), statement`NOT p."ordinal" = ANY(${choice.except ?? []}::int[])`]
  const [from, to] = isExcluded ? ['planned', 'excluded'] : ['excluded', 'planned']
  const rows = await select<{ ordinal: number }>(
    sql,
    statement`UPDATE plan_action p SET "state" = ${to}, "updatedAt" = now() FROM scope s
      WHERE s."id" = p."scopeId" AND p."state" = ${from} AND ${allOf(chosen)} RETURNING p."ordinal"`,
  )
  return rows.length
}
