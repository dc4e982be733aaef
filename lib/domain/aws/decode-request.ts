import type { Violation } from '../problem'
import { RequestForm, type Members } from '../request-form'
import {
  AWS_PARAMETERS,
  AWS_RESOURCE_TYPE_NAMES,
  AWS_RESOURCE_TYPES,
  type AwsRequest,
  type AwsTagFieldItem,
  type AwsTagSpecification,
} from './request'

const SOURCE =
  'Amazon EC2 API reference, CreateFlowLogs, and its service model in @aws-sdk/client-ec2 3.1169, read 2026-11'

/** More items of a list than any rule allows are counted, not looked at one by one. */
const MOST_ITEMS = 300

const NOTHING: Members = { values: new Map(), given: new Set(), path: '' }

/**
 * The parameters of one CreateFlowLogs call from JSON, whatever it holds, with every fault of its form. Pure and total.
 * The shape is that of `aws ec2 create-flow-logs --cli-input-json` and of the SDKs.
 */
export function decodeAwsRequest(value: unknown): { request: AwsRequest | null; violations: readonly Violation[] } {
  const form = new RequestForm(SOURCE)
  const members = form.members(value, '', AWS_PARAMETERS)
  if (members === null) return { request: null, violations: form.violations }
  form.flag(members, 'DryRun')
  const resourceType = form.word(members, 'ResourceType', AWS_RESOURCE_TYPE_NAMES)
  if (!members.given.has('ResourceType')) {
    form.note(
      'required',
      'ResourceType',
      'The kind of resource is not given.',
      `Set ResourceType to one of ${AWS_RESOURCE_TYPE_NAMES.join(', ')}.`,
    )
  }
  const destinationType = form.word(members, 'LogDestinationType', ['cloud-watch-logs', 's3', 'kinesis-data-firehose'])
  readDestinationOptions(form, members)
  const request: AwsRequest = {
    given: members.given,
    resourceType,
    kind: resourceType === null ? null : AWS_RESOURCE_TYPES[resourceType],
    resourceIds: form.texts(members, 'ResourceIds', MOST_ITEMS),
    trafficType: form.word(members, 'TrafficType', ['ACCEPT', 'REJECT', 'ALL']),
    logDestinationType: members.given.has('LogDestinationType') ? destinationType : 'cloud-watch-logs',
    logDestination: form.text(members, 'LogDestination'),
    logGroupName: form.text(members, 'LogGroupName'),
    deliverLogsPermissionArn: form.text(members, 'DeliverLogsPermissionArn'),
    deliverCrossAccountRole: form.text(members, 'DeliverCrossAccountRole'),
    logFormat: form.text(members, 'LogFormat'),
    maxAggregationInterval: form.number(members, 'MaxAggregationInterval'),
    clientToken: form.text(members, 'ClientToken'),
    tagSpecifications: readTagSpecifications(form, members),
    tagFieldSpecifications: readTagFieldSpecifications(form, members),
  }
  return { request, violations: form.violations }
}

function readDestinationOptions(form: RequestForm, request: Members): void {
  if (!request.values.has('DestinationOptions')) return
  const known = ['FileFormat', 'HiveCompatiblePartitions', 'PerHourPartition']
  const members = form.members(request.values.get('DestinationOptions'), 'DestinationOptions', known)
  if (members === null) return
  form.word(members, 'FileFormat', ['plain-text', 'parquet'])
  form.flag(members, 'HiveCompatiblePartitions')
  form.flag(members, 'PerHourPartition')
}

function readTagSpecifications(form: RequestForm, request: Members): readonly AwsTagSpecification[] {
  const items = form.list(request, 'TagSpecifications') ?? []
  return items.slice(0, MOST_ITEMS).map((item, index) => {
    const path = `TagSpecifications[${index}]`
    const members = form.members(item, path, ['ResourceType', 'Tags'])
    // What could not be read at all must not be blamed again for what it lacks.
    if (members === null) return { given: new Set(['ResourceType', 'Tags']), resourceType: null, tags: [] }
    const tags = (form.list(members, 'Tags') ?? []).slice(0, MOST_ITEMS).map((tag, at) => {
      const tagPath = `${path}.Tags[${at}]`
      const read = form.members(tag, tagPath, ['Key', 'Value'])
      return {
        path: tagPath,
        given: read?.given ?? new Set(['Key', 'Value']),
        key: form.text(read ?? NOTHING, 'Key'),
        value: form.text(read ?? NOTHING, 'Value'),
      }
    })
    return { given: members.given, resourceType: form.text(members, 'ResourceType'), tags }
  })
}

function readTagFieldSpecifications(form: RequestForm, request: Members): readonly AwsTagFieldItem[] {
  const items = form.list(request, 'TagFieldSpecifications') ?? []
  return items.slice(0, MOST_ITEMS).map((item, index) => {
    const members = form.members(item, `TagFieldSpecifications[${index}]`, ['ResourceType', 'TagKeys'])
    if (members === null) return { given: new Set(['ResourceType', 'TagKeys']), resourceType: null, tagKeys: null }
    return {
      given: members.given,
      resourceType: form.word(members, 'ResourceType', ['network-interface', 'instance', 'auto-scaling-group']),
      tagKeys: form.texts(members, 'TagKeys', MOST_ITEMS),
    }
  })
}
