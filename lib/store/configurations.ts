import type { ConfigurationDocument } from '../domain/configuration'
import type { ConfigurationState } from '../domain/overlay'
import type { Sql } from './sql'

interface ConfigurationRow {
  id: string
  generation: number
  document: ConfigurationDocument
  isPaused: boolean
  isObserveOnly: boolean
  isDeleted: boolean
}

/**
 * The Configurations of a cloud that live, and deleted ones that still have something to remove in the scope. The
 * switches of the row win over the document: they are turned without a new generation.
 */
export async function loadConfigurations(
  sql: Sql,
  provider: string,
  scopeId: string,
): Promise<readonly ConfigurationState[]> {
  const { rows } = await sql.query<ConfigurationRow & Record<string, unknown>>(
    `SELECT "id", "generation", "document", "isPaused", "isObserveOnly", "deletedAt" IS NOT NULL AS "isDeleted"
       FROM "configuration" c
      WHERE "provider" = $1 AND ("deletedAt" IS NULL OR EXISTS (
        SELECT 1 FROM "desired_flow_log" d
         WHERE d."configurationId" = c."id" AND d."scopeId" = $2 AND d."endedAt" IS NULL))
      ORDER BY "id"`,
    [provider, scopeId],
  )
  return rows.map(({ id, generation, document, isPaused, isObserveOnly, isDeleted }) => ({
    id,
    generation,
    isDeleted,
    document: { ...document, paused: document.paused || isPaused, observeOnly: document.observeOnly || isObserveOnly },
  }))
}
