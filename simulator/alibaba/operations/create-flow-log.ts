import { checkInterval, checkLabel, checkLogFormat, checkLogStoreName, checkProjectName, readTags } from '../checks'
import { refuse } from '../errors'
import { begin, isTransient, taskMs } from '../flow-log-lifecycle'
import { idFrom } from '../ids'
import type { SimAttachment, SimFlowLog, SimRouter } from '../world-types'
import { CBN_VERSION, isAllowed, secondsTime, type Operation, type OperationCall } from './operation'

/** CreateFlowlog: one log on one router or on one attachment of it. Asynchronous: the answer only means accepted. */
export const createFlowlog: Operation = {
  action: 'CreateFlowlog',
  version: CBN_VERSION,
  permission: 'cen:CreateFlowlog',
  latency: 'create',
  bucket: 'mutate',
  honoursClientToken: true,
  run: (call) => {
    const wanted = readWanted(call)
    checkAccount(call, wanted.regionId)
    const router = findRouter(call, wanted)
    const attachment = findAttachment(call, wanted, router)
    checkServiceRole(call)
    checkDestination(call, wanted)
    checkDuplicates(call, wanted, router, attachment)
    checkQuota(call)
    if (call.context.settings.alibaba.routerLockEnabled) checkRouterIsQuiet(call, router.transitRouterId)
    return accept(call, wanted)
  },
}

interface Wanted {
  readonly regionId: string
  readonly cenId: string
  readonly transitRouterId: string
  readonly attachmentId: string
  readonly projectName: string
  readonly logStoreName: string
  readonly name: string
  readonly description: string
  readonly intervalSeconds: number
  readonly logFormatString: string
  readonly tags: SimFlowLog['tags']
}

function readWanted({ parameters }: OperationCall): Wanted {
  return {
    regionId: parameters.required('RegionId', 'MissingRegionId'),
    cenId: parameters.required('CenId', 'MissingCenId'),
    transitRouterId: parameters.text('TransitRouterId') ?? '',
    attachmentId: parameters.text('TransitRouterAttachmentId') ?? '',
    name: checkLabel(parameters.text('FlowLogName'), 'FlowLogName', 128) ?? '',
    description: checkLabel(parameters.text('Description'), 'Description', 256) ?? '',
    intervalSeconds: checkInterval(parameters.text('Interval')) ?? 600,
    logFormatString: checkLogFormat(parameters.text('LogFormatString')),
    tags: readTags(parameters),
    projectName: checkProjectName(parameters.text('ProjectName')),
    logStoreName: checkLogStoreName(parameters.text('LogStoreName')),
  }
}

function checkAccount({ world, account }: OperationCall, regionId: string): void {
  if (!account.transitRouterServiceOpen) refuse('Forbbiden.TransitRouterServiceNotOpen')
  if (world.switches.unsupportedRegions.includes(regionId)) refuse('OperationUnsupported.action')
}

/** The service makes its role on the first create of an account that gets this far, with the caller's rights. */
function checkServiceRole({ account, identity }: OperationCall): void {
  if (account.hasFlowLogServiceRole) return
  if (!isAllowed(identity, 'ram:CreateServiceLinkedRole')) refuse('NoPermission.AliyunServiceRoleForTRFlowLog')
}

function findRouter({ world, account }: OperationCall, wanted: Wanted): SimRouter {
  const cen = world.cens.get(wanted.cenId)
  if (cen?.accountId !== account.accountId) return refuse('InvalidParameter.CenId')
  if (cen.status !== 'Active') refuse('IncorrectStatus.CenInstance')
  if (wanted.transitRouterId === '') {
    // Logs without a router could be made until 2022-01-30; one that exists still counts.
    const legacy = [...world.flowLogs.values()].some((log) => log.cenId === cen.cenId && log.transitRouterId === '')
    return legacy ? refuse('InvalidFlowlogId.exist') : refuse('InvalidParameter', 'TransitRouterId is missing.')
  }
  const router = world.routers.get(wanted.transitRouterId)
  if (router?.cenId !== cen.cenId || router.regionId !== wanted.regionId) {
    return refuse('InvalidOperation.TransitRouterNotExist')
  }
  // The documents say that Basic Edition is not supported and name no code; this is the nearest.
  if (router.edition === 'Basic') refuse('OperationUnsupported.action', 'Basic Edition routers have no flow logs.')
  if (router.status !== 'Active') refuse('IncorrectStatus.TransitRouterInstance')
  return router
}

function findAttachment({ world }: OperationCall, wanted: Wanted, router: SimRouter): SimAttachment | null {
  if (wanted.attachmentId === '') return null
  if (!wanted.attachmentId.startsWith('tr-attach-')) refuse('IllegalParam.TransitRouterAttachmentId')
  const attachment = world.attachments.get(wanted.attachmentId)
  if (attachment === undefined) return refuse('InvalidTransitRouterAttachmentId.NotFound')
  const isOfRouter =
    attachment.transitRouterId === router.transitRouterId ||
    (attachment.kind === 'peer' && attachment.instanceId === router.transitRouterId)
  if (!isOfRouter) refuse('IllegalParam.TransitRouterAttachmentId')
  if (attachment.status !== 'Attached') refuse('IncorrectStatus.TransitRouterAttachmentId')
  return attachment
}

/** The destination lies in the log's account and region; what is missing is created by the service. */
function checkDestination({ world, account }: OperationCall, wanted: Wanted): void {
  if (!account.logServiceActivated) refuse('OperationFailed.InvalidLogInfo')
  const project = world.projects.get(wanted.projectName)
  if (project === undefined) {
    if (!world.switches.createsDestinations) refuse('ProjectOrLogstoreNotExist')
    return
  }
  if (project.accountId !== account.accountId) refuse('ProjectExist')
  if (project.regionId !== wanted.regionId) refuse('InvalidParameter.ProjectName')
  if (!project.logStores.includes(wanted.logStoreName) && !world.switches.createsDestinations) {
    refuse('ProjectOrLogstoreNotExist')
  }
}

function checkDuplicates(
  { world }: OperationCall,
  wanted: Wanted,
  router: SimRouter,
  attachment: SimAttachment | null,
): void {
  for (const log of world.flowLogsOnRouter(router.transitRouterId)) {
    if (log.attachmentId === wanted.attachmentId) refuse(attachment === null ? 'RuleExist' : 'Flowlog.AlreayExist')
    const isMixed = (log.attachmentId === '') !== (wanted.attachmentId === '')
    const differs = log.intervalSeconds !== wanted.intervalSeconds || log.logFormatString !== wanted.logFormatString
    const rule = world.switches.incompatibleWhen
    if (isMixed && (rule === 'always' || (rule === 'interval-or-format-differ' && differs))) {
      refuse('OperationInvalid.IncompatibleFlowlogExist')
    }
  }
}

function checkQuota({ world, account, context }: OperationCall): void {
  const quota = account.flowLogQuota ?? context.settings.alibaba.flowLogsPerAccount
  if (world.flowLogsOf(account.accountId, undefined).length >= quota) refuse('QuotaExceeded.FlowlogCount')
}

/** One unsettled flow log per router: the wording of the code points at a lock of the whole router. */
export function checkRouterIsQuiet({ world }: OperationCall, transitRouterId: string, except?: string): void {
  if (transitRouterId === '') return
  const isBusy = world.flowLogsOnRouter(transitRouterId).some((log) => log.flowLogId !== except && isTransient(log))
  if (isBusy) refuse('IncorrectStatus.TrFlowlog')
}

function accept(call: OperationCall, wanted: Wanted): Record<string, unknown> {
  const { world, account, context, identity, nowMs, probe, parameters } = call
  account.hasFlowLogServiceRole = true
  const project = world.projects.get(wanted.projectName) ?? {
    projectName: wanted.projectName,
    accountId: account.accountId,
    regionId: wanted.regionId,
    logStores: [],
  }
  if (!project.logStores.includes(wanted.logStoreName)) project.logStores.push(wanted.logStoreName)
  world.projects.set(project.projectName, project)

  const flowLogId = idFrom('flowlog-', `${account.accountId}|${world.next()}`)
  const isStuck = context.faults.take('stuckCreating', probe) !== undefined
  const vanishes = !isStuck && context.faults.take('vanish', probe) !== undefined
  const hidden = context.faults.take('hideFresh', probe)
  const log: SimFlowLog = {
    ...wanted,
    flowLogId,
    accountId: account.accountId,
    status: 'Creating',
    version: '3',
    creationTime: secondsTime(nowMs),
    transition: null,
    createdBy: identity.arn,
    clientToken: parameters.text('ClientToken') ?? '',
  }
  if (hidden !== undefined) log.hiddenUntilMs = nowMs + context.clock.scaled(hidden.ms)
  const durationMs = context.clock.scaled(taskMs(context.settings.alibaba.createDuration, `create|${flowLogId}`))
  begin(log, 'Creating', { to: vanishes ? 'absent' : 'Active', atMs: isStuck ? null : nowMs + durationMs })
  world.flowLogs.set(flowLogId, log)
  return { Success: 'true', FlowLogId: flowLogId }
}
