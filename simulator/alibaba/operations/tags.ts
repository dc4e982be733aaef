import { hasTags, readTags, withTags } from '../checks'
import { refuse } from '../errors'
import type { Parameters } from '../protocol/parameters'
import type { AlibabaWorld } from '../world'
import type { SimAttachmentKind, SimTag } from '../world-types'
import { CBN_VERSION, type Operation, type OperationCall } from './operation'

/** TagResources, UntagResources and ListTagResources: synchronous, for flow logs and what they stand on. */
export const tagOperations: readonly Operation[] = [
  operation('TagResources', 'mutate', (call) => {
    const tags = readTags(call.parameters)
    if (tags.length === 0) refuse('InvalidParameter', 'At least one tag must be given.')
    for (const resource of findResources(call)) resource.tags = withTags(resource.tags, tags)
    return {}
  }),
  operation('UntagResources', 'mutate', (call) => {
    const keys = call.parameters.list('TagKey')
    const isAll = call.parameters.text('All') === 'true' && keys.length === 0
    if (keys.length > 20) refuse('InvalidParameter', 'At most 20 tag keys can be given.')
    for (const resource of findResources(call)) {
      resource.tags = isAll ? [] : resource.tags.filter((tag) => !keys.includes(tag.key))
    }
    return {}
  }),
  operation('ListTagResources', 'otherRead', listTagResources),
]

interface Tagged {
  tags: SimTag[]
}

function operation(
  action: string,
  bucket: Operation['bucket'],
  run: (call: OperationCall) => Record<string, unknown>,
): Operation {
  return {
    action,
    version: CBN_VERSION,
    permission: `cen:${action}`,
    latency: bucket === 'mutate' ? 'other' : 'read',
    bucket,
    honoursClientToken: false,
    run,
  }
}

const ATTACHMENT_KIND_OF_TYPE: Readonly<Record<string, SimAttachmentKind>> = {
  transitroutervpcattachment: 'vpc',
  transitroutervbrattachment: 'vbr',
  transitroutervpnattachment: 'vpn',
  transitrouterecrattachment: 'ecr',
  transitrouterpeerattachment: 'peer',
}

/** The resources of one type that this account owns, by id; an unknown type is refused. Types are compared case-insensitively. */
function resourcesOfType(world: AlibabaWorld, accountId: string, parameters: Parameters): Map<string, Tagged> {
  const type = parameters.required('ResourceType', 'MissingResourceType').toLowerCase()
  const kind = ATTACHMENT_KIND_OF_TYPE[type]
  if (kind !== undefined) {
    return new Map(
      [...world.attachments].filter(
        ([, one]) => one.kind === kind && world.routers.get(one.transitRouterId)?.accountId === accountId,
      ),
    )
  }
  const owned = <Item extends Tagged & { accountId: string }>(items: ReadonlyMap<string, Item>): Map<string, Tagged> =>
    new Map([...items].filter(([, item]) => item.accountId === accountId))
  if (type === 'flowlog') return owned(world.flowLogs)
  if (type === 'cen') return owned(world.cens)
  if (type === 'transitrouter') return owned(world.routers)
  return refuse('InvalidParameter', 'ResourceType is not supported.')
}

function findResources({ world, account, parameters }: OperationCall): Tagged[] {
  parameters.required('RegionId', 'MissingRegionId')
  const resources = resourcesOfType(world, account.accountId, parameters)
  const ids = parameters.list('ResourceId')
  if (ids.length === 0) refuse('MissingResourceId')
  if (ids.length > 50) refuse('InvalidParameter', 'At most 50 resource ids can be given.')
  return ids.map((id) => {
    if (world.flowLogs.get(id)?.status === 'Deleting') refuse('IncorrectStatus.flowlog')
    return resources.get(id) ?? refuse('InvalidFlowlogId.NotFound', 'The resource is not found.')
  })
}

function listTagResources({ world, account, parameters }: OperationCall): Record<string, unknown> {
  parameters.required('RegionId', 'MissingRegionId')
  const resourceType = parameters.required('ResourceType', 'MissingResourceType')
  const ids = parameters.list('ResourceId')
  const rows = [...resourcesOfType(world, account.accountId, parameters)]
    .filter(([id, resource]) => (ids.length === 0 || ids.includes(id)) && hasTags(resource.tags, parameters))
    .flatMap(([id, resource]) => resource.tags.map((tag) => ({ id, tag })))
  const pageSize = parameters.integer('PageSize', 10, { min: 1, max: 50 })
  const start = readToken(parameters.text('NextToken'))
  return {
    NextToken: start + pageSize < rows.length ? writeToken(start + pageSize) : '',
    TagResources: {
      TagResource: rows.slice(start, start + pageSize).map(({ id, tag }) => ({
        ResourceId: id,
        ResourceType: resourceType,
        TagKey: tag.key,
        TagValue: tag.value,
      })),
    },
  }
}

/** The text of a paging position. */
export function writeToken(start: number): string {
  return Buffer.from(`from:${start}`).toString('base64')
}

/** The position a paging token stands for; an empty one is the beginning, an invented one is refused. */
export function readToken(token: string | undefined): number {
  if (token === undefined || token === '') return 0
  const match = /^from:(\d{1,9})$/.exec(Buffer.from(token, 'base64').toString('utf8'))
  return match === null ? refuse('InvalidParameter', 'NextToken is invalid.') : Number(match[1])
}
