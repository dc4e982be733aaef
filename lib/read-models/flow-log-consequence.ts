import type { ResourceType } from '../domain/resource'
import { notFound } from '../domain/refusal'
import type { FlowLogConsequence } from '../http/schemas/flow-logs'
import { destinationText } from '../store/observed-flow-logs'
import { select, statement } from '../store/statement'
import { parseResourceKey } from '../domain/resource-key'
import { findOwnFlowLog, type OwnFlowLog } from '../services/flow-log-commands'
import type { ServiceContext } from '../services/service-context'

interface LosingRow {
  type: ResourceType
  count: number
}

/** What deleting a flow log would do, in numbers, before anybody decides. */
export async function flowLogConsequence(context: ServiceContext, id: string): Promise<FlowLogConsequence> {
  const { pool } = context.database
  const own = await findOwnFlowLog(pool, id)
  if (own === null) {
    const [known] = await select<{ id: string }>(
      pool,
      statement`SELECT "id" FROM observed_flow_log WHERE "id" = ${id}::uuid`,
    )
    if (known === undefined) throw notFound('flow log', id)
    return refused('Weir did not make this flow log, so Weir never deletes it.')
  }
  if (own.endedAt !== null) return refused('It is gone already.')
  if (own.intent !== 'present') return refused('It is being removed already.')
  const { onRemoval, name, spec } = own.document
  const configuration = { id: own.configurationId, name, onRemoval }
  const losing = onRemoval === 'retain' || own.externalId === null ? [] : await loadLosing(context, own)
  const totalLosing = losing.reduce((sum, { count }) => sum + count, 0)
  return {
    canDelete: true,
    because: null,
    message: sentence(own, totalLosing),
    losing,
    totalLosing,
    destination: destinationText(spec),
    configuration,
    equivalentCommand: commandOf(context, own),
  }
}

/** Resources that only this log covers: no other living log stands in their chain. */
async function loadLosing(context: ServiceContext, own: OwnFlowLog): Promise<LosingRow[]> {
  return select<LosingRow>(
    context.database.pool,
    statement`SELECT r."type", count(*)::int AS count FROM resource r
      WHERE r."scopeId" = ${own.scopeId}::uuid AND r."goneAt" IS NULL AND r."coverageRung" IN ('active', 'delivering')
        AND ${own.externalId} = ANY(r."coveredByLogIds")
      GROUP BY 1 ORDER BY 2 DESC`,
  )
}

function sentence(own: OwnFlowLog, totalLosing: number): string {
  if (own.document.onRemoval === 'retain') {
    return 'The flow log stays in the cloud as it is; Weir lets go of it and manages it no longer.'
  }
  if (own.externalId === null) return 'No flow log exists yet; its target leaves the Configuration.'
  const losing =
    totalLosing === 0
      ? 'No resource loses coverage by it'
      : `${totalLosing.toLocaleString('en')} ${totalLosing === 1 ? 'resource loses' : 'resources lose'} coverage`
  return `${losing}. Records that exist stay where they are. Its target leaves the Configuration, so that it is not made again.`
}

function refused(because: string): FlowLogConsequence {
  return {
    canDelete: false,
    because,
    message: because,
    losing: [],
    totalLosing: 0,
    destination: null,
    configuration: null,
    equivalentCommand: null,
  }
}

function commandOf(context: ServiceContext, own: OwnFlowLog): string | null {
  const key = parseResourceKey(own.targetKeyText)
  if (own.externalId === null || key === null || own.document.onRemoval === 'retain') return null
  return context.renderCommand({ kind: 'delete', scope: key.scope, externalIds: [own.externalId] })
}
