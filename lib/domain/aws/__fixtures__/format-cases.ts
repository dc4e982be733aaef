import { formatted, idsOf, instanceTags, ofGateway, tagFields, toS3 } from './requests'
import type { RuleCase } from './rule-case'

/** R14 to R16: formats and the tags they show. */
export const FORMAT_CASES: readonly RuleCase[] = [
  ...(
    [
      ['an empty format', ''],
      ['two spaces', '${version}  ${bytes}'],
      ['a space at the end', '${version} '],
      ['a space at the beginning', ' ${version}'],
      ['no space between', '${version}${bytes}'],
      ['a tab between', '${version}\t${bytes}'],
      ['names without braces', 'version bytes'],
      ['a comma between', '${version},${bytes}'],
      ['an unknown field', '${version} ${verzion}'],
      ['a field in capitals', '${Version}'],
      ['an empty name', '${}'],
    ] as const
  ).map(([name, format]) => ({ rule: 'R14', name, request: formatted(format), field: 'LogFormat' })),
  {
    rule: 'R14',
    name: 'two spaces for Cloud WAN too',
    request: ofGateway({ ...idsOf('CoreNetwork'), LogFormat: '${a}  ${b}' }),
    field: 'LogFormat',
  },
  { rule: 'R15', name: 'a version 6 field of a VPC', request: formatted('${version} ${tgw-id}'), field: 'LogFormat' },
  {
    rule: 'R15',
    name: 'packets lost, of a regional NAT gateway',
    request: formatted('${packets-lost-no-route}', idsOf('RegionalNatGateway')),
    field: 'LogFormat',
  },
  ...[
    'action',
    'vpc-id',
    'interface-id',
    'resource-id',
    'ecs-task-id',
    'encryption-status',
    'instance-tag',
    'next-hop-vpc-id',
  ].map((id) => ({
    rule: 'R15',
    name: `${id} of a transit gateway`,
    request: ofGateway({ LogFormat: `\${version} \${${id}}` }),
    field: 'LogFormat',
  })),
  {
    rule: 'R16',
    name: 'a tag field without its key',
    request: formatted('${instance-tag}'),
    field: 'TagFieldSpecifications',
  },
  {
    rule: 'R16',
    name: 'a tag field with a key of another type',
    request: tagFields('${instance-tag} ${asg-tag}', instanceTags('Team')),
    field: 'TagFieldSpecifications',
  },
  {
    rule: 'R16',
    name: 'the second tag field with one key',
    request: tagFields('${instance-tag} ${instance-tag-2}', instanceTags('Team')),
    field: 'TagFieldSpecifications',
  },
  {
    rule: 'R16',
    name: 'a key without its field',
    request: tagFields('${version}', instanceTags('Team')),
    field: 'LogFormat',
  },
  {
    rule: 'R16',
    name: 'a second key without its field',
    request: tagFields('${instance-tag}', instanceTags('Team', 'Stage')),
    field: 'LogFormat',
  },
  {
    rule: 'R16',
    name: 'a key with the default format',
    request: toS3({ TagFieldSpecifications: [instanceTags('Team')] }),
    field: 'LogFormat',
  },
  {
    rule: 'R16',
    name: 'a key for a transit gateway, whose records have no tags',
    request: ofGateway({ LogFormat: '${version}', TagFieldSpecifications: [instanceTags('Team')] }),
    field: 'LogFormat',
  },
  {
    rule: 'tag-field-specifications',
    name: 'an empty list',
    request: toS3({ TagFieldSpecifications: [] }),
    field: 'TagFieldSpecifications',
  },
  {
    rule: 'tag-field-specifications',
    name: 'three keys',
    request: tagFields('${instance-tag} ${instance-tag-2}', instanceTags('A', 'B', 'C')),
    field: 'TagFieldSpecifications[0].TagKeys',
  },
  {
    rule: 'tag-field-specifications',
    name: 'no key',
    request: tagFields('${version}', instanceTags()),
    field: 'TagFieldSpecifications[0].TagKeys',
  },
  {
    rule: 'tag-field-specifications',
    name: 'an empty key',
    request: tagFields('${instance-tag}', instanceTags('')),
    field: 'TagFieldSpecifications[0].TagKeys[0]',
  },
  {
    rule: 'tag-field-specifications',
    name: 'a key of 129 characters',
    request: tagFields('${instance-tag}', instanceTags('k'.repeat(129))),
    field: 'TagFieldSpecifications[0].TagKeys[0]',
  },
  {
    rule: 'tag-field-specifications',
    name: 'one type twice',
    request: tagFields('${instance-tag}', instanceTags('A'), instanceTags('B')),
    field: 'TagFieldSpecifications',
  },
  {
    rule: 'tag-field-specifications',
    name: 'no resource type',
    request: tagFields('${version}', { TagKeys: ['A'] }),
    field: 'TagFieldSpecifications[0].ResourceType',
  },
]
