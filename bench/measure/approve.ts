import { LOCAL_OPERATOR } from '../../lib/domain/change-item'
import type { ConfigurationDocument } from '../../lib/domain/configuration'
import type { CommandRequest } from '../../lib/domain/command-request'
import { configurationDocument } from '../../lib/http/schemas/configuration-document'
import { CAPABILITIES, capabilitiesOf } from '../../lib/providers/capabilities'
import { createProviders } from '../../lib/providers/registry'
import { approveChange } from '../../lib/services/approve-change'
import { planChangeRequest } from '../../lib/services/plan-change-request'
import { proposeChange } from '../../lib/services/propose-change'
import type { ServiceContext } from '../../lib/services/service-context'
import type { Database } from '../../lib/store/database/connection'

/** The use cases as a process would run them, but with plans made at once instead of by a job. */
export function serviceContext(database: Database): ServiceContext {
  const providers = createProviders({ aws: { endpoints: {} }, alibaba: {} })
  return {
    database,
    jobs: { send: () => Promise.resolve() },
    clock: () => new Date(),
    allCapabilities: Object.values(CAPABILITIES),
    capabilities: capabilitiesOf,
    renderCommand: (request: CommandRequest) => providers[request.scope.provider].renderCommand(request),
  }
}

/** Proposes a Configuration and answers the id of its request. */
export function propose(database: Database, document: ConfigurationDocument): Promise<string> {
  return proposeChange(serviceContext(database), LOCAL_OPERATOR, {
    reason: 'Bench.',
    // Through the schema of the API, as everything that comes from outside.
    items: [{ op: 'create', document: configurationDocument.parse(document) }],
  })
}

/** Proposes, plans and approves a Configuration, by the same use cases as a person. */
export async function approveConfiguration(database: Database, document: ConfigurationDocument): Promise<void> {
  const context = serviceContext(database)
  const id = await propose(database, document)
  await planChangeRequest(context, id)
  const { rows } = await database.pool.query<{ digest: string }>(
    `SELECT p."digest" FROM "change_request" c JOIN "plan" p ON p."id" = c."planId" WHERE c."id" = $1`,
    [id],
  )
  const digest = rows[0]?.digest
  if (digest === undefined) throw new Error('the plan of the bench was not made')
  await approveChange(context, LOCAL_OPERATOR, id, { digest, note: '' })
}
