import type { AwsFlowLogSpec } from '../flow-log-spec'
import { FAMILIES, familyCovers } from '../target-family'
import type { Rule } from '../rule'
import { when } from '../rule'
import { DESTINATION_RULES } from './destination-rules'
import { FORMAT_RULES } from './format-rules'

const CREATE = 'Amazon EC2 API reference, CreateFlowLogs, read 2026-11'

/**
 * Every rule of CreateFlowLogs that one spec can break; numbers as in docs/providers/aws-ec2. R1 (number of ids) and
 * R18 (type of the tag specification) concern the request, not the spec; R8 (group name and destination together)
 * cannot be written down here, since a spec has one destination.
 */
export const AWS_RULES: readonly Rule<AwsFlowLogSpec>[] = [
  {
    id: 'aws/R2',
    source: CREATE,
    check: ({ family }, { targetType }) =>
      when(
        targetType !== null && !familyCovers(family, targetType),
        'family',
        `${FAMILIES[family].label} cannot be created on a ${targetType ?? ''}.`,
        `Choose targets of type ${FAMILIES[family].targetTypes.join(', ')}.`,
      ),
  },
  {
    id: 'aws/R3',
    source: CREATE,
    check: ({ family, trafficType }) =>
      when(
        family === 'aws-vpc' && trafficType === null,
        'trafficType',
        'A traffic type is required for VPCs, subnets, network interfaces and regional NAT gateways.',
        'Choose ALL, ACCEPT or REJECT.',
      ),
  },
  {
    id: 'aws/R4',
    source: CREATE,
    check: ({ family, trafficType }) =>
      when(
        family === 'aws-transit-gateway' && trafficType !== null,
        'trafficType',
        'Transit gateway flow logs have no traffic filter.',
        'Leave the traffic type out.',
      ),
  },
  {
    id: 'aws/R5',
    source: CREATE,
    check: ({ family, maxAggregationIntervalSeconds: seconds }) => {
      const field = 'maxAggregationIntervalSeconds'
      const isKnown = ([60, 600] as number[]).includes(seconds)
      return [
        ...when(!isKnown, field, 'The aggregation interval must be 60 or 600 seconds.', 'Choose 60 or 600.'),
        ...when(
          isKnown && family === 'aws-transit-gateway' && seconds !== 60,
          field,
          'Transit gateway flow logs aggregate over 60 seconds only.',
          'Set the interval to 60.',
        ),
      ]
    },
  },
  ...DESTINATION_RULES,
  ...FORMAT_RULES,
  {
    id: 'aws/tag-count',
    source: `${CREATE}: at most 50 tags, of which Weir sets three`,
    check: ({ tags }) =>
      when(
        Object.keys(tags).length > 47,
        'tags',
        `${Object.keys(tags).length} tags are too many: AWS allows 50 on a flow log, and Weir sets three.`,
        'Declare at most 47 tags.',
      ),
  },
  {
    id: 'aws/tag-key',
    source: `${CREATE}, Tag`,
    check: ({ tags }) =>
      Object.keys(tags).flatMap((key) => [
        ...when(key === '', `tags.${key}`, 'A tag needs a key.', 'Give the tag a key, or remove it.'),
        ...when(key.length > 127, `tags.${key}`, 'A tag key has at most 127 characters.', 'Shorten the key.'),
        ...when(
          key.toLowerCase().startsWith('aws:'),
          `tags.${key}`,
          'Tag keys that start with aws: are reserved by AWS.',
          'Choose another key.',
        ),
        ...when(
          key.startsWith('weir:'),
          `tags.${key}`,
          'Tag keys that start with weir: mark ownership and are set by Weir alone.',
          'Choose another key.',
        ),
      ]),
  },
  {
    id: 'aws/tag-value',
    source: `${CREATE}, Tag`,
    check: ({ tags }) =>
      Object.entries(tags).flatMap(([key, value]) =>
        when(value.length > 256, `tags.${key}`, 'A tag value has at most 256 characters.', 'Shorten the value.'),
      ),
  },
]
