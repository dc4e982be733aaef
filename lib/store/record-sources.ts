import type { FlowLogSpec } from '../domain/flow-log-spec'
import type { ReportedDelivery } from '../domain/flow-log'
import type { Sql } from './sql'

/** A flow log as reading its records needs it: whose it is, where it delivers, what it captures through. */
export interface StoredRecordSource {
  readonly observedId: string
  readonly externalId: string
  readonly provider: string
  readonly partition: string
  readonly accountId: string
  readonly region: string
  readonly roleArn: string | null
  readonly roleExternalId: string | null
  readonly accountName: string
  readonly spec: FlowLogSpec | null
  readonly destination: string | null
  readonly targetType: string | null
  readonly targetExternalId: string
  readonly status: string
  readonly deliveryState: ReportedDelivery['state']
  readonly deliveryMessage: string | null
  readonly cloudCreatedAt: Date | null
  readonly firstSeenAt: Date
  readonly scopeId: string
  /** Null where interfaces are not discovered. */
  readonly members: readonly string[] | null
}

/** Resources through which a flow log captures, by the type of its target: the link that names the target. */
const MEMBERS = `CASE
    WHEN o."targetType" IN ('NetworkInterface', 'TransitGatewayAttachment') THEN ARRAY[o."targetExternalId"]
    WHEN o."targetType" IN ('VPC', 'Subnet') AND i."discoverInterfaces" IS FALSE THEN NULL
    WHEN o."targetType" = 'VPC' THEN ARRAY(SELECT r."externalId" FROM "resource" r WHERE r."scopeId" = o."scopeId"
      AND r."type" = 'NetworkInterface' AND r."goneAt" IS NULL AND r."links"->>'vpc' = o."targetExternalId" LIMIT 5000)
    WHEN o."targetType" = 'Subnet' THEN ARRAY(SELECT r."externalId" FROM "resource" r WHERE r."scopeId" = o."scopeId"
      AND r."type" = 'NetworkInterface' AND r."goneAt" IS NULL AND r."links"->>'subnet' = o."targetExternalId" LIMIT 5000)
    WHEN o."targetType" = 'TransitGateway' THEN ARRAY(SELECT r."externalId" FROM "resource" r WHERE r."scopeId" = o."scopeId"
      AND r."type" = 'TransitGatewayAttachment' AND r."goneAt" IS NULL AND r."links"->>'transitGateway' = o."targetExternalId")
    WHEN o."targetType" = 'TransitRouterAttachment' THEN ARRAY[o."targetExternalId"]
    WHEN o."targetType" = 'TransitRouter' THEN ARRAY(SELECT r."externalId" FROM "resource" r WHERE r."scopeId" = o."scopeId"
      AND r."type" = 'TransitRouterAttachment' AND r."goneAt" IS NULL AND r."links"->>'transitRouter' = o."targetExternalId")
    ELSE NULL END`

const SELECT = `SELECT o."id" AS "observedId", o."externalId", s."provider", s."partition", s."accountId", s."region",
    a."roleArn", a."externalId" AS "roleExternalId", a."name" AS "accountName", o."spec", o."destination", o."targetType",
    o."targetExternalId", o."status", o."deliveryState", o."deliveryMessage", o."cloudCreatedAt", o."firstSeenAt", o."scopeId",
    ${MEMBERS} AS "members"
  FROM "observed_flow_log" o JOIN "scope" s ON s."id" = o."scopeId" JOIN "account" a ON a."id" = s."accountRef"
  LEFT JOIN "installation" i ON true`

/** The flow log with this id: an observed one's, or a desired one's whose log was observed. */
export async function findRecordSource(sql: Sql, id: string): Promise<StoredRecordSource | null> {
  const { rows } = await sql.query<StoredRecordSource & Record<string, unknown>>(
    `${SELECT} WHERE o."goneAt" IS NULL AND (o."id" = $1 OR o."desiredFlowLogId" = $1)
      ORDER BY (o."externalId" = (SELECT d."externalId" FROM "desired_flow_log" d WHERE d."id" = $1)) DESC NULLS LAST,
        o."firstSeenAt" DESC LIMIT 1`,
    [id],
  )
  return rows[0] ?? null
}

/** The living flow logs of a scope that deliver to one destination and capture, oldest first. */
export async function loadRecordSources(
  sql: Sql,
  scopeId: string,
  destination: string,
): Promise<readonly StoredRecordSource[]> {
  const { rows } = await sql.query<StoredRecordSource & Record<string, unknown>>(
    `${SELECT} WHERE o."goneAt" IS NULL AND o."scopeId" = $1 AND o."destination" = $2 AND o."spec" IS NOT NULL
        AND o."status" = 'active' ORDER BY o."id" LIMIT 2000`,
    [scopeId, destination],
  )
  return rows
}

/** Whether a flow log, desired or observed, has this id at all. */
export async function isFlowLogId(sql: Sql, id: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `SELECT 1 FROM "observed_flow_log" WHERE "id" = $1 UNION ALL SELECT 1 FROM "desired_flow_log" WHERE "id" = $1 LIMIT 1`,
    [id],
  )
  return (rowCount ?? 0) > 0
}
