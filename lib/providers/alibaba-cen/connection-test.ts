import { ALIBABA_PERMISSIONS } from '../../domain/onboarding/alibaba-permissions'
import { permissionsFor, type AccessFeature } from '../../domain/onboarding/permission'
import { GLOBAL_REGION } from '../../domain/scope'
import { ProviderError, type ProviderErrorKind } from '../errors'
import type { CallContext, ConnectionCheck } from '../provider'
import type { Client } from './client'
import { STS_VERSION, type AccountCredentials } from './credentials'
import { local } from './errors'
import { exchange } from './exchange'
import type { Endpoints } from './endpoints'
import type { LogServiceReader } from './log-service'
import { checkOtherPermissions } from './other-permissions'

/** What the connection test works with. */
export interface ConnectionTest {
  readonly client: Client
  readonly credentials: AccountCredentials
  readonly stsEndpoint: string
  readonly endpoints: Pick<Endpoints, 'cbn' | 'ram'>
  readonly logService: LogServiceReader
  readonly context: CallContext
  readonly features: readonly AccessFeature[]
}

interface Step {
  readonly permission: string
  readonly run: () => Promise<unknown>
}

/** Ids that no account has: a change of them changes nothing, and only tells whether it would have been allowed. */
const NOWHERE = { cen: 'cen-weirconnectiontest', router: 'tr-weirconnectiontest', log: 'flowlog-weirconnectiontest' }

/**
 * Who are we in this account, and what may we do? Every permission by itself, the reading ones by reading, the changing
 * ones by naming something that does not exist: CEN has no dry run, but it checks permission first.
 */
export async function testConnection(test: ConnectionTest): Promise<readonly ConnectionCheck[]> {
  const { context } = test
  const steps = stepsOf(test).filter(({ permission }) => isWanted(permission, test.features))
  const checks: ConnectionCheck[] = []
  const identity = await checkIdentity(test)
  checks.push(...identity)
  if (identity.some((check) => check.state === 'failed')) {
    const skipped = steps.map(({ permission }) => skip(permission))
    return [...checks, ...skipped]
  }
  for (const step of steps) {
    if (context.signal.aborted) checks.push(skip(step.permission))
    else checks.push(await checkStep(step))
  }
  return [...checks, ...(await checkOtherPermissions(test))]
}

/** The role, then the account it lands in. */
async function checkIdentity({ credentials, stsEndpoint, context }: ConnectionTest): Promise<ConnectionCheck[]> {
  const { account } = context
  const checks: ConnectionCheck[] = []
  const role = { id: 'permission:sts:AssumeRole', label: 'sts:AssumeRole' }
  try {
    credentials.forget(account)
    await credentials.keysFor(account, context)
    if (account.roleArn !== null) checks.push(passed(role, `${account.roleArn} can be assumed.`, null))
  } catch (error) {
    const facts = account.roleArn === null ? { id: 'credentials', label: 'Credentials' } : role
    return [failed(facts, error, `${account.roleArn ?? 'The base identity'} cannot be used.`)]
  }
  const facts = { id: 'permission:sts:GetCallerIdentity', label: 'sts:GetCallerIdentity' }
  try {
    const answer = await exchange(context, {
      endpoint: stsEndpoint,
      keys: () => credentials.keysFor(account, context),
      action: 'GetCallerIdentity',
      version: STS_VERSION,
      query: {},
      mutates: false,
    })
    const landedIn = textOf(answer['AccountId'])
    if (landedIn !== account.accountId) {
      const error = local('GetCallerIdentity', {
        kind: 'denied',
        reason: 'OtherAccount',
        cause: `These credentials belong to account ${landedIn}, not to ${account.accountId}.`,
        remedy: 'Enter the account id that belongs to the credentials, or the ARN of a role in this account.',
      })
      return [...checks, failed(facts, error, 'Another account answered.')]
    }
    return [...checks, passed(facts, `Weir is ${textOf(answer['Arn'])}.`, requestIdOf(answer))]
  } catch (error) {
    return [...checks, failed(facts, error, 'The account could not be asked who Weir is.')]
  }
}

function stepsOf({ client, context }: ConnectionTest): readonly Step[] {
  const regionId = context.scope.region === GLOBAL_REGION ? 'cn-hangzhou' : context.scope.region
  const page = { pageNumber: 1, pageSize: 1 }
  const router = { cenId: NOWHERE.cen, regionId, transitRouterId: NOWHERE.router, maxResults: 1 }
  const log = { regionId, flowLogId: NOWHERE.log }
  const resource = { regionId, resourceType: 'Flowlog', resourceId: [NOWHERE.log] } as const
  return [
    step('DescribeChildInstanceRegions', () => client.describeChildInstanceRegions()),
    step('DescribeCens', () => client.describeCens(page)),
    step('ListTransitRouters', () => client.listTransitRouters({ cenId: NOWHERE.cen, ...page })),
    step('ListTransitRouterVpcAttachments', () => client.listTransitRouterVpcAttachments(router)),
    step('ListTransitRouterVpnAttachments', () => client.listTransitRouterVpnAttachments(router)),
    step('ListTransitRouterVbrAttachments', () => client.listTransitRouterVbrAttachments(router)),
    step('ListTransitRouterPeerAttachments', () => client.listTransitRouterPeerAttachments(router)),
    step('ListTransitRouterEcrAttachments', () => client.listTransitRouterEcrAttachments(router)),
    step('DescribeFlowlogs', () => client.describeFlowlogs({ regionId, ...page })),
    step('CreateFlowlog', () =>
      client.createFlowlog({
        regionId,
        cenId: NOWHERE.cen,
        transitRouterId: NOWHERE.router,
        projectName: 'weir-connection-test',
        logStoreName: 'weir-connection-test',
        interval: 600,
        clientToken: `weir-connection-test-${Date.now()}`,
      }),
    ),
    step('ModifyFlowLogAttribute', () => client.modifyFlowLogAttribute({ ...log, interval: 600 })),
    step('ActiveFlowLog', () => client.activeFlowLog(log)),
    step('DeactiveFlowLog', () => client.deactiveFlowLog(log)),
    step('TagResources', () => client.tagResources({ ...resource, tag: [{ key: 'weir', value: 'connection-test' }] })),
    step('UntagResources', () => client.untagResources({ ...resource, tagKey: ['weir'] })),
    step('DeleteFlowlog', () => client.deleteFlowlog(log)),
  ]
}

/** Whether the chosen features need an action. */
function isWanted(action: string, features: readonly AccessFeature[]): boolean {
  return permissionsFor(ALIBABA_PERMISSIONS, features).some((permission) => permission.action === action)
}

/** "There is no such CEN" is what the cloud says to somebody who may ask. */
const ANSWERS_OF_THE_ALLOWED: ReadonlySet<ProviderErrorKind> = new Set([
  'targetMissing',
  'invalid',
  'unsupported',
  'busy',
  'conflict',
  'quotaExceeded',
  'destinationMissing',
])

function step(action: string, run: () => Promise<unknown>): Step {
  return { permission: `cen:${action}`, run }
}

async function checkStep({ permission, run }: Step): Promise<ConnectionCheck> {
  const facts = { id: `permission:${permission}`, label: permission }
  try {
    await run()
    return passed(facts, 'Allowed.', null)
  } catch (error) {
    if (error instanceof ProviderError && ANSWERS_OF_THE_ALLOWED.has(error.kind)) {
      return passed(facts, 'Allowed.', error.requestId)
    }
    const check = failed(facts, error, `${permission} could not be tried.`)
    const isDenied = error instanceof ProviderError && error.kind === 'denied'
    return isDenied ? { ...check, remedy: `Allow ${permission} in the policy of the role that Weir uses.` } : check
  }
}

function passed(
  facts: Pick<ConnectionCheck, 'id' | 'label'>,
  message: string,
  requestId: string | null,
): ConnectionCheck {
  return { ...facts, state: 'passed', message, remedy: null, vendorCode: null, requestId }
}

function failed(facts: Pick<ConnectionCheck, 'id' | 'label'>, error: unknown, what: string): ConnectionCheck {
  if (!(error instanceof ProviderError)) throw error
  const { reading, vendorCode, requestId } = error
  return {
    ...facts,
    state: 'failed',
    message: `${what} ${reading.cause}`,
    remedy: reading.remedy,
    vendorCode,
    requestId,
  }
}

function skip(permission: string): ConnectionCheck {
  const message = 'Not tried.'
  return {
    id: `permission:${permission}`,
    label: permission,
    state: 'skipped',
    message,
    remedy: null,
    vendorCode: null,
    requestId: null,
  }
}

/** Ids are text, or numbers where the cloud writes them so. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function requestIdOf(answer: Readonly<Record<string, unknown>>): string | null {
  return typeof answer['RequestId'] === 'string' ? answer['RequestId'] : null
}
