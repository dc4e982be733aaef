import { stringify } from 'lossless-json'
import type { AdminRoute } from '../core/admin-route'
import type { SimContext, SimRequest, SimResponse, SimulatedCloud, WorldAccount, WorldName } from '../core/cloud'
import { answerDisturbed, type MeteredResponse } from '../core/disturb'
import type { FaultProbe } from '../core/faults'
import { AlibabaAdmin } from './admin'
import { alibabaAdminRoutes } from './admin-routes'
import { authenticate, NonceMemory } from './authenticate'
import { AlibabaRefusal, refuse } from './errors'
import { advanceFlowLogs } from './flow-log-lifecycle'
import { requestIdFrom } from './ids'
import {
  CBN_VERSION,
  isAllowed,
  RESOURCE_MANAGER_VERSION,
  STS_VERSION,
  type Operation,
  type OperationCall,
  type SimIdentity,
} from './operations/operation'
import { OPERATIONS } from './operations/registry'
import { decodePairs, Parameters } from './protocol/parameters'
import { readSignature } from './protocol/signature'
import { isSlsRequest } from './sls/authenticate'
import { handleSls } from './sls/sls-service'
import { AlibabaWorld } from './world'
import { parseState } from './world-state'
import { populateWorld } from './worlds/populate'

/** The Alibaba Cloud half of the simulator, with the doors that only a simulator has. */
export interface AlibabaCloud extends SimulatedCloud {
  readonly name: 'alibaba'
  readonly admin: AlibabaAdmin
}

const VERSIONS: ReadonlySet<string> = new Set([CBN_VERSION, STS_VERSION, RESOURCE_MANAGER_VERSION, '2015-05-01'])

/** Parameters that belong to the protocol and not to the operation: a repeated request has others. */
const PROTOCOL_PARAMETERS = [
  'Action',
  'Version',
  'Format',
  'Timestamp',
  'AccessKeyId',
  'Signature',
  'SignatureMethod',
  'SignatureVersion',
  'SignatureNonce',
  'SignatureType',
  'SecurityToken',
  'ClientToken',
]

/** Creates the cloud with an empty world. */
export function createAlibabaCloud(context: SimContext): AlibabaCloud {
  const world = new AlibabaWorld()
  const nonces = new NonceMemory()
  const admin = new AlibabaAdmin(world, context)
  const adminRoutes: readonly AdminRoute[] = alibabaAdminRoutes(admin)

  /** Request ids need no persistence, but must differ between starts. */
  let requests = 0
  const startedAt = Date.now()

  return {
    name: 'alibaba',
    admin,
    adminRoutes,
    owns: (request) => isAlibabaRequest(request) || isSlsRequest(request),
    handle: (request) => {
      requests += 1
      const requestId = requestIdFrom(`${startedAt}|${requests}`)
      return isSlsRequest(request) ? handleSls(context, world, request, requestId) : handle(request, requestId)
    },
    populate: (name: WorldName) => populateWorld(world, name),
    accounts: (): readonly WorldAccount[] => admin.accounts(),
    dump: () => world.toState(),
    load: (state) => world.fromState(parseState(state)),
  }

  async function handle(request: SimRequest, requestId: string): Promise<SimResponse | { readonly lose: true }> {
    const answer = (status: number, body: Record<string, unknown>): SimResponse => ({
      status,
      headers: { 'content-type': 'application/json;charset=utf-8', 'x-acs-request-id': requestId },
      body: stringify({ RequestId: requestId, ...body }) ?? '{}',
    })
    const refusal = (error: AlibabaRefusal): SimResponse => answer(error.status, errorBody(error, request.host))

    let accepted: { readonly operation: Operation; readonly parameters: Parameters; readonly identity: SimIdentity }
    try {
      accepted = acceptRequest(request)
    } catch (error) {
      const refused = asRefusal(error)
      context.meter.begin()
      const operation = request.headers['x-acs-action'] ?? 'unknown'
      context.meter.record({ cloud: 'alibaba', operation, account: '', region: '', outcome: refused.code })
      return refusal(refused)
    }

    const { operation, parameters, identity } = accepted
    const probe = probeOf(operation, parameters, identity)
    return answerDisturbed(context, {
      probe,
      latency: operation.latency,
      bucket: {
        // Flow control counts by account: roles and keys of one account share it.
        // Source: help "Flow control information" for Cbn 2017-09-12, read 2026-11.
        key: `alibaba|${operation.bucket}|${identity.accountId}`,
        limits: context.settings.alibaba.buckets[operation.bucket],
      },
      forms: {
        error: ({ status, code, message }) => refusal(new AlibabaRefusal(code, { status, message })),
        throttled: () => refusal(new AlibabaRefusal('Throttling.User')),
      },
      perform: (): MeteredResponse => {
        try {
          if (context.faults.take('successFalse', probe) !== undefined) {
            return { response: answer(200, { Success: 'false' }), outcome: 'successFalse' }
          }
          return { response: answer(200, run(operation, parameters, identity, probe)), outcome: 'ok' }
        } catch (error) {
          const answered = asRefusal(error)
          return { response: refusal(answered), outcome: answered.code }
        }
      },
    })
  }

  function acceptRequest(request: SimRequest): {
    readonly operation: Operation
    readonly parameters: Parameters
    readonly identity: SimIdentity
  } {
    const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
    const pairs = [
      ...decodePairs(request.rawQuery, { plusIsBlank: false }),
      ...(isForm ? decodePairs(request.body, { plusIsBlank: true }) : []),
    ]
    const parameters = new Parameters(pairs)
    const signed = readSignature(request, pairs)
    const identity = authenticate(world, signed, nonces, context.clock, context.settings.alibaba.maxClockSkewMs)
    const action = request.headers['x-acs-action'] ?? parameters.text('Action') ?? ''
    const version = request.headers['x-acs-version'] ?? parameters.text('Version') ?? ''
    if (!VERSIONS.has(version)) return refuse('InvalidProduct.NotFound')
    const operation = OPERATIONS.find((one) => one.action === action && one.version === version)
    return operation === undefined ? refuse('InvalidApi.NotFound') : { operation, parameters, identity }
  }

  function run(
    operation: Operation,
    parameters: Parameters,
    identity: SimIdentity,
    probe: FaultProbe,
  ): Record<string, unknown> {
    const nowMs = context.clock.now().getTime()
    advanceFlowLogs(world, nowMs)
    checkPermission(operation, identity)
    const account = world.accounts.get(identity.accountId) ?? refuse('Unauthorized')
    const call: OperationCall = { world, context, identity, account, parameters, nowMs, probe }
    if (operation.latency === 'read') return operation.run(call)

    const token = operation.honoursClientToken ? (parameters.text('ClientToken') ?? '') : ''
    const key = `${identity.accountId}|${operation.action}|${token}`
    const fingerprint = parameters.fingerprint(PROTOCOL_PARAMETERS)
    const known = token === '' ? undefined : world.clientTokens.get(key)
    if (known !== undefined && nowMs - known.usedAtMs <= context.settings.alibaba.clientTokenMemoryMs) {
      return known.fingerprint === fingerprint ? known.reply : refuse('IdempotentParameterMismatch')
    }
    const reply = operation.run(call)
    if (token !== '') world.rememberToken({ key, fingerprint, usedAtMs: nowMs, reply })
    context.markChanged()
    return reply
  }

  function checkPermission(operation: Operation, identity: SimIdentity): void {
    if (operation.permission === null || isAllowed(identity, operation.permission)) return
    if (identity.deniedActions.includes('*')) refuse('Unauthorized')
    throw new AlibabaRefusal(world.switches.denialCode, {
      accessDeniedDetail: {
        AuthAction: operation.permission,
        AuthPrincipalType: identity.kind === 'RAMUser' ? 'SubUser' : 'AssumedRoleUser',
        AuthPrincipalOwnerId: identity.accountId,
        AuthPrincipalDisplayName: identity.principalId,
        PolicyType: 'AccountLevelIdentityBasedPolicy',
        NoPermissionType: 'ImplicitDeny',
      },
    })
  }
}

/** Whether a request speaks the RPC style of Alibaba Cloud: ACS3 headers, or the older form in the query. Pure. */
function isAlibabaRequest(request: SimRequest): boolean {
  return (
    request.headers['x-acs-action'] !== undefined ||
    request.headers['x-acs-version'] !== undefined ||
    (request.headers['authorization'] ?? '').startsWith('ACS3-') ||
    /(^|&)SignatureMethod=HMAC-SHA1(&|$)/.test(request.rawQuery)
  )
}

/** A fault of our own becomes an InternalError that says what it was, so that a client sees what a client would see. */
function asRefusal(error: unknown): AlibabaRefusal {
  if (error instanceof AlibabaRefusal) return error
  return new AlibabaRefusal('InternalError', { message: error instanceof Error ? error.message : String(error) })
}

function probeOf(operation: Operation, parameters: Parameters, identity: SimIdentity): FaultProbe {
  const ids = ['FlowLogId', 'TransitRouterAttachmentId', 'TransitRouterId', 'CenId', 'RoleArn', 'ProjectName']
  return {
    cloud: 'alibaba',
    operation: operation.action,
    account: identity.accountId,
    region: parameters.text('RegionId') ?? '',
    resources: [...ids.map((name) => parameters.text(name) ?? ''), ...parameters.list('ResourceId')].filter(
      (id) => id !== '',
    ),
  }
}

/** Source: help "Error response structure" of the RPC gateway, read 2026-11. */
function errorBody(error: AlibabaRefusal, host: string): Record<string, unknown> {
  return {
    HostId: host,
    Code: error.code,
    Message: error.message,
    Recommend: `https://api.alibabacloud.com/troubleshoot?q=${encodeURIComponent(error.code)}`,
    ...(error.accessDeniedDetail === undefined ? {} : { AccessDeniedDetail: error.accessDeniedDetail }),
  }
}
