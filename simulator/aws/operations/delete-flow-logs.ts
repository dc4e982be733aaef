import { endDryRun, requirePermission, type Operation } from '../call'
import { AwsRefusal } from '../errors'
import type { FlowLog, UnsuccessfulItem } from '../world-types'
import { refuseMissing } from './describe-flow-logs'
import { unsuccessfulXml } from './unsuccessful'

/** DeleteFlowLogs. Source: EC2 API reference, DeleteFlowLogs, read 2026-11. */
export const deleteFlowLogs: Operation = {
  service: 'ec2',
  latency: 'other',
  bucket: () => 'mutate',
  action: 'ec2:DeleteFlowLogs',
  known: new Set(['DryRun', 'FlowLogId.N']),
  resources: (parameters) => parameters.list('FlowLogId'),
  perform: (call) => {
    endDryRun(call)
    const { world, context, nowMs } = call
    const ids = new Set(call.parameters.list('FlowLogId'))
    if (ids.size === 0) throw new AwsRefusal('MissingParameter', 'The request must contain the parameter FlowLogId')
    if (ids.size > 1000) throw new AwsRefusal('InvalidParameterValue', 'At most 1000 flow log ids can be given.')
    for (const id of ids) {
      if (!/^fl-[0-9a-f]{1,17}$/.test(id)) {
        throw new AwsRefusal('InvalidParameterValue', `Value (${id}) for parameter flowLogId is invalid.`)
      }
    }
    // Deleting looks at the truth, not at the listing: a fresh log that is not listed yet can be deleted.
    const found: FlowLog[] = []
    for (const id of ids) {
      const flowLog = world.flowLogs.get(id)
      if (!flowLog || flowLog.accountId !== call.accountId || flowLog.region !== call.region) continue
      if (flowLog.deletedAtMs === null) found.push(flowLog)
    }
    refuseMissing(ids, found)
    if (found.some((flowLog) => flowLog.destinationType !== 'cloud-watch-logs')) {
      requirePermission(call, 'logs:DeleteLogDelivery')
    }

    const unsuccessful: UnsuccessfulItem[] = []
    const hiddenAtMs = nowMs + context.clock.scaled(context.settings.aws.visibilityDelayMs)
    for (const flowLog of found) {
      const partial = context.faults.take('partial', { ...call.probe, resources: [flowLog.id] })
      if (partial) unsuccessful.push({ resourceId: flowLog.id, code: partial.code, message: partial.message })
      else world.flowLogs.markDeleted(flowLog, call.principal.arn, nowMs, hiddenAtMs)
    }
    context.markChanged()
    return { unsuccessful: unsuccessfulXml(unsuccessful) }
  },
}
