import { OWNERSHIP_TAGS, type ObservedFlowLog } from '../../domain/flow-log'
import type { Resource } from '../../domain/resource'
import { validateSpec } from '../../domain/rules'
import { GLOBAL_REGION } from '../../domain/scope'
import { ProviderError } from '../errors'
import type { CallContext, CreateBatch, CreateOutcome, DeleteOutcome, FlowLogProvider, UpdateStep } from '../provider'
import { createLogServiceReader } from './log-service'
import { preflight } from './preflight'
import { ALIBABA_CEN_CAPABILITIES } from './capabilities'
import { Client } from './client'
import { MEMBER_PARAMETERS, renderCommand } from './command'
import { testConnection } from './connection-test'
import { createAccountCredentials, type BaseCredentials } from './credentials'
import { discoverGlobal, discoverRegion } from './discover'
import { endpointsOf, type EndpointOverrides } from './endpoints'
import { blaming, local, unsupported } from './errors'
import type { AcceptedResponseBody } from './models'
import { listDirectory } from './organisation'
import { allPages, distinctBy, rowsOf } from './paging'
import { cenRecordAccess } from './records/read-records'
import { createRequest, tagList, translateFlowLog } from './translate'

/** What the Alibaba Cloud provider is made with. */
export interface AlibabaCenOptions {
  /** Where calls go instead of the vendor's addresses; from the environment only. */
  readonly endpoints?: EndpointOverrides
  /** Redirected endpoints keep the vendor's promises all the same. */
  readonly isFaithful?: boolean
  /** Weir's own identity; the vendor's default chain unless given. */
  readonly baseCredentials?: BaseCredentials
  readonly now?: () => number
}

/** Alibaba Cloud CEN behind the port. */
export function createAlibabaCenProvider(options: AlibabaCenOptions = {}): FlowLogProvider {
  const endpoints = endpointsOf(options.endpoints ?? {})
  const credentials = createAccountCredentials({
    stsEndpoint: endpoints.sts,
    ...(options.baseCredentials === undefined ? {} : { base: options.baseCredentials }),
    ...(options.now === undefined ? {} : { now: options.now }),
  })

  const logService = createLogServiceReader(credentials, endpoints.sls ?? undefined)

  function clientFor(context: CallContext): Client {
    const { account } = context
    return new Client({
      endpoint: endpoints.cbn,
      context,
      keys: () => credentials.keysFor(account, context),
      onKeysRefused: () => credentials.forget(account),
    })
  }

  return {
    id: 'alibaba-cen',
    capabilities: ALIBABA_CEN_CAPABILITIES,
    endpointFingerprint: () => endpoints.fingerprint,
    isStandIn: () => options.isFaithful !== true && endpoints.fingerprint !== 'vendor',
    validate: (spec, targetType) => validateSpec(spec, targetType, null),
    renderCommand,
    testConnection: (context, features) =>
      testConnection({
        client: clientFor(context),
        credentials,
        stsEndpoint: endpoints.sts,
        endpoints,
        logService,
        context,
        features: features ?? ['look', 'change'],
      }),

    preflight: (context, request) => preflight({ credentials, endpoints, logService, context }, request),

    records: cenRecordAccess(credentials, endpoints.sls, () => new Date(options.now?.() ?? Date.now())),

    discover: (context, { knownRouters }) => {
      const { scope } = context
      if (scope.region === GLOBAL_REGION) return discoverGlobal(clientFor(context), scope, context.signal)
      return discoverRegion(clientFor(context), scope, knownRouters, context.signal)
    },

    listOrganisation: (context) =>
      listDirectory(endpoints.resourceManager, () => credentials.keysFor(context.account, context), context),

    observe: (context) => listFlowLogs(clientFor(context), context, undefined),

    findCreated: async (context, { operationId, targets }) => {
      const client = clientFor(context)
      const wanted = new Set(targets.map((target) => target.key.localKey))
      const found: ObservedFlowLog[] = []
      for (const routerId of new Set(targets.map(routerOf))) {
        found.push(...(await listFlowLogs(client, context, routerId)))
      }
      return found.filter(
        (log) =>
          log.tags[OWNERSHIP_TAGS.operation] === operationId && log.target !== null && wanted.has(log.target.localKey),
      )
    },

    create: (context, batch) => create(clientFor(context), batch),

    update: async (context, { operationId, log, step }) => {
      const request = { regionId: context.scope.region, flowLogId: log.externalId, clientToken: operationId }
      const body = await applyStep(clientFor(context), request, step)
      return { requestId: body.requestId ?? null }
    },

    delete: async (context, { externalIds }) => {
      const client = clientFor(context)
      const outcomes: DeleteOutcome[] = []
      for (const externalId of externalIds) outcomes.push(await deleteOne(client, context, externalId))
      return outcomes
    },
  }
}

/** All flow logs of a region, or of one router in it. A look that does not get every page throws. */
async function listFlowLogs(
  client: Client,
  context: CallContext,
  transitRouterId: string | undefined,
): Promise<readonly ObservedFlowLog[]> {
  const regionId = context.scope.region
  if (regionId === GLOBAL_REGION) return []
  const rows = await allPages(async (page) => {
    const filter = transitRouterId === undefined ? {} : { transitRouterId }
    const body = await client.describeFlowlogs({ regionId, ...filter, ...page })
    return { rows: rowsOf('DescribeFlowlogs', body.flowLogs?.flowLog, body.totalCount), total: body.totalCount }
  })
  const logs = rows.map((row) => translateFlowLog(context.scope, row)).filter((log) => log !== null)
  return distinctBy(logs, (log) => log.externalId)
}

function routerOf(target: Resource): string {
  return target.key.type === 'TransitRouter' ? target.externalId : (target.links.transitRouter ?? '')
}

async function create(client: Client, batch: CreateBatch): Promise<readonly CreateOutcome[]> {
  const { spec } = batch
  const [target] = batch.targets
  if (target === undefined || batch.targets.length > 1 || spec.family !== 'cen') {
    throw local('CreateFlowlog', {
      kind: 'invalid',
      reason: 'OneTargetPerCall',
      cause: 'One call makes one CEN flow log on one target.',
      remedy: 'Send one batch for each target.',
    })
  }
  try {
    const body = await client.createFlowlog(createRequest(batch, target, spec))
    const requestId = body.requestId ?? null
    const externalId = body.flowLogId ?? null
    const madeIds = externalId === null ? [] : [externalId]
    return [{ kind: 'accepted', target: target.key, externalId, madeIds, requestId }]
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    // With one target in the call there is no doubt whom a refusal is about.
    const isAboutTarget = error.kind === 'conflict' || error.kind === 'targetMissing'
    throw isAboutTarget ? blaming(error, [target.externalId]) : error
  }
}

async function applyStep(
  client: Client,
  request: { readonly regionId: string; readonly flowLogId: string; readonly clientToken: string },
  step: UpdateStep,
): Promise<AcceptedResponseBody> {
  const { regionId, flowLogId } = request
  const resource = { regionId, resourceType: 'Flowlog', resourceId: [flowLogId] } as const
  switch (step.kind) {
    case 'untag':
      return client.untagResources({ ...resource, tagKey: step.keys })
    case 'tag':
      return client.tagResources({ ...resource, tag: tagList(step.tags) })
    case 'modify': {
      const strange = Object.keys(step.members).find((member) => !Object.hasOwn(MEMBER_PARAMETERS, member))
      if (strange !== undefined) throw unsupported('ModifyFlowLogAttribute', `${strange} cannot be changed in place.`)
      const { flowLogName, description, intervalSeconds } = step.members
      return client.modifyFlowLogAttribute({
        ...request,
        ...(flowLogName === undefined ? {} : { flowLogName: String(flowLogName) }),
        ...(description === undefined ? {} : { description: String(description) }),
        ...(intervalSeconds === undefined ? {} : { interval: Number(intervalSeconds) }),
      })
    }
    case 'enable':
      return client.activeFlowLog(request)
    case 'disable':
      return client.deactiveFlowLog(request)
  }
}

/**
 * Deletes without a client token: deleting is harmless to repeat, and a remembered token would answer "accepted" for a
 * log that is long gone.
 */
async function deleteOne(client: Client, context: CallContext, externalId: string): Promise<DeleteOutcome> {
  try {
    const body = await client.deleteFlowlog({ regionId: context.scope.region, flowLogId: externalId })
    return { kind: 'accepted', externalId, requestId: body.requestId ?? null }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    if (error.kind === 'targetMissing') return { kind: 'alreadyGone', externalId, requestId: error.requestId }
    return { kind: 'refused', externalId, error }
  }
}
