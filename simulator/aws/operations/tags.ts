import { endDryRun, type AwsCall, type Operation } from '../call'
import { AwsRefusal } from '../errors'
import { readFilters } from '../protocol/filters'
import { cutPage } from '../protocol/paging'
import { mergeTags, readTags } from '../tag-rules'
import type { ResourceKind, Tag } from '../world-types'

/** Something of the account that carries tags. */
interface Tagged {
  tags: Tag[]
}

const WRITE_PARAMETERS = new Set(['DryRun', 'ResourceId.N', 'Tag.N.Key', 'Tag.N.Value'])

/** CreateTags. Source: EC2 API reference, CreateTags, read 2026-11. */
export const createTags: Operation = {
  service: 'ec2',
  latency: 'other',
  bucket: () => 'tags',
  action: 'ec2:CreateTags',
  known: WRITE_PARAMETERS,
  resources: (parameters) => parameters.list('ResourceId'),
  perform: (call) => {
    endDryRun(call)
    const targets = findTagged(call)
    const added = readTags(call.parameters)
    if (added.length === 0) throw new AwsRefusal('MissingParameter', 'The request must contain the parameter Tag')
    const merged = targets.map((target) => mergeTags(target.tags, added))
    targets.forEach((target, index) => (target.tags = merged[index] ?? target.tags))
    call.context.markChanged()
    return { return: true }
  },
}

/**
 * DeleteTags: a tag with a value goes only if the value matches, one without goes whatever its value, and no tags at all
 * removes every tag of the user. Source: EC2 API reference, DeleteTags, read 2026-11.
 */
export const deleteTags: Operation = {
  service: 'ec2',
  latency: 'other',
  bucket: () => 'tags',
  action: 'ec2:DeleteTags',
  known: WRITE_PARAMETERS,
  resources: (parameters) => parameters.list('ResourceId'),
  perform: (call) => {
    endDryRun(call)
    const targets = findTagged(call)
    const doomed = call.parameters.structures('Tag').map((structure) => ({
      key: structure.required('Key'),
      value: structure.text('Value'),
    }))
    if (doomed.some(({ key }) => key.toLowerCase().startsWith('aws:'))) {
      throw new AwsRefusal('InvalidParameterValue', "Tag keys starting with 'aws:' are reserved for internal use")
    }
    const goes = (tag: Tag): boolean => {
      if (tag.key.startsWith('aws:')) return false
      return (
        doomed.length === 0 || doomed.some(({ key, value }) => key === tag.key && (value ?? tag.value) === tag.value)
      )
    }
    for (const target of targets) target.tags = target.tags.filter((tag) => !goes(tag))
    call.context.markChanged()
    return { return: true }
  },
}

function findTagged(call: AwsCall): readonly Tagged[] {
  const ids = call.parameters.list('ResourceId')
  if (ids.length === 0) throw new AwsRefusal('MissingParameter', 'The request must contain the parameter ResourceId')
  if (ids.length > 1000) throw new AwsRefusal('InvalidParameterValue', 'At most 1000 resource ids can be given.')
  return [...new Set(ids)].map((id) => {
    if (id.startsWith('fl-')) {
      const flowLog = call.world.flowLogs.get(id)
      const isThere =
        flowLog?.deletedAtMs === null && flowLog.accountId === call.accountId && flowLog.region === call.region
      if (isThere) return flowLog
      throw new AwsRefusal('InvalidFlowLogId.NotFound', `The flow log ID '${id}' does not exist`)
    }
    const resource = call.world.resources.get(id)
    if (resource?.ownerId === call.accountId && resource.region === call.region) return resource
    throw new AwsRefusal('InvalidID', `The ID '${id}' is not valid`)
  })
}

const TYPE_NAMES: Readonly<Record<ResourceKind, string>> = {
  vpc: 'vpc',
  subnet: 'subnet',
  'network-interface': 'network-interface',
  'transit-gateway': 'transit-gateway',
  'transit-gateway-attachment': 'transit-gateway-attachment',
  'nat-gateway': 'natgateway',
  'core-network-part': 'core-network',
}

interface TagLine {
  readonly resourceId: string
  readonly resourceType: string
  readonly key: string
  readonly value: string
  readonly sequence: number
  readonly tags: readonly Tag[]
}

/** DescribeTags. Source: EC2 API reference, DescribeTags, read 2026-11. */
export const describeTags: Operation = {
  service: 'ec2',
  latency: 'read',
  bucket: () => 'read',
  action: 'ec2:DescribeTags',
  known: new Set(['DryRun', 'Filter.N.Name', 'Filter.N.Value.N', 'MaxResults', 'NextToken']),
  resources: () => [],
  perform: (call) => {
    endDryRun(call)
    const passes = readFilters<TagLine>(call.parameters, {
      key: (line) => line.key,
      value: (line) => line.value,
      'resource-id': (line) => line.resourceId,
      'resource-type': (line) => line.resourceType,
    })
    const lines = allTagLines(call).filter(passes)
    const page = cutPage(lines, call.parameters, `DescribeTags/${call.accountId}/${call.region}`, false)
    const items = page.items.map(({ resourceId, resourceType, key, value }) => ({
      resourceId,
      resourceType,
      key,
      value,
    }))
    return { tagSet: items, nextToken: page.nextToken }
  },
}

function allTagLines(call: AwsCall): readonly TagLine[] {
  const { world, accountId, region, nowMs } = call
  const lines: TagLine[] = []
  const add = (resourceId: string, resourceType: string, tags: readonly Tag[], order: number): void => {
    tags.forEach((tag, index) => {
      // At most 50 tags and a few of the system: a hundred places for each resource keep the order total.
      lines.push({ resourceId, resourceType, ...tag, sequence: order * 100 + index + 1, tags: [tag] })
    })
  }
  for (const [kind, typeName] of Object.entries(TYPE_NAMES)) {
    for (const resource of world.resources.visible(accountId, region, kind as ResourceKind)) {
      if (resource.ownerId === accountId) add(resource.id, typeName, resource.tags, resource.sequence)
    }
  }
  for (const flowLog of world.flowLogs.visible(accountId, region, nowMs)) {
    add(flowLog.id, 'vpc-flow-log', flowLog.tags, flowLog.sequence)
  }
  return lines.sort((one, other) => one.sequence - other.sequence)
}
