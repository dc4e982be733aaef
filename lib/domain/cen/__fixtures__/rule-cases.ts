import { NO_PLACE } from '../../rule'
import type { RuleCase } from '../../aws/__fixtures__/rule-case'
import { tags, without, type RequestJson } from '../../aws/__fixtures__/requests'

const PREFIX = '${srcaddr}${dstaddr}${bytes}'

/** A valid request of a whole transit router. */
export function ofRouter(members: RequestJson = {}): RequestJson {
  return without({
    RegionId: 'cn-hangzhou',
    CenId: 'cen-7qthudw0ll6jmc0000',
    TransitRouterId: 'tr-bp1rmwxnk221e3fas0000',
    ProjectName: 'flow-logs',
    LogStoreName: 'transit_router',
    ...members,
  })
}

/** A valid request of one attachment. */
export function ofAttachment(members: RequestJson = {}): RequestJson {
  return ofRouter({ TransitRouterAttachmentId: 'tr-attach-r6g0m3epjehw570000', ...members })
}

const tagged = (...list: readonly RequestJson[]) => ofRouter({ Tag: list })

/** Every rule of CreateFlowlog with the requests that break it and nothing else. Docs: docs/providers/alibaba-cen. */
export const CEN_RULE_CASES: readonly RuleCase[] = [
  { rule: 'type', name: 'a text instead of a request', request: 'x', field: '$' },
  { rule: 'type', name: 'a number for a region', request: ofRouter({ RegionId: 1 }), field: 'RegionId' },
  { rule: 'type', name: 'null for a router', request: ofRouter({ TransitRouterId: null }), field: 'TransitRouterId' },
  { rule: 'type', name: 'an interval as text', request: ofRouter({ Interval: '600' }), field: 'Interval' },
  { rule: 'type', name: 'tags as an object', request: ofRouter({ Tag: { Key: 'a' } }), field: 'Tag' },
  { rule: 'type', name: 'a tag that is no object', request: ofRouter({ Tag: ['a'] }), field: 'Tag[0]' },
  { rule: 'type', name: 'a tag value as a number', request: tagged({ Key: 'a', Value: 1 }), field: 'Tag[0].Value' },
  { rule: 'type', name: 'a flat tag as a number', request: ofRouter({ 'Tag.1.Key': 1 }), field: 'Tag.1.Key' },
  { rule: 'type', name: 'letters for an account id', request: ofRouter({ OwnerId: 'me' }), field: 'OwnerId' },
  { rule: 'type', name: 'a number for an account', request: ofRouter({ OwnerAccount: 1 }), field: 'OwnerAccount' },
  {
    rule: 'unknown-parameter',
    name: 'a parameter of VPC flow logs',
    request: ofRouter({ TrafficType: 'All' }),
    field: 'TrafficType',
  },
  {
    rule: 'unknown-parameter',
    name: 'a required parameter in other letters',
    request: ofRouter({ LogStoreName: undefined, LogstoreName: 'store' }),
    field: 'LogstoreName',
  },
  {
    rule: 'unknown-parameter',
    name: 'a stray member of a tag',
    request: tagged({ Key: 'a', Color: 'red' }),
    field: 'Tag[0].Color',
  },
  ...['RegionId', 'CenId', 'TransitRouterId', 'ProjectName', 'LogStoreName'].flatMap((field) => [
    { rule: 'required', name: `no ${field}`, request: ofRouter({ [field]: undefined }), field },
    { rule: 'required', name: `an empty ${field}`, request: ofRouter({ [field]: '' }), field },
  ]),
  {
    rule: 'attachment-router',
    name: 'an attachment alone',
    request: ofAttachment({ TransitRouterId: undefined }),
    field: 'TransitRouterId',
  },
  { rule: 'resource-id', name: 'a router for a CEN', request: ofRouter({ CenId: 'tr-1' }), field: 'CenId' },
  {
    rule: 'resource-id',
    name: 'an attachment for a router',
    request: ofRouter({ TransitRouterId: 'tr-attach-1' }),
    field: 'TransitRouterId',
  },
  {
    rule: 'resource-id',
    name: 'a composite id of Terraform',
    request: ofRouter({ TransitRouterId: 'cen-1:tr-1' }),
    field: 'TransitRouterId',
  },
  {
    rule: 'resource-id',
    name: 'a VPC for an attachment',
    request: ofAttachment({ TransitRouterAttachmentId: 'vpc-1' }),
    field: 'TransitRouterAttachmentId',
  },
  {
    rule: 'resource-id',
    name: 'an empty attachment',
    request: ofAttachment({ TransitRouterAttachmentId: '' }),
    field: 'TransitRouterAttachmentId',
  },
  { rule: 'region-id', name: 'no id of a region', request: ofRouter({ RegionId: 'Hangzhou' }), field: 'RegionId' },
  {
    rule: 'region-id',
    name: 'another region than the one of the router',
    request: ofRouter(),
    place: { ...NO_PLACE, region: 'cn-beijing' },
    field: 'RegionId',
  },
  ...['ab', 'a'.repeat(64), 'Flow', 'a_b', '-ab', 'ab-', 'a.b'].map((ProjectName) => ({
    rule: 'project-name',
    name: ProjectName.slice(0, 10),
    request: ofRouter({ ProjectName }),
    field: 'ProjectName',
  })),
  ...['ab', 'a'.repeat(64), 'Store', '_ab', 'ab_', 'a.b'].map((LogStoreName) => ({
    rule: 'log-store-name',
    name: LogStoreName.slice(0, 10),
    request: ofRouter({ LogStoreName }),
    field: 'LogStoreName',
  })),
  {
    rule: 'flow-log-name',
    name: '129 characters',
    request: ofRouter({ FlowLogName: 'n'.repeat(129) }),
    field: 'FlowLogName',
  },
  { rule: 'flow-log-name', name: 'http://', request: ofRouter({ FlowLogName: 'http://x' }), field: 'FlowLogName' },
  { rule: 'flow-log-name', name: 'https://', request: ofRouter({ FlowLogName: 'https://x' }), field: 'FlowLogName' },
  {
    rule: 'description',
    name: '257 characters',
    request: ofRouter({ Description: 'd'.repeat(257) }),
    field: 'Description',
  },
  { rule: 'description', name: 'http://', request: ofRouter({ Description: 'http://x' }), field: 'Description' },
  { rule: 'description', name: 'https://', request: ofRouter({ Description: 'https://x' }), field: 'Description' },
  ...[0, 59, 61, 300, 601, -60, 60.5].map((Interval) => ({
    rule: 'interval',
    name: `${Interval} seconds`,
    request: ofRouter({ Interval }),
    field: 'Interval',
  })),
  ...(
    [
      ['an empty format', ''],
      ['another field first', `\${start}${PREFIX}`],
      ['the three fields in another order', '${dstaddr}${srcaddr}${bytes}'],
      ['two of the three fields', '${srcaddr}${dstaddr}'],
      ['a space between', `${PREFIX} \${start}`],
      ['spaces, as AWS has them', '${srcaddr} ${dstaddr} ${bytes}'],
      ['a field twice', `${PREFIX}\${start}\${start}`],
      ['capitals', `${PREFIX}\${Start}`],
      ['an empty name', `${PREFIX}\${}`],
      ['a token without its end', `${PREFIX}\${start`],
      ['escaped dollars of Terraform', '$${srcaddr}$${dstaddr}$${bytes}'],
    ] as const
  ).map(([name, LogFormatString]) => ({
    rule: 'log-format',
    name,
    request: ofRouter({ LogFormatString }),
    field: 'LogFormatString',
  })),
  { rule: 'tag-count', name: '21 tags', request: ofRouter({ Tag: tags(21) }), field: 'Tag' },
  { rule: 'tag-count', name: 'a flat tag numbered 21', request: ofRouter({ 'Tag.21.Key': 'a' }), field: 'Tag' },
  { rule: 'tag-key', name: 'no key', request: tagged({ Value: 'v' }), field: 'Tag[0].Key' },
  { rule: 'tag-key', name: 'no flat key', request: ofRouter({ 'Tag.1.Value': 'v' }), field: 'Tag.1.Key' },
  { rule: 'tag-key', name: 'an empty key', request: tagged({ Key: '' }), field: 'Tag[0].Key' },
  {
    rule: 'tag-key',
    name: '65 characters',
    request: tagged({ Key: 'a' }, { Key: 'b' }, { Key: 'k'.repeat(65) }),
    field: 'Tag[2].Key',
  },
  ...['aliyun', 'acs:x', 'a http://x', 'https://x'].flatMap((text) => [
    { rule: 'tag-key', name: text, request: tagged({ Key: text }), field: 'Tag[0].Key' },
    { rule: 'tag-value', name: text, request: tagged({ Key: 'k', Value: text }), field: 'Tag[0].Value' },
  ]),
  {
    rule: 'tag-value',
    name: '129 characters',
    request: tagged({ Key: 'k', Value: 'v'.repeat(129) }),
    field: 'Tag[0].Value',
  },
  { rule: 'tag-unique', name: 'a key twice', request: tagged({ Key: 'k' }, { Key: 'k' }), field: 'Tag[1].Key' },
  {
    rule: 'tag-unique',
    name: 'a flat key twice',
    request: ofRouter({ 'Tag.1.Key': 'k', 'Tag.2.Key': 'k' }),
    field: 'Tag.2.Key',
  },
  {
    rule: 'client-token',
    name: '65 characters',
    request: ofRouter({ ClientToken: 'x'.repeat(65) }),
    field: 'ClientToken',
  },
  { rule: 'client-token', name: 'an empty one', request: ofRouter({ ClientToken: '' }), field: 'ClientToken' },
  { rule: 'client-token', name: 'beyond ASCII', request: ofRouter({ ClientToken: '键' }), field: 'ClientToken' },
]
