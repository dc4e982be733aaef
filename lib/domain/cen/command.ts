import type { CenFlowLogSpec } from '../flow-log-spec'
import type { CommandRequest, CommandTarget } from '../command-request'
import type { UpdateStep } from '../update-step'
import { commandLine, shellOption } from '../shell'

/**
 * The `aliyun cbn …` commands a person would type for a request, one per line: each call names one flow log. Pure.
 * Source: Alibaba Cloud Cbn API reference (2017-09-12); Alibaba Cloud CLI, RPC calls, read 2026-11
 */
export function renderCenCommand(request: CommandRequest): string {
  const { region } = request.scope
  switch (request.kind) {
    case 'create': {
      const { spec, targets } = request
      if (spec.family !== 'cen') throw new TypeError('Only a CEN spec has a CEN command.')
      return targets.map((target) => renderCreate(region, target, spec)).join('\n')
    }
    case 'update':
      return renderStep(region, request.externalId, request.step)
    case 'delete':
      return request.externalIds.map((externalId) => onLog('DeleteFlowlog', region, externalId, [])).join('\n')
  }
}

function renderCreate(region: string, target: CommandTarget, spec: CenFlowLogSpec): string {
  const [router = '', attachment] = target.key.localKey.split('/')
  const given = (name: string, value: string | null | undefined) =>
    value === null || value === undefined || value === '' ? [] : [shellOption(name, value)]
  return commandLine('aliyun cbn CreateFlowlog', [
    ...given('--RegionId', region),
    ...given('--CenId', target.links.cen),
    ...given('--TransitRouterId', router),
    ...given('--TransitRouterAttachmentId', attachment),
    shellOption('--ProjectName', spec.projectName),
    shellOption('--LogStoreName', spec.logStoreName),
    ...given('--FlowLogName', spec.flowLogName),
    ...given('--Description', spec.description),
    shellOption('--Interval', String(spec.intervalSeconds)),
    ...given('--LogFormatString', spec.logFormatString),
    ...tagOptions(spec.tags),
  ])
}

const MEMBER_NAMES: Readonly<Record<string, string>> = {
  flowLogName: 'FlowLogName',
  description: 'Description',
  intervalSeconds: 'Interval',
}

function renderStep(region: string, externalId: string, step: UpdateStep): string {
  switch (step.kind) {
    case 'untag':
      return onTags('UntagResources', region, externalId, [
        ...step.keys.map((key, index) => shellOption(`--TagKey.${index + 1}`, key)),
      ])
    case 'tag':
      return onTags('TagResources', region, externalId, tagOptions(step.tags))
    case 'modify':
      return onLog(
        'ModifyFlowLogAttribute',
        region,
        externalId,
        Object.entries(step.members).map(([member, value]) =>
          shellOption(`--${MEMBER_NAMES[member] ?? member}`, String(value)),
        ),
      )
    case 'enable':
      return onLog('ActiveFlowLog', region, externalId, [])
    case 'disable':
      return onLog('DeactiveFlowLog', region, externalId, [])
  }
}

function onLog(operation: string, region: string, externalId: string, options: readonly string[]): string {
  return commandLine(`aliyun cbn ${operation}`, [
    shellOption('--RegionId', region),
    shellOption('--FlowLogId', externalId),
    ...options,
  ])
}

function onTags(operation: string, region: string, externalId: string, options: readonly string[]): string {
  return commandLine(`aliyun cbn ${operation}`, [
    shellOption('--RegionId', region),
    shellOption('--ResourceType', 'Flowlog'),
    shellOption('--ResourceId.1', externalId),
    ...options,
  ])
}

function tagOptions(tags: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(tags).flatMap(([key, value], index) => [
    shellOption(`--Tag.${index + 1}.Key`, key),
    shellOption(`--Tag.${index + 1}.Value`, value),
  ])
}
