import type { JsonObject } from '../domain/json'
import type { NotCoverable, Resource, ResourceLinks, ResourceType } from '../domain/resource'
import { sha256Hex } from '../domain/digest'
import { canonicalJson } from '../domain/json'
import { resourceKeyText } from '../domain/resource'
import { parseResourceKey } from '../domain/resource-key'
import { isOwned } from '../domain/selector'
import type { Sql } from './sql'
import { asJson } from './sql'

/** A resource with our row of it. */
export interface StoredResource {
  readonly id: string
  readonly keyText: string
  readonly resource: Resource
  readonly missingSince: Date | null
}

export interface ResourceRow {
  id: string
  keyText: string
  externalId: string
  ownerAccountId: string
  name: string | null
  tags: Record<string, string>
  state: string
  isSettled: boolean
  notCoverable: NotCoverable | null
  attachmentKind: string | null
  links: ResourceLinks
  attributes: JsonObject
  missingSince: Date | null
}

export const RESOURCE_COLUMNS = `"id", "keyText", "externalId", "ownerAccountId", "name", "tags", "state", "isSettled",
  "notCoverable", "attachmentKind", "links", "attributes", "missingSince"`

/** A row as the domain's resource. Pure. */
export function toStoredResource(row: ResourceRow): StoredResource {
  const key = parseResourceKey(row.keyText)
  if (key === null) throw new Error(`resource ${row.id} has an unreadable key: ${row.keyText}`)
  const { externalId, ownerAccountId, name, tags, state, isSettled, notCoverable, attachmentKind, links } = row
  return {
    id: row.id,
    keyText: row.keyText,
    missingSince: row.missingSince,
    resource: {
      key,
      externalId,
      ownerAccountId,
      name,
      tags,
      state,
      isSettled,
      notCoverable,
      attachmentKind,
      links,
      attributes: row.attributes,
    },
  }
}

/** Everything that lives in a scope and is not gone; of some types only, where the caller asks for no more. */
export async function loadResources(
  sql: Sql,
  scopeId: string,
  types: readonly ResourceType[] | null = null,
): Promise<readonly StoredResource[]> {
  const { rows } = await sql.query<ResourceRow>(
    `SELECT ${RESOURCE_COLUMNS} FROM "resource"
      WHERE "scopeId" = $1 AND "goneAt" IS NULL AND ($2::text[] IS NULL OR "type" = ANY($2)) ORDER BY "keyText"`,
    [scopeId, types],
  )
  return rows.map(toStoredResource)
}

/** The transit routers of an account region, as the last global look reported them. */
export async function loadRouters(sql: Sql, scopeId: string): Promise<readonly Resource[]> {
  const { rows } = await sql.query<ResourceRow>(
    `SELECT ${RESOURCE_COLUMNS} FROM "resource"
      WHERE "scopeId" = $1 AND "type" = 'TransitRouter' AND "goneAt" IS NULL ORDER BY "keyText"`,
    [scopeId],
  )
  return rows.map((row) => toStoredResource(row).resource)
}

/** What a listing is compared with. */
export interface ResourceMark {
  readonly id: string
  readonly keyText: string
  readonly type: ResourceType
  readonly digest: string
  readonly missingSince: Date | null
  readonly goneAt: Date | null
}

/** The marks of everything that one scope's listing ever reported and that is not gone, and of the keys given. */
export async function loadResourceMarks(
  sql: Sql,
  sourceScopeId: string,
  keyTexts: readonly string[],
): Promise<readonly ResourceMark[]> {
  const { rows } = await sql.query<{
    id: string
    keyText: string
    type: ResourceType
    digest: string
    missingSince: Date | null
    goneAt: Date | null
  }>(
    `SELECT "id", "keyText", "type", "digest", "missingSince", "goneAt" FROM "resource"
      WHERE ("sourceScopeId" = $1 AND "goneAt" IS NULL) OR "keyText" = ANY($2::text[])`,
    [sourceScopeId, keyTexts],
  )
  return rows
}

/** SHA-256 of everything a cloud reported about a resource. Pure. */
export function resourceDigest(resource: Resource): string {
  return sha256Hex(canonicalJson(resource))
}

/** One resource to be written: new, changed, or back. */
export interface ResourceWrite {
  readonly id: string
  readonly scopeId: string
  readonly resource: Resource
  readonly digest: string
  /** No row has this key so far: there are no earlier values to keep. False where left out. */
  readonly isNew?: boolean
}

/**
 * Writes new and changed resources in one statement, and their earlier values into the history. Seen again means
 * neither missing nor gone.
 */
export async function writeResources(
  sql: Sql,
  sourceScopeId: string,
  writes: readonly ResourceWrite[],
  at: Date,
): Promise<void> {
  if (writes.length === 0) return
  const rows = writes.map(({ id, scopeId, resource, digest }) => ({
    id,
    scopeId,
    type: resource.key.type,
    localKey: resource.key.localKey,
    keyText: resourceKeyText(resource.key),
    externalId: resource.externalId,
    ownerAccountId: resource.ownerAccountId,
    isOwned: isOwned(resource),
    name: resource.name,
    tags: resource.tags,
    state: resource.state,
    isSettled: resource.isSettled,
    notCoverable: resource.notCoverable,
    attachmentKind: resource.attachmentKind,
    links: resource.links,
    attributes: resource.attributes,
    digest,
  }))
  const known = rows.filter((_row, index) => writes[index]?.isNew !== true)
  if (known.length > 0)
    await sql.query(
      `INSERT INTO "resource_history" ("resourceId", "content", "validFrom", "validTo")
     SELECT r."id", jsonb_build_object('state', r."state", 'name', r."name", 'tags', r."tags", 'isSettled', r."isSettled",
              'notCoverable', r."notCoverable", 'links', r."links", 'attributes', r."attributes",
              'ownerAccountId', r."ownerAccountId", 'goneAt', r."goneAt"), r."validFrom", $2
       FROM "resource" r JOIN jsonb_to_recordset($1::jsonb) AS w("keyText" text, "digest" text)
         ON w."keyText" = r."keyText" AND (w."digest" <> r."digest" OR r."goneAt" IS NOT NULL)`,
      [asJson(known.map(({ keyText, digest }) => ({ keyText, digest }))), at],
    )
  await sql.query(
    `INSERT INTO "resource" ("id", "scopeId", "sourceScopeId", "type", "localKey", "keyText", "externalId", "ownerAccountId",
       "isOwned", "name", "tags", "state", "isSettled", "notCoverable", "attachmentKind", "links", "attributes", "digest",
       "firstSeenAt", "validFrom", "coveredByLogIds")
     SELECT w."id", w."scopeId", $2, w."type", w."localKey", w."keyText", w."externalId", w."ownerAccountId", w."isOwned",
       w."name", w."tags", w."state", w."isSettled", w."notCoverable", w."attachmentKind", w."links", w."attributes",
       w."digest", $3, $3, '{}'
       FROM jsonb_to_recordset($1::jsonb) AS w("id" uuid, "scopeId" uuid, "type" text, "localKey" text, "keyText" text,
         "externalId" text, "ownerAccountId" text, "isOwned" boolean, "name" text, "tags" jsonb, "state" text,
         "isSettled" boolean, "notCoverable" text, "attachmentKind" text, "links" jsonb, "attributes" jsonb, "digest" text)
     ON CONFLICT ("keyText") DO UPDATE SET
       "scopeId" = excluded."scopeId", "sourceScopeId" = excluded."sourceScopeId", "externalId" = excluded."externalId",
       "ownerAccountId" = excluded."ownerAccountId", "isOwned" = excluded."isOwned", "name" = excluded."name",
       "tags" = excluded."tags", "state" = excluded."state", "isSettled" = excluded."isSettled",
       "notCoverable" = excluded."notCoverable", "attachmentKind" = excluded."attachmentKind",
       "links" = excluded."links", "attributes" = excluded."attributes",
       "validFrom" = CASE WHEN "resource"."digest" = excluded."digest" THEN "resource"."validFrom" ELSE excluded."validFrom" END,
       "digest" = excluded."digest", "missingSince" = NULL, "goneAt" = NULL`,
    [asJson(rows), sourceScopeId, at],
  )
}

/** Marks resources that a complete listing lacked for the first time. */
export async function markResourcesMissing(sql: Sql, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await sql.query(`UPDATE "resource" SET "missingSince" = $2 WHERE "id" = ANY($1::uuid[])`, [ids, at])
}

/** Marks resources that a second complete listing lacked too. */
export async function markResourcesGone(sql: Sql, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await sql.query(`UPDATE "resource" SET "goneAt" = $2 WHERE "id" = ANY($1::uuid[])`, [ids, at])
}

/** Resources by key, gone ones included, in the order given: what an operation was frozen with. */
export async function loadResourcesByKey(sql: Sql, keyTexts: readonly string[]): Promise<readonly Resource[]> {
  const { rows } = await sql.query<ResourceRow>(
    `SELECT ${RESOURCE_COLUMNS} FROM "resource" WHERE "keyText" = ANY($1::text[])`,
    [keyTexts],
  )
  const byKey = new Map(rows.map((row) => [row.keyText, toStoredResource(row).resource]))
  return keyTexts.map((keyText) => {
    const resource = byKey.get(keyText)
    if (resource === undefined) throw new Error(`there is no resource ${keyText}`)
    return resource
  })
}
