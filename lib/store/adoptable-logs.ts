import type { LogGroup } from '../domain/adoption/clusters'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import type { Manager } from '../domain/flow-log'
import type { ResourceType } from '../domain/resource'
import { recogniseManager } from '../domain/managers'
import { isProviderId } from '../domain/provider-id'
import { asJson, type Sql } from './sql'

/**
 * Observed logs that Weir could take into its records: not ours, settled, readable, on a target that exists, is owned and
 * can carry a log. What stands where a Configuration already wants its own log is adopted there instead.
 */
const ADOPTABLE = `o."goneAt" IS NULL AND o."missingSince" IS NULL AND o."desiredFlowLogId" IS NULL
  AND o."ownership" IN ('foreign', 'released') AND o."spec" IS NOT NULL AND o."status" IN ('active', 'inactive')
  AND r."goneAt" IS NULL AND r."isOwned" AND r."isSettled" AND r."notCoverable" IS NULL AND s."state" <> 'Removed'
  AND NOT EXISTS (SELECT 1 FROM "desired_flow_log" d WHERE d."resourceId" = r."id" AND d."endedAt" IS NULL
                     AND d."phaseReason" = 'ForeignLogInTheWay')`

const FROM = `"observed_flow_log" o JOIN "scope" s ON s."id" = o."scopeId"
  JOIN "resource" r ON r."keyText" = o."targetKeyText"`

/** A released log keeps no manager of its own: it is recognised again by its tags. */
const RELEASED_TAGS = `CASE WHEN o."ownership" = 'released' THEN o."tags" END`

interface GroupRow {
  scopeId: string
  provider: string
  partition: string
  accountId: string
  region: string
  manager: Manager | null
  tags: Record<string, string> | null
  targetType: ResourceType
  spec: FlowLogSpec
  count: number
}

/** A group of equal logs, with what finds its rows again. */
export interface AdoptableGroup extends LogGroup {
  readonly rowManager: Manager | null
  readonly rowTags: Readonly<Record<string, string>> | null
}

/** All adoptable logs, grouped by scope, manager, kind of target and literal parameters: few rows for many logs. */
export async function loadAdoptableGroups(sql: Sql): Promise<readonly AdoptableGroup[]> {
  const { rows } = await sql.query<GroupRow & Record<string, unknown>>(
    `SELECT o."scopeId", s."provider", s."partition", s."accountId", s."region", o."manager", ${RELEASED_TAGS} AS "tags",
       o."targetType", o."spec" - 'tags' AS "spec", count(DISTINCT o."targetKeyText")::int AS "count"
       FROM ${FROM} WHERE ${ADOPTABLE} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`,
  )
  return rows.flatMap(({ scopeId, provider, partition, accountId, region, manager, tags, targetType, spec, count }) => {
    if (!isProviderId(provider)) return []
    const bare: FlowLogSpec = { ...spec, tags: {} }
    return [
      {
        scopeId,
        scope: { provider, partition, accountId, region },
        manager: manager ?? recogniseManager({ tags: tags ?? {}, spec: bare }),
        targetType,
        spec: bare,
        count,
        rowManager: manager,
        rowTags: tags,
      },
    ]
  })
}

/** One log to adopt, with its target. */
export interface AdoptableLog {
  readonly observedId: string
  readonly externalId: string
  readonly targetKeyText: string
  readonly targetName: string | null
  readonly scopeId: string
  readonly ownership: string
}

/**
 * The logs of some groups, one per target: of two equal logs on one target only the first can be adopted. In the order of
 * their targets.
 */
export async function loadGroupLogs(
  sql: Sql,
  groups: readonly AdoptableGroup[],
  limit: number,
): Promise<readonly AdoptableLog[]> {
  const { rows } = await sql.query<AdoptableLog & Record<string, unknown>>(
    `SELECT DISTINCT ON (o."targetKeyText") o."id" AS "observedId", o."externalId", o."targetKeyText", r."name" AS "targetName",
       o."scopeId", o."ownership"
       FROM ${FROM}
       JOIN jsonb_to_recordset($1::jsonb) AS w("scopeId" uuid, "manager" text, "tags" jsonb, "targetType" text, "spec" jsonb)
         ON w."scopeId" = o."scopeId" AND w."manager" IS NOT DISTINCT FROM o."manager"
        AND w."tags" IS NOT DISTINCT FROM (${RELEASED_TAGS}) AND w."targetType" = o."targetType"
        AND w."spec" = o."spec" - 'tags'
      WHERE ${ADOPTABLE} ORDER BY o."targetKeyText", o."externalId" LIMIT $2`,
    [asJson(groups.map(groupKey)), limit],
  )
  return rows
}

function groupKey({ scopeId, rowManager, rowTags, targetType, spec }: AdoptableGroup) {
  const { tags: _tags, ...bare } = spec
  return { scopeId, manager: rowManager, tags: rowTags, targetType, spec: bare }
}

/** Tags that every target of these groups carries, the first few by key. */
export async function loadCommonTags(
  sql: Sql,
  groups: readonly AdoptableGroup[],
  targets: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  if (groups.length === 0) return []
  const { rows } = await sql.query<{ key: string; value: string }>(
    `SELECT t."key", t."value" FROM "resource" r CROSS JOIN LATERAL jsonb_each_text(r."tags") AS t("key", "value")
      WHERE r."keyText" = ANY($1::text[]) AND t."key" NOT LIKE 'aws:%'
      GROUP BY 1, 2 HAVING count(*) = $2 ORDER BY 1 LIMIT 5`,
    [targets, targets.length],
  )
  return rows.map(({ key, value }) => [key, value] as const)
}

/** What else stands in clouds that is not ours, and why it is not among the adoptable. */
export interface NotAdoptable {
  readonly otherInstallation: number
  readonly unreadable: number
  readonly withoutTarget: number
  /** Where a Configuration wants its own flow log: adopted from that flow log's page. */
  readonly inTheWay: number
}

/** Counts what is left out of the clusters, by reason. */
export async function countNotAdoptable(sql: Sql): Promise<NotAdoptable> {
  const { rows } = await sql.query<NotAdoptable & Record<string, unknown>>(
    `SELECT count(*) FILTER (WHERE o."ownership" = 'otherInstallation')::int AS "otherInstallation",
       count(*) FILTER (WHERE o."ownership" IN ('foreign', 'released') AND o."spec" IS NULL)::int AS "unreadable",
       count(*) FILTER (WHERE o."ownership" IN ('foreign', 'released') AND o."spec" IS NOT NULL
                          AND (r."id" IS NULL OR NOT r."isOwned"))::int AS "withoutTarget",
       (SELECT count(*)::int FROM "desired_flow_log" d
         WHERE d."endedAt" IS NULL AND d."phaseReason" = 'ForeignLogInTheWay') AS "inTheWay"
       FROM "observed_flow_log" o LEFT JOIN "resource" r ON r."keyText" = o."targetKeyText" AND r."goneAt" IS NULL
      WHERE o."goneAt" IS NULL AND o."desiredFlowLogId" IS NULL`,
  )
  return rows[0] ?? { otherInstallation: 0, unreadable: 0, withoutTarget: 0, inTheWay: 0 }
}
