import type { Rule } from '../rule'
import { when } from '../rule'
import { DESTINATION_RULES } from './destination-rules'
import { FORMAT_RULES } from './format-rules'
import { AWS_RESOURCE_TYPES, awsTypeOfId, type AwsRequest, type AwsResourceType } from './request'
import { ROLE_RULES } from './role-rules'
import { TAG_RULES } from './tag-rules'

const CREATE = 'Amazon EC2 API reference, CreateFlowLogs, read 2026-11'
const TRANSIT_GATEWAY = 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html'

/** Enough ids to see what is wrong with a list; a longer one is refused for its length. */
const MOST_IDS = 300

/**
 * Every rule of CreateFlowLogs, numbered as in docs/providers/aws-ec2. The one source for form, API, importers, planner
 * and command line: a spec is judged as the request that it will become.
 */
export const AWS_RULES: readonly Rule<AwsRequest>[] = [
  {
    id: 'R1',
    source: `${CREATE}: at most 25 ids of transit gateway types, 300 of others (1000 in older documents)`,
    check: ({ given, resourceIds, resourceType }) => {
      const field = 'ResourceIds'
      const count = resourceIds?.length ?? 0
      const most = resourceType === null ? MOST_IDS : AWS_RESOURCE_TYPES[resourceType].maxIds
      return [
        ...when(!given.has(field), field, 'No resource is named.', 'Give the ids of the resources to log.'),
        ...when(
          resourceIds !== null && count === 0,
          field,
          'The list of resources is empty.',
          'Give the ids of the resources to log.',
        ),
        ...when(
          count > most,
          field,
          `${count} ids are too many for one call: at most ${most} of this kind.`,
          `Send several calls of at most ${most} ids.`,
        ),
      ]
    },
  },
  {
    id: 'R2',
    source: CREATE,
    check: ({ resourceIds, resourceType }) =>
      resourceType === null
        ? []
        : (resourceIds ?? [])
            .slice(0, MOST_IDS)
            .flatMap((id, index) =>
              when(
                id !== null && !idFits(id, resourceType),
                `ResourceIds[${index}]`,
                `${id === '' ? 'An empty text' : (id ?? '').slice(0, 80)} is not the id of a ${resourceType}.`,
                remedyForId(id ?? '', resourceType),
              ),
            ),
  },
  {
    id: 'R3',
    source: CREATE,
    check: ({ given, kind }) =>
      when(
        kind?.hasTrafficType === true && !given.has('TrafficType'),
        'TrafficType',
        'A traffic type is required for VPCs, subnets, network interfaces and regional NAT gateways.',
        'Choose ALL, ACCEPT or REJECT.',
      ),
  },
  {
    id: 'R4',
    source: `${CREATE}; ${TRANSIT_GATEWAY}`,
    check: ({ given, kind }) =>
      when(
        kind?.hasTrafficType === false && given.has('TrafficType'),
        'TrafficType',
        'Flow logs of transit gateways and Cloud WAN have no traffic filter.',
        'Leave the traffic type out.',
      ),
  },
  {
    id: 'R5',
    source: CREATE,
    check: ({ kind, maxAggregationInterval: seconds }) => {
      const field = 'MaxAggregationInterval'
      const isKnown = seconds === 60 || seconds === 600
      return [
        ...when(
          seconds !== null && !isKnown,
          field,
          'The aggregation interval must be 60 or 600 seconds.',
          kind?.hasTrafficType === false ? 'Set it to 60.' : 'Choose 60 or 600.',
        ),
        ...when(
          seconds === 600 && kind?.hasTrafficType === false,
          field,
          'Flow logs of transit gateways and Cloud WAN aggregate over 60 seconds only.',
          'Set the interval to 60.',
        ),
      ]
    },
  },
  ...DESTINATION_RULES,
  ...ROLE_RULES,
  ...FORMAT_RULES,
  ...TAG_RULES,
  {
    id: 'client-token',
    source: 'Amazon EC2 developer guide, Ensuring idempotency: ASCII, at most 64 characters',
    check: ({ clientToken }) =>
      when(
        clientToken !== null && !/^[ -~]{0,64}$/.test(clientToken),
        'ClientToken',
        'A client token holds at most 64 ASCII characters.',
        'Send a shorter token, for example a UUID.',
      ),
  },
]

function idFits(id: string, type: AwsResourceType): boolean {
  const { prefix } = AWS_RESOURCE_TYPES[type]
  // The ids of Cloud WAN are not checked: what they look like is written down nowhere here.
  if (prefix === null) return id.trim() !== ''
  if (!id.startsWith(prefix) || !/^[A-Za-z0-9_-]+$/.test(id.slice(prefix.length))) return false
  // An attachment's id begins like a gateway's.
  return type !== 'TransitGateway' || !id.startsWith('tgw-attach-')
}

function remedyForId(id: string, type: AwsResourceType): string {
  const { prefix } = AWS_RESOURCE_TYPES[type]
  const other = awsTypeOfId(id)
  if (other !== null && other !== type) return `This is the id of a ${other}; send it in a request of its own.`
  return prefix === null ? 'Give the id of a resource.' : `The id of a ${type} begins with ${prefix}.`
}
