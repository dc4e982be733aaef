import type { CommandRequest, CommandTarget } from '../../domain/command-request'
import type { CenFlowLogSpec } from '../../domain/flow-log-spec'
import type { UpdateStep } from '../../domain/update-step'
import { tagList } from './translate'

type Option = readonly [name: string, value: string | number]

/**
 * The command of the vendor's `aliyun` tool that asks for the same; several, one a line, where one would not do. Weir's
 * own tags and token are left out: they belong to Weir. Pure.
 */
export function renderCommand(request: CommandRequest): string {
  const region: Option = ['RegionId', request.scope.region]
  switch (request.kind) {
    case 'create': {
      const { spec } = request
      if (spec.family !== 'cen') return ''
      return request.targets
        .map((target) => command('CreateFlowlog', [region, ...targetOptions(target), ...specOptions(spec)]))
        .join('\n')
    }
    case 'update':
      return updateCommand(region, request.externalId, request.step)
    case 'delete':
      return request.externalIds.map((id) => command('DeleteFlowlog', [region, ['FlowLogId', id]])).join('\n')
  }
}

function updateCommand(region: Option, externalId: string, step: UpdateStep): string {
  const log: Option = ['FlowLogId', externalId]
  const resource: readonly Option[] = [region, ['ResourceType', 'Flowlog'], ['ResourceId.1', externalId]]
  switch (step.kind) {
    case 'untag':
      return command('UntagResources', [
        ...resource,
        ...step.keys.map((key, index): Option => [`TagKey.${index + 1}`, key]),
      ])
    case 'tag':
      return command('TagResources', [...resource, ...tagOptions(step.tags)])
    case 'modify':
      return command('ModifyFlowLogAttribute', [region, log, ...memberOptions(step.members)])
    case 'enable':
      return command('ActiveFlowLog', [region, log])
    case 'disable':
      return command('DeactiveFlowLog', [region, log])
  }
}

function targetOptions(target: CommandTarget): readonly Option[] {
  const isAttachment = target.key.type === 'TransitRouterAttachment'
  return [
    ['CenId', target.links.cen ?? ''],
    ['TransitRouterId', isAttachment ? (target.links.transitRouter ?? '') : target.externalId],
    ...(isAttachment ? [['TransitRouterAttachmentId', target.externalId] as const] : []),
  ]
}

function specOptions(spec: CenFlowLogSpec): readonly Option[] {
  const texts: readonly Option[] = [
    ['FlowLogName', spec.flowLogName],
    ['Description', spec.description],
    ['LogFormatString', spec.logFormatString ?? ''],
  ]
  return [
    ['ProjectName', spec.projectName],
    ['LogStoreName', spec.logStoreName],
    ['Interval', spec.intervalSeconds],
    ...texts.filter(([, value]) => value !== ''),
    ...tagOptions(spec.tags),
  ]
}

function tagOptions(tags: Readonly<Record<string, string>>): readonly Option[] {
  return tagList(tags).flatMap(({ key, value }, index): Option[] => [
    [`Tag.${index + 1}.Key`, key],
    [`Tag.${index + 1}.Value`, value],
  ])
}

/** The members of a modification by the names of the request. */
export const MEMBER_PARAMETERS = {
  flowLogName: 'FlowLogName',
  description: 'Description',
  intervalSeconds: 'Interval',
} as const

function memberOptions(members: Readonly<Record<string, string | number>>): readonly Option[] {
  const names: Readonly<Record<string, string>> = MEMBER_PARAMETERS
  return Object.entries(members).flatMap(([member, value]) => {
    const name = names[member]
    return name === undefined ? [] : [[name, value] as const]
  })
}

function command(action: string, options: readonly Option[]): string {
  return ['aliyun cbn', action, ...options.map(([name, value]) => `--${name} ${quote(String(value))}`)].join(' ')
}

/** Quotes what a shell would read as more than one plain word. */
function quote(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
