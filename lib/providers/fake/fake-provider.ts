import type { Capabilities } from '../../domain/capabilities'
import { GLOBAL_REGION } from '../../domain/scope'
import type { CommandRequest } from '../../domain/command-request'
import type { FlowLogSpec } from '../../domain/flow-log-spec'
import type { Violation } from '../../domain/problem'
import type { ResourceType } from '../../domain/resource'
import { ProviderError } from '../errors'
import { FailedListings } from '../failed-listings'
import type {
  CallContext,
  ConnectionCheck,
  CreateBatch,
  CreateOutcome,
  DeleteOutcome,
  DiscoverOptions,
  Discovery,
  FlowLogProvider,
  UpdateStep,
} from '../provider'
import type { ObservedFlowLog } from '../../domain/flow-log'
import { OWNERSHIP_TAGS } from '../../domain/flow-log'
import type { FakeLine } from './exchange'
import { exchange, toProviderError } from './exchange'
import { observeLog } from './observe'
import { fakePreflight } from './preflight'
import { fakeRecordAccess } from './records'
import { refuse } from './refusal'
import type { FakeWorld } from './world'

/** The rules and words of the cloud that the fake is like: pure domain functions. */
export interface FakeDomain {
  readonly validate: (spec: FlowLogSpec, targetType: ResourceType | null) => readonly Violation[]
  readonly renderCommand: (request: CommandRequest) => string
}

/** The port over an in-memory world. One exchange per call, except where the real adapter needs several. */
export function createFakeProvider(
  world: FakeWorld,
  line: FakeLine,
  capabilities: Capabilities,
  domain: FakeDomain,
): FlowLogProvider {
  const { rules, faults } = line
  const { operations } = rules

  async function observe(context: CallContext): Promise<readonly ObservedFlowLog[]> {
    if (context.scope.region === GLOBAL_REGION) return []
    const { value } = await exchange(line, context, {
      operation: operations.observe,
      resources: [],
      mutates: false,
      effect: () => world.listedLogs(context.scope).map((log) => observeLog(world, rules, log)),
    })
    return value
  }

  async function discover(context: CallContext, options: DiscoverOptions): Promise<Discovery> {
    const { scope } = context
    const isGlobal = scope.region === GLOBAL_REGION
    const names = isGlobal ? operations.discoverGlobal : operations.discoverRegion
    const failures = new FailedListings(context.signal)
    let answered = 0
    for (const operation of names) {
      const listing = { operation, resources: [], mutates: false, effect: () => null } as const
      const answer = await failures.unless(rules.listedBy[operation] ?? [], () => exchange(line, context, listing))
      if (answer !== null) answered += 1
    }
    const failed = failures.orThrow(answered === 0)
    const notListed = new Set(failed.flatMap(({ types }) => types))
    const listed = [...world.resources.values()].filter(
      (resource) =>
        resource.key.scope.accountId === scope.accountId &&
        rules.lists(resource, scope) &&
        (options.includeInterfaces || resource.key.type !== 'NetworkInterface') &&
        !notListed.has(resource.key.type) &&
        isOfKnownRouter(resource.links.transitRouter, options),
    )
    return {
      resources: listed,
      coveredTypes: coveredTypes(capabilities, isGlobal, options).filter((type) => !notListed.has(type)),
      failures: failed,
      regions: isGlobal ? (world.regions.get(scope.accountId) ?? []) : [],
    }
  }

  return {
    id: capabilities.provider,
    capabilities,
    records: fakeRecordAccess(world, line, capabilities.provider),
    endpointFingerprint: () => 'fake',
    // It keeps every promise of the cloud it is like.
    isStandIn: () => false,
    validate: domain.validate,
    renderCommand: domain.renderCommand,
    discover,
    observe,

    async listOrganisation(context) {
      const listing = { operation: 'ListAccounts', resources: [], mutates: false } as const
      const { value } = await exchange(line, context, { ...listing, effect: () => world.organisation })
      return value
    },
    preflight: (context, request) => fakePreflight(world, line, context, request),

    async findCreated(context, query) {
      const targets = new Set(query.targets.map((target) => target.externalId))
      const listed = await observe(context)
      return listed.filter(
        (log) => log.tags[OWNERSHIP_TAGS.operation] === query.operationId && targets.has(log.targetExternalId),
      )
    },

    async create(context: CallContext, batch: CreateBatch): Promise<readonly CreateOutcome[]> {
      const { value, requestId } = await exchange(line, context, {
        operation: operations.create,
        resources: batch.targets.map((target) => target.externalId),
        token: batch.operationId,
        mutates: true,
        effect: (probe) => rules.create({ world, faults, probe, scope: context.scope }, batch),
      })
      // The answer of a batch does not say which id belongs to which target.
      const madeIds = value.flatMap((item) => (item.kind === 'accepted' ? [item.externalId] : []))
      const isCertain = madeIds.length === 1
      return value.map((item) =>
        item.kind === 'accepted'
          ? {
              kind: 'accepted',
              target: item.target,
              externalId: isCertain ? item.externalId : null,
              madeIds,
              requestId,
            }
          : {
              kind: 'refused',
              target: item.target,
              error: toProviderError(capabilities.provider, operations.create, item.refusal, requestId),
            },
      )
    },

    async update(
      context: CallContext,
      change: { readonly operationId: string; readonly log: ObservedFlowLog; readonly step: UpdateStep },
    ) {
      const operation = operations.update[change.step.kind]
      if (operation === null) {
        const refusal = refuse('unsupported', 'UnsupportedChange', `This cloud cannot ${change.step.kind} a flow log.`)
        throw toProviderError(capabilities.provider, 'update', refusal, null)
      }
      const { requestId } = await exchange(line, context, {
        operation,
        resources: [change.log.externalId],
        token: change.operationId,
        mutates: true,
        effect: (probe) => {
          const log = world.living(context.scope, change.log.externalId)
          if (!log) throw rules.missingLog([change.log.externalId])
          rules.update(
            { world, faults, probe, scope: context.scope },
            { operationId: change.operationId, log, step: change.step },
          )
        },
      })
      return { requestId }
    },

    async delete(context, request) {
      const outcomes = new Map<string, DeleteOutcome>()
      for (const ids of batchesOf(request.externalIds, capabilities.maxDeleteBatch)) {
        for (const outcome of await deleteBatch(world, line, context, request.operationId, ids)) {
          outcomes.set(outcome.externalId, outcome)
        }
      }
      return [...outcomes.values()]
    },

    async testConnection(context) {
      const steps = [
        ...(context.account.roleArn === null ? [] : [operations.assumeRole]),
        operations.identity,
        ...(context.scope.region === GLOBAL_REGION ? operations.discoverGlobal : operations.discoverRegion),
        operations.observe,
      ]
      const roleCheckId = `permission:${rules.permission(operations.assumeRole)}`
      const checks: ConnectionCheck[] = []
      for (const operation of steps) {
        // Without the role every further answer would be about somebody else.
        const isRefused = checks[0]?.id === roleCheckId && checks[0].state === 'failed'
        checks.push(isRefused ? skippedStep(line, operation) : await checkStep(line, context, operation))
      }
      return checks
    },
  }
}

async function deleteBatch(
  world: FakeWorld,
  line: FakeLine,
  context: CallContext,
  operationId: string,
  ids: readonly string[],
): Promise<readonly DeleteOutcome[]> {
  const gone: DeleteOutcome[] = []
  let left = ids
  while (left.length > 0) {
    const sent = left
    try {
      const { requestId } = await exchange(line, context, {
        operation: line.rules.operations.delete,
        resources: sent,
        token: operationId,
        mutates: true,
        effect: (probe) => line.rules.delete({ world, faults: line.faults, probe, scope: context.scope }, sent),
      })
      return [...gone, ...sent.map((externalId): DeleteOutcome => ({ kind: 'accepted', externalId, requestId }))]
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      const named = error.kind === 'targetMissing' ? sent.filter((id) => error.members.includes(id)) : []
      if (named.length === 0) {
        // With one id per call a refusal is that id's own; a whole batch that was refused is the caller's to judge.
        if (ids.length > 1) throw error
        return sent.map((externalId): DeleteOutcome => ({ kind: 'refused', externalId, error }))
      }
      gone.push(
        ...named.map((externalId): DeleteOutcome => ({ kind: 'alreadyGone', externalId, requestId: error.requestId })),
      )
      left = sent.filter((id) => !named.includes(id))
    }
  }
  return gone
}

function skippedStep(line: FakeLine, operation: string): ConnectionCheck {
  const permission = line.rules.permission(operation)
  const message = 'Not asked: the role could not be assumed.'
  const facts = { id: `permission:${permission}`, label: permission }
  return { ...facts, state: 'skipped', message, remedy: null, vendorCode: null, requestId: null }
}

async function checkStep(line: FakeLine, context: CallContext, operation: string): Promise<ConnectionCheck> {
  const permission = line.rules.permission(operation)
  const facts = { id: `permission:${permission}`, label: permission }
  try {
    const { requestId } = await exchange(line, context, {
      operation,
      resources: [],
      mutates: false,
      effect: () => null,
    })
    return { ...facts, state: 'passed', message: 'Allowed.', remedy: null, vendorCode: null, requestId }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return {
      ...facts,
      state: 'failed',
      message: error.message,
      remedy:
        operation === line.rules.operations.assumeRole
          ? `Let the identity that Weir uses assume ${context.account.roleArn ?? 'the role'} with this external id.`
          : `Allow ${permission} for the identity that Weir uses.`,
      vendorCode: error.vendorCode,
      requestId: error.requestId,
    }
  }
}

function coveredTypes(
  capabilities: Capabilities,
  isGlobal: boolean,
  options: DiscoverOptions,
): readonly ResourceType[] {
  if (capabilities.provider === 'alibaba-cen') return isGlobal ? ['CEN', 'TransitRouter'] : ['TransitRouterAttachment']
  if (isGlobal) return []
  return capabilities.discoveredTypes.filter((type) => options.includeInterfaces || type !== 'NetworkInterface')
}

function isOfKnownRouter(routerId: string | undefined, options: DiscoverOptions): boolean {
  return routerId === undefined || options.knownRouters.some((router) => router.externalId === routerId)
}

function batchesOf(ids: readonly string[], size: number): readonly (readonly string[])[] {
  const batches: string[][] = []
  for (let start = 0; start < ids.length; start += size) batches.push(ids.slice(start, start + size))
  return batches
}
