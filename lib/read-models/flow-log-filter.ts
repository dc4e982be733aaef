import type { FlowLogFilter } from '../http/schemas/flow-logs'
import { allOf, joinStatements, likeText, statement, type Statement } from '../store/statement'
import { type ScopeDirectory, scopeIdsOf } from './scope-directory'

/** Conditions of a desired flow log that ask for a person. */
const BAD_CONDITIONS = ['Stalled', 'Drifted', 'ObserveFailed', 'ApplyFailed', 'DeliveryFailed'].map((type) =>
  JSON.stringify([{ type }]),
)

/** What makes a desired flow log worth a look. */
export const DESIRED_NEEDS_ATTENTION = statement`(d."phase" IN ('Blocked', 'Failed') OR d."conditions" @> ANY(${BAD_CONDITIONS}::jsonb[]))`

const DESIRED_COLUMNS = statement`d."id", d."id" AS "desiredId", o."id" AS "observedId", d."externalId", d."scopeId",
  d."configurationId", d."resourceId", d."targetKeyText", d."targetType",
  CASE WHEN d."intent" = 'released' AND d."endedAt" IS NOT NULL THEN 'released' ELSE 'ours' END AS "ownership",
  NULL::text AS "manager", d."phase", d."phaseReason", d."phaseMessage", d."phaseSince", d."conditions", d."problem",
  o."status", o."rawStatus", coalesce(o."deliveryState", 'none') AS "deliveryState", o."deliveryMessage", o."deliverySince",
  CASE WHEN d."spec"->>'family' = 'cen' THEN 'sls://' || (d."spec"->>'projectName') || '/' || (d."spec"->>'logStoreName')
       ELSE d."spec"->>'logDestination' END AS "destination",
  d."spec"->>'trafficType' AS "trafficType", d."spec"->>'family' AS "family", d."createdAt" AS "firstSeenAt", d."endedAt",
  regexp_replace(d."targetKeyText", '^.*/', '') AS "targetExternalId"`

const OBSERVED_COLUMNS = statement`o."id", NULL::uuid AS "desiredId", o."id" AS "observedId", o."externalId", o."scopeId",
  NULL::uuid AS "configurationId", NULL::uuid AS "resourceId", o."targetKeyText", o."targetType", o."ownership", o."manager",
  NULL::text AS "phase", NULL::text AS "phaseReason", NULL::text AS "phaseMessage", NULL::timestamptz AS "phaseSince",
  '[]'::jsonb AS "conditions", NULL::jsonb AS "problem", o."status", o."rawStatus", o."deliveryState", o."deliveryMessage",
  o."deliverySince", o."destination", o."trafficType", o."family", o."firstSeenAt", o."goneAt" AS "endedAt",
  o."targetExternalId"`

/** The log our record holds, as last listed. */
const DESIRED_FROM = statement`desired_flow_log d LEFT JOIN observed_flow_log o
  ON o."scopeId" = d."scopeId" AND o."externalId" = d."externalId" AND o."goneAt" IS NULL`

/**
 * The unified list under these filters as one derived table `f`: every desired flow log, and every observed one that
 * none stands for. A half that cannot hold anything the filters ask for is left out altogether. Pure.
 */
export function flowLogTable(filter: FlowLogFilter, directory: ScopeDirectory): Statement {
  const shared = sharedConditions(filter, directory)
  return unionOf(shared, desiredConditions(filter), observedConditions(filter))
}

/** The one row of a desired flow log, or of an observed one that none stands for, whether it lives or ended. Pure. */
export function flowLogRow(on: 'desired' | 'observed', id: string): Statement {
  const none = () => []
  return on === 'desired'
    ? unionOf(none, [statement`d."id" = ${id}::uuid`], null)
    : unionOf(none, null, [statement`o."id" = ${id}::uuid`])
}

/** Rows of one target: living ones on it, and living ones that cover it from elsewhere. Pure. */
export function flowLogsAbout(target: {
  readonly keyText: string
  readonly scopeId: string
  readonly coveredByLogIds: readonly string[]
}): Statement {
  const { keyText, scopeId, coveredByLogIds } = target
  const covering = statement`("scopeId" = ${scopeId}::uuid AND "externalId" = ANY(${coveredByLogIds}::text[]))`
  return unionOf(
    () => [],
    [
      statement`d."endedAt" IS NULL AND (d."targetKeyText" = ${keyText}
        OR d."id" IN (SELECT "id" FROM desired_flow_log WHERE ${covering}))`,
    ],
    [
      statement`o."goneAt" IS NULL AND o."desiredFlowLogId" IS NULL AND (o."targetKeyText" = ${keyText}
        OR o."id" IN (SELECT "id" FROM observed_flow_log WHERE ${covering} OR "id"::text = ANY(${coveredByLogIds}::text[])))`,
    ],
  )
}

function unionOf(
  shared: (table: Statement) => Statement[],
  desired: Statement[] | null,
  observed: Statement[] | null,
): Statement {
  const halves = [
    ...(desired === null
      ? []
      : [
          statement`SELECT ${DESIRED_COLUMNS} FROM ${DESIRED_FROM} WHERE ${allOf([...shared(statement`d`), ...desired])}`,
        ]),
    ...(observed === null
      ? []
      : [
          statement`SELECT ${OBSERVED_COLUMNS} FROM observed_flow_log o WHERE ${allOf([...shared(statement`o`), ...observed])}`,
        ]),
  ]
  // Filters that contradict each other leave nothing; the derived table still has its columns.
  const union =
    halves.length === 0
      ? statement`SELECT ${OBSERVED_COLUMNS} FROM observed_flow_log o WHERE FALSE`
      : joinStatements(halves, ' UNION ALL ')
  return statement`(${union}) f`
}

function sharedConditions(filter: FlowLogFilter, directory: ScopeDirectory) {
  const scopeIds = scopeIdsOf(directory, filter)
  const { type, resource } = filter
  return (table: Statement): Statement[] => [
    ...(scopeIds === null ? [] : [statement`${table}."scopeId" = ANY(${scopeIds}::uuid[])`]),
    ...(type === undefined ? [] : [statement`${table}."targetType" = ANY(${type}::text[])`]),
    ...(resource === undefined
      ? []
      : [
          statement`${table}."targetKeyText" IN (SELECT r."keyText" FROM resource r WHERE r."id" = ANY(${resource}::uuid[]))`,
        ]),
  ]
}

/** Conditions on the half of desired flow logs; null when it can hold nothing. */
function desiredConditions(filter: FlowLogFilter): Statement[] | null {
  const { ownership, manager } = filter
  if (manager !== undefined) return null
  if (ownership !== undefined && !ownership.includes('ours') && !ownership.includes('released')) return null
  const conditions = [filter.ended === 'true' ? statement`d."endedAt" IS NOT NULL` : statement`d."endedAt" IS NULL`]
  const add = (condition: Statement) => conditions.push(condition)
  if (ownership !== undefined && !ownership.includes('released')) {
    add(statement`NOT (d."intent" = 'released' AND d."endedAt" IS NOT NULL)`)
  }
  if (ownership !== undefined && !ownership.includes('ours')) {
    add(statement`d."intent" = 'released' AND d."endedAt" IS NOT NULL`)
  }
  if (filter.phase !== undefined) add(statement`d."phase" = ANY(${filter.phase}::text[])`)
  if (filter.configuration !== undefined) add(statement`d."configurationId" = ANY(${filter.configuration}::uuid[])`)
  if (filter.condition !== undefined) {
    const wanted = filter.condition.map((type) => JSON.stringify([{ type }]))
    add(statement`d."conditions" @> ANY(${wanted}::jsonb[])`)
  }
  if (filter.status !== undefined) add(statement`o."status" = ANY(${filter.status}::text[])`)
  if (filter.delivery !== undefined) {
    add(statement`coalesce(o."deliveryState", 'none') = ANY(${filter.delivery}::text[])`)
  }
  if (filter.attention !== undefined) {
    add(filter.attention === 'true' ? DESIRED_NEEDS_ATTENTION : statement`NOT ${DESIRED_NEEDS_ATTENTION}`)
  }
  if (filter.destination !== undefined) add(statement`d."spec"::text ILIKE ${likeText(filter.destination)}`)
  const typed = filter.q?.trim() ?? ''
  if (typed !== '') {
    add(statement`(d."externalId" ILIKE ${likeText(typed)} OR d."targetKeyText" ILIKE ${likeText(typed)}
      OR d."resourceId" IN (${resourcesNamed(typed)}))`)
  }
  return conditions
}

/** Conditions on the half of observed logs that are not ours; null when it can hold nothing. */
function observedConditions(filter: FlowLogFilter): Statement[] | null {
  const { ownership } = filter
  if (filter.phase !== undefined || filter.configuration !== undefined || filter.condition !== undefined) return null
  if (ownership !== undefined && ownership.every((kind) => kind === 'ours')) return null
  const conditions = [
    filter.ended === 'true' ? statement`o."goneAt" IS NOT NULL` : statement`o."goneAt" IS NULL`,
    statement`o."desiredFlowLogId" IS NULL`,
  ]
  const add = (condition: Statement) => conditions.push(condition)
  if (ownership !== undefined) add(statement`o."ownership" = ANY(${ownership}::text[])`)
  if (filter.manager !== undefined) add(statement`o."manager" = ANY(${filter.manager}::text[])`)
  if (filter.status !== undefined) add(statement`o."status" = ANY(${filter.status}::text[])`)
  if (filter.delivery !== undefined) add(statement`o."deliveryState" = ANY(${filter.delivery}::text[])`)
  if (filter.attention !== undefined) {
    add(
      filter.attention === 'true' ? statement`o."deliveryState" = 'failed'` : statement`o."deliveryState" <> 'failed'`,
    )
  }
  if (filter.destination !== undefined) add(statement`o."destination" ILIKE ${likeText(filter.destination)}`)
  const typed = filter.q?.trim() ?? ''
  if (typed !== '') {
    add(statement`(o."externalId" ILIKE ${likeText(typed)} OR o."targetExternalId" ILIKE ${likeText(typed)}
      OR o."targetKeyText" IN (${resourceKeysNamed(typed)}))`)
  }
  return conditions
}

const NAMED = (typed: string) => statement`(coalesce(r."name", '') || ' ' || r."externalId") ILIKE ${likeText(typed)}`
const resourcesNamed = (typed: string) =>
  statement`SELECT r."id" FROM resource r WHERE r."goneAt" IS NULL AND ${NAMED(typed)}`
const resourceKeysNamed = (typed: string) =>
  statement`SELECT r."keyText" FROM resource r WHERE r."goneAt" IS NULL AND ${NAMED(typed)}`
