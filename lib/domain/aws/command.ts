import type { AwsFlowLogSpec } from '../flow-log-spec'
import type { CommandRequest } from '../command-request'
import type { UpdateStep } from '../update-step'
import { commandLine, shellOption, shellWord } from '../shell'

/**
 * The `aws ec2 …` command a person would type for a request. Pure. Structures are written as JSON, which both versions
 * of the command line read and which needs no escaping beyond the shell's.
 * Source: AWS CLI command reference, ec2 create-flow-logs, delete-flow-logs, create-tags, delete-tags, read 2026-11
 */
export function renderAwsCommand(request: CommandRequest): string {
  const region = shellOption('--region', request.scope.region)
  switch (request.kind) {
    case 'create':
      if (request.spec.family === 'cen') throw new TypeError('A CEN spec has no AWS command.')
      return commandLine('aws ec2 create-flow-logs', [
        ...(request.scope.region === '' ? [] : [region]),
        shellOption('--resource-type', request.targets[0]?.key.type ?? ''),
        ['--resource-ids', ...request.targets.map((target) => shellWord(target.externalId))].join(' '),
        ...createOptions(request.spec),
      ])
    case 'update':
      return renderStep(request.step, region, request.externalId)
    case 'delete':
      return commandLine('aws ec2 delete-flow-logs', [
        region,
        ['--flow-log-ids', ...request.externalIds.map(shellWord)].join(' '),
      ])
  }
}

function createOptions(spec: AwsFlowLogSpec): readonly string[] {
  const { destinationOptions, tagFieldSpecifications, tags } = spec
  const optional = (name: string, value: string | null) => (value === null ? [] : [shellOption(name, value)])
  const json = (name: string, value: unknown) => [shellOption(name, JSON.stringify(value))]
  return [
    ...optional('--traffic-type', spec.trafficType),
    shellOption('--log-destination-type', spec.logDestinationType),
    shellOption('--log-destination', spec.logDestination),
    ...optional('--deliver-logs-permission-arn', spec.deliverLogsPermissionArn),
    ...optional('--deliver-cross-account-role', spec.deliverCrossAccountRole),
    ...optional('--log-format', spec.logFormat),
    shellOption('--max-aggregation-interval', String(spec.maxAggregationIntervalSeconds)),
    ...(destinationOptions === null
      ? []
      : json('--destination-options', {
          FileFormat: destinationOptions.fileFormat,
          HiveCompatiblePartitions: destinationOptions.hiveCompatiblePartitions,
          PerHourPartition: destinationOptions.perHourPartition,
        })),
    ...(tagFieldSpecifications.length === 0
      ? []
      : json(
          '--tag-field-specifications',
          tagFieldSpecifications.map((item) => ({ ResourceType: item.resourceType, TagKeys: item.tagKeys })),
        )),
    ...(Object.keys(tags).length === 0
      ? []
      : json('--tag-specifications', [{ ResourceType: 'vpc-flow-log', Tags: tagList(tags) }])),
  ]
}

function renderStep(step: UpdateStep, region: string, externalId: string): string {
  const resources = shellOption('--resources', externalId)
  switch (step.kind) {
    case 'untag': {
      const tags = JSON.stringify(step.keys.map((Key) => ({ Key })))
      return commandLine('aws ec2 delete-tags', [region, resources, shellOption('--tags', tags)])
    }
    case 'tag':
      return commandLine('aws ec2 create-tags', [
        region,
        resources,
        shellOption('--tags', JSON.stringify(tagList(step.tags))),
      ])
    case 'modify':
    case 'enable':
    case 'disable':
      throw new TypeError(`AWS cannot ${step.kind} a flow log.`)
  }
}

const tagList = (tags: Readonly<Record<string, string>>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
