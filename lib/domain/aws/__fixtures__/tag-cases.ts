import { tagged, tags, toS3 } from './requests'
import type { RuleCase } from './rule-case'

/** R18 and the tags of the flow log itself; the client token. */
export const TAG_CASES: readonly RuleCase[] = [
  {
    rule: 'R18',
    name: 'tags of a VPC',
    request: toS3({ TagSpecifications: [{ ResourceType: 'vpc', Tags: tags(1) }] }),
    field: 'TagSpecifications[0].ResourceType',
  },
  {
    rule: 'R18',
    name: 'tags of no type',
    request: toS3({ TagSpecifications: [{ Tags: tags(1) }] }),
    field: 'TagSpecifications[0].ResourceType',
  },
  {
    rule: 'tag-specifications',
    name: 'two items',
    request: toS3({
      TagSpecifications: [
        { ResourceType: 'vpc-flow-log', Tags: tags(1) },
        { ResourceType: 'vpc-flow-log', Tags: [] },
      ],
    }),
    field: 'TagSpecifications[1]',
  },
  { rule: 'tag-count', name: '51 tags', request: tagged({ Tags: tags(51) }), field: 'TagSpecifications[0].Tags' },
  {
    rule: 'tag-key',
    name: 'no key',
    request: tagged({ Tags: [{ Value: 'v' }] }),
    field: 'TagSpecifications[0].Tags[0].Key',
  },
  {
    rule: 'tag-key',
    name: 'an empty key',
    request: tagged({ Tags: [{ Key: '' }] }),
    field: 'TagSpecifications[0].Tags[0].Key',
  },
  {
    rule: 'tag-key',
    name: 'a key of 128 characters',
    request: tagged({ Tags: [...tags(1), { Key: 'k'.repeat(128) }] }),
    field: 'TagSpecifications[0].Tags[1].Key',
  },
  {
    rule: 'tag-key',
    name: 'a reserved key',
    request: tagged({ Tags: [{ Key: 'aws:x' }] }),
    field: 'TagSpecifications[0].Tags[0].Key',
  },
  {
    rule: 'tag-value',
    name: 'a value of 257 characters',
    request: tagged({ Tags: [{ Key: 'k', Value: 'v'.repeat(257) }] }),
    field: 'TagSpecifications[0].Tags[0].Value',
  },
  {
    rule: 'tag-unique',
    name: 'a key twice',
    request: tagged({ Tags: [{ Key: 'k' }, { Key: 'k', Value: 'v' }] }),
    field: 'TagSpecifications[0].Tags[1].Key',
  },
  { rule: 'client-token', name: '65 characters', request: toS3({ ClientToken: 'x'.repeat(65) }), field: 'ClientToken' },
  {
    rule: 'client-token',
    name: 'a letter beyond ASCII',
    request: toS3({ ClientToken: 'schlüssel' }),
    field: 'ClientToken',
  },
]
