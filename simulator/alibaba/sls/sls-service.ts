import type { SimContext, SimRequest, SimResponse } from '../../core/cloud'
import { answerDisturbed, type MeteredResponse } from '../../core/disturb'
import { advanceFlowLogs } from '../flow-log-lifecycle'
import { isAllowed } from '../operations/operation'
import { decodePairs } from '../protocol/parameters'
import type { AlibabaWorld } from '../world'
import { authenticateSls } from './authenticate'
import {
  getHistograms,
  getIndex,
  getLogs,
  getLogStore,
  getLogsV2,
  getProject,
  type SlsCall,
  type SlsOperation,
} from './operations'
import { SlsRefusal } from './refusal'

/** Answers a request to the log service. The project stands in front of the host name. Never throws. */
export async function handleSls(
  context: SimContext,
  world: AlibabaWorld,
  request: SimRequest,
  requestId: string,
): Promise<SimResponse | { readonly lose: true }> {
  const answer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): SimResponse => ({
    status,
    headers: { 'content-type': 'application/json', 'x-log-requestid': requestId, ...headers },
    body: JSON.stringify(body),
  })
  const refusal = ({ code, message, status }: { code: string; message: string; status: number }): SimResponse =>
    answer(status, { errorCode: code, errorMessage: message })
  let name = 'unknown'
  try {
    const identity = authenticateSls(world, request, context.clock, context.settings.alibaba.maxClockSkewMs)
    const { operation, logStore, parameters } = route(request)
    name = operation.name
    const projectName = projectOf(request.host)
    const { accountId } = identity
    const probe = {
      cloud: 'alibaba' as const,
      operation: name,
      account: accountId,
      region: world.projects.get(projectName)?.regionId ?? '',
      resources: [projectName, logStore],
    }
    return await answerDisturbed(context, {
      probe,
      latency: 'read',
      bucket: {
        key: `alibaba|sls|${projectName}`,
        limits: context.settings.alibaba.buckets.otherRead,
      },
      forms: {
        error: refusal,
        throttled: () => refusal(new SlsRefusal('ReadQuotaExceed')),
      },
      perform: (): MeteredResponse => {
        try {
          const nowMs = context.clock.now().getTime()
          advanceFlowLogs(world, nowMs)
          const project = world.projects.get(projectName)
          if (!project) throw new SlsRefusal('ProjectNotExist')
          // A project of another account answers nobody else. Source: RAM: a policy allows inside its own account.
          if (!isAllowed(identity, operation.permission) || project.accountId !== accountId) {
            throw new SlsRefusal(
              'Unauthorized',
              `denied by sts or ram, action: ${operation.permission}, resource: acs:log:${project.regionId}:${project.accountId}:project/${projectName}`,
            )
          }
          if (logStore !== '' && !project.logStores.includes(logStore)) throw new SlsRefusal('LogStoreNotExist')
          const isIncomplete = context.faults.take('incompleteQuery', probe) !== undefined
          const call: SlsCall = { context, world, project, logStore, parameters, nowMs, isIncomplete }
          const { body, headers } = operation.perform(call)
          return { response: answer(200, body, headers), outcome: 'ok' }
        } catch (error) {
          const refused = asRefusal(error)
          return { response: refusal(refused), outcome: refused.code }
        }
      },
    })
  } catch (error) {
    const refused = asRefusal(error)
    context.meter.begin()
    context.meter.record({ cloud: 'alibaba', operation: name, account: '', region: '', outcome: refused.code })
    return refusal(refused)
  }
}

function route(request: SimRequest): {
  readonly operation: SlsOperation
  readonly logStore: string
  readonly parameters: ReadonlyMap<string, string>
} {
  const query = new Map(decodePairs(request.rawQuery, { plusIsBlank: false }))
  const [first = '', logStore = '', last = '', ...rest] = request.path.split('/').slice(1).map(decodeURIComponent)
  const found = (operation: SlsOperation, parameters: ReadonlyMap<string, string> = query) => ({
    operation,
    logStore,
    parameters,
  })
  if (request.method === 'GET' && first === '') return found(getProject)
  if (first === 'logstores' && logStore !== '' && rest.length === 0) {
    const type = query.get('type')
    // GetHistograms is sent to the index by the vendor's client and to the Logstore by the documents.
    if (request.method === 'GET' && type === 'histogram' && (last === '' || last === 'index'))
      return found(getHistograms)
    if (request.method === 'GET' && last === 'index') return found(getIndex)
    if (request.method === 'POST' && last === 'logs') return found(getLogsV2, bodyMembers(request.body))
    if (request.method === 'GET' && last === '') {
      if (type === undefined) return found(getLogStore)
      if (type === 'log') return found(getLogs)
    }
  }
  throw new SlsRefusal('NotSupported')
}

function bodyMembers(body: string): ReadonlyMap<string, string> {
  let content: unknown
  try {
    content = JSON.parse(body === '' ? '{}' : body)
  } catch {
    throw new SlsRefusal('PostBodyInvalid')
  }
  if (typeof content !== 'object' || content === null) throw new SlsRefusal('PostBodyInvalid')
  return new Map(Object.entries(content).map(([name, value]) => [name, String(value)]))
}

/** `<project>.<endpoint>`: everything before the first dot. */
function projectOf(host: string): string {
  return host.split('.')[0] ?? ''
}

function asRefusal(error: unknown): SlsRefusal {
  if (error instanceof SlsRefusal) return error
  // Percent-encoding that is none is the client's mistake.
  if (error instanceof URIError) return new SlsRefusal('ParameterInvalid')
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`simulator: the log service failed to answer: ${detail}\n`)
  return new SlsRefusal('InternalServerError')
}
