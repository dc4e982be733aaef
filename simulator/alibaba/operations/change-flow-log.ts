import { checkInterval, checkLabel } from '../checks'
import { refuse } from '../errors'
import { begin, isTransient, taskMs } from '../flow-log-lifecycle'
import type { SimFlowLog, SimTransition } from '../world-types'
import { checkRouterIsQuiet } from './create-flow-log'
import { CBN_VERSION, type Operation, type OperationCall } from './operation'

/** The four changes of a flow log that exists. All asynchronous; none is allowed in a transient state. */
export const changeOperations: readonly Operation[] = [
  change('ActiveFlowLog', (call, log) => toggle(call, log, 'Active')),
  change('DeactiveFlowLog', (call, log) => toggle(call, log, 'Inactive')),
  change('ModifyFlowLogAttribute', modify),
  change('DeleteFlowlog', remove),
]

function change(action: string, run: (call: OperationCall, log: SimFlowLog) => void): Operation {
  return {
    action,
    version: CBN_VERSION,
    permission: `cen:${action}`,
    latency: 'other',
    bucket: 'mutate',
    honoursClientToken: true,
    run: (call) => {
      run(call, findLog(call))
      return { Success: 'true' }
    },
  }
}

function findLog({ world, account, parameters }: OperationCall): SimFlowLog {
  const regionId = parameters.required('RegionId', 'MissingRegionId')
  const flowLogId = parameters.required('FlowLogId', 'MissingFlowLogId')
  const log = world.flowLogs.get(flowLogId)
  if (log?.accountId !== account.accountId || log.regionId !== regionId) return refuse('InvalidFlowlogId.NotFound')
  const cenId = parameters.text('CenId') ?? ''
  if (cenId !== '' && cenId !== log.cenId) refuse('InvalidParameter.CenId')
  return log
}

/**
 * Refuses what the states forbid: in Creating, Modifying and Deleting only queries are allowed, and a router with
 * another unsettled log refuses as well. Source: API reference, the five mutations, read 2026-11.
 */
function checkState(call: OperationCall, log: SimFlowLog): void {
  if (isTransient(log)) refuse('IncorrectStatus.flowlog')
  if (call.context.settings.alibaba.routerLockEnabled) checkRouterIsQuiet(call, log.transitRouterId, log.flowLogId)
}

function toggle(call: OperationCall, log: SimFlowLog, to: 'Active' | 'Inactive'): void {
  checkState(call, log)
  checkDestinationStands(call, log, to === 'Active' ? 'SourceProjectNotExist' : 'ProjectOrLogstoreNotExist')
  if (log.status === to) {
    // What a redundant call answers is not documented; both are offered.
    if (call.world.switches.redundantToggle === 'refused') refuse('IncorrectStatus.flowlog')
    return
  }
  start(call, log, { to, atMs: null }, to)
}

function modify(call: OperationCall, log: SimFlowLog): void {
  const { parameters } = call
  const name = checkLabel(parameters.text('FlowLogName'), 'FlowLogName', 128)
  const description = checkLabel(parameters.text('Description'), 'Description', 256)
  const intervalSeconds = checkInterval(parameters.text('Interval'))
  checkState(call, log)
  const changes = {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(intervalSeconds === undefined ? {} : { intervalSeconds }),
  }
  // A disabled log stays disabled: the sister API for VPCs says so, the CEN page names only Active.
  start(call, log, { to: log.status === 'Inactive' ? 'Inactive' : 'Active', atMs: null, changes }, 'modify')
}

function remove(call: OperationCall, log: SimFlowLog): void {
  checkState(call, log)
  checkDestinationStands(call, log, 'ProjectOrLogstoreNotExist')
  const { clock, settings } = call.context
  const durationMs = clock.scaled(taskMs(settings.alibaba.deleteDuration, `delete|${log.flowLogId}`))
  begin(log, 'Deleting', { to: 'absent', atMs: call.nowMs + durationMs })
}

function start(call: OperationCall, log: SimFlowLog, transition: SimTransition, task: string): void {
  const { clock, settings } = call.context
  const durationMs = clock.scaled(taskMs(settings.alibaba.modifyDuration, `${task}|${log.flowLogId}|${call.nowMs}`))
  begin(log, 'Modifying', { ...transition, atMs: call.nowMs + durationMs })
}

/** With the switch on, a log whose SLS side was removed refuses these calls until it is mended. */
function checkDestinationStands(
  { world }: OperationCall,
  log: SimFlowLog,
  code: 'ProjectOrLogstoreNotExist' | 'SourceProjectNotExist',
): void {
  if (!world.switches.missingProjectRefused) return
  const project = world.projects.get(log.projectName)
  if (project?.logStores.includes(log.logStoreName) !== true) refuse(code)
}
