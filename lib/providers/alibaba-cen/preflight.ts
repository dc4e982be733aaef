import type { CenPreflightFacts, Reading } from '../../domain/preflight/facts'
import { FLOW_LOG_SERVICE_ROLE } from '../../domain/onboarding/alibaba-permissions'
import { ProviderError } from '../errors'
import type { PreflightRequest } from '../preflight'
import type { CallContext } from '../provider'
import type { AccountCredentials } from './credentials'
import type { Endpoints } from './endpoints'
import { exchange } from './exchange'
import type { LogServiceReader } from './log-service'

/** API version of Resource Access Management. */
const RAM_VERSION = '2015-05-01'
const CBN_VERSION = '2017-09-12'

/** What preflight asks with. */
export interface CenPreflight {
  readonly credentials: AccountCredentials
  readonly endpoints: Endpoints
  readonly logService: LogServiceReader
  readonly context: CallContext
}

/**
 * Everything that making flow logs for one group rests on. CEN has no dry run; what is read once for an account or a
 * project serves all groups of the run.
 */
export async function preflight(tools: CenPreflight, { group, memo }: PreflightRequest): Promise<CenPreflightFacts> {
  const { context } = tools
  const { accountId, region } = context.scope
  const { spec } = group
  const projectName = spec.family === 'cen' ? spec.projectName : ''
  const logStoreName = spec.family === 'cen' ? spec.logStoreName : ''
  const place = `${accountId} ${region} ${projectName}`
  const project = await memo.once(`project ${place}`, () =>
    readingOf({ action: 'log:GetProject', absent: ['ProjectNotExist'] }, () =>
      tools.logService.getProject(context, projectName),
    ),
  )
  const hasProject = project.state === 'read'
  return {
    provider: 'alibaba-cen',
    routerService: await memo.once(`router service ${accountId}`, () => readRouterService(tools)),
    serviceRole: await memo.once(`service role ${accountId}`, () => readServiceRole(tools)),
    project,
    logStore: hasProject
      ? await memo.once(`log store ${place} ${logStoreName}`, () =>
          readingOf({ action: 'log:GetLogStore', absent: ['LogStoreNotExist', 'ProjectNotExist'] }, () =>
            tools.logService.getLogStore(context, projectName, logStoreName),
          ),
        )
      : NOT_ASKED,
    index: hasProject
      ? await memo.once(`index ${place} ${logStoreName}`, () =>
          readingOf({ action: 'log:GetIndex', absent: ['IndexConfigNotExist', 'LogStoreNotExist'] }, () =>
            tools.logService.getIndex(context, projectName, logStoreName),
          ),
        )
      : NOT_ASKED,
  }
}

const NOT_ASKED = {
  state: 'unreadable',
  why: 'There is no project to look into.',
  action: null,
  vendorCode: null,
} as const

/** Source: Cbn 2017-09-12, CheckTransitRouterService: `Enabled` is absent where nobody activated it. */
function readRouterService({ credentials, endpoints, context }: CenPreflight): Promise<Reading<boolean>> {
  return readingOf({ action: 'cen:CheckTransitRouterService', absent: [] }, async () => {
    const answer = await exchange(context, {
      endpoint: endpoints.cbn,
      keys: () => credentials.keysFor(context.account, context),
      action: 'CheckTransitRouterService',
      version: CBN_VERSION,
      query: {},
      mutates: false,
    })
    const said = answer['Enabled']
    return said === true || (typeof said === 'string' && said.toLowerCase() === 'true')
  })
}

/** Source: Ram 2015-05-01, GetRole. */
function readServiceRole({ credentials, endpoints, context }: CenPreflight): Promise<Reading<true>> {
  return readingOf({ action: 'ram:GetRole', absent: ['EntityNotExist.Role'] }, async () => {
    await exchange(context, {
      endpoint: endpoints.ram,
      keys: () => credentials.keysFor(context.account, context),
      action: 'GetRole',
      version: RAM_VERSION,
      query: { RoleName: FLOW_LOG_SERVICE_ROLE },
      mutates: false,
    })
    return true as const
  })
}

async function readingOf<Value>(
  { action, absent }: { readonly action: string; readonly absent: readonly string[] },
  read: () => Promise<Value>,
): Promise<Reading<Value>> {
  try {
    return { state: 'read', value: await read() }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    const { vendorCode, vendorMessage, operation, kind } = error
    if (vendorCode !== null && absent.includes(vendorCode)) return { state: 'absent', vendorCode }
    if (kind === 'denied') {
      return { state: 'unreadable', why: `${operation} was refused: Weir’s role lacks ${action}.`, action, vendorCode }
    }
    const why = `${operation} brought no answer. ${vendorMessage ?? error.reading.cause}`
    return { state: 'unreadable', why, action: null, vendorCode }
  }
}
