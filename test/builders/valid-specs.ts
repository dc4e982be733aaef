import fc from 'fast-check'
import { TRANSIT_GATEWAY_FIELDS } from '../../lib/domain/aws/transit-gateway-fields'
import { TAG_FIELDS, VPC_FIELDS } from '../../lib/domain/aws/vpc-fields'
import { CEN_FIELDS, CEN_FORMAT_PREFIX } from '../../lib/domain/cen/fields'
import type { AwsFlowLogSpec, AwsTagFieldSpecification, CenFlowLogSpec } from '../../lib/domain/flow-log-spec'
import { normaliseSpec } from '../../lib/domain/normalise'
import { validateSpec } from '../../lib/domain/rules'
import type { ScopeRef } from '../../lib/domain/scope'

export const AWS_SCOPE: ScopeRef = {
  provider: 'aws-ec2',
  partition: 'aws',
  accountId: '111122223333',
  region: 'eu-west-1',
}
export const CEN_SCOPE: ScopeRef = {
  provider: 'alibaba-cen',
  partition: 'alibaba',
  accountId: '1000000000000001',
  region: 'cn-hangzhou',
}

/** Texts that writers get wrong: quotes, escapes, templates, words that YAML or a shell would read as something else. */
const TRICKY = [
  '"quoted"',
  "it's",
  'back\\slash',
  '${srcaddr}',
  '$${twice}',
  '%{ if true }',
  'two\nlines',
  'tab\there',
  'a,b=c',
  '# no comment',
  '- dash',
  '--flag',
  'on',
  'null',
  '~',
  '0123',
  '1e3',
  '12:30:45',
  '2026-11-21',
  'true',
  '{ "json": [1] }',
  '`date`',
  '$(date)',
  '$HOME',
  'ключ 键 🔑',
  '\u2028line',
  ' spaces ',
  '=',
  '<<EOT',
  '*alias',
  '&anchor',
  '!Sub',
  '{"Ref": "x"}',
] as const

/** A tag's text, often a nasty one; never a placeholder of Weir's. */
export function anyTagText(maxLength: number, minLength = 0): fc.Arbitrary<string> {
  const plain = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 30) })
  const tricky = fc.constantFrom(...TRICKY)
  const joined = fc.tuple(plain, tricky).map(([left, right]) => left + right)
  return fc
    .oneof(plain, tricky, joined)
    .filter((text) => text.length >= minLength && text.length <= maxLength && !/(^|[^$])\{[A-Za-z0-9_-]*\}/.test(text))
}

const anyTags = (maxKey: number, maxValue: number) =>
  fc.dictionary(anyTagText(maxKey, 1), anyTagText(maxValue), { maxKeys: 4 })

const anyName = fc.stringMatching(/^[a-z][a-z0-9-]{2,20}[a-z0-9]$/)
const anyFormat = (ids: readonly string[], separator: string) =>
  fc.option(
    fc
      .shuffledSubarray([...ids], { minLength: 1, maxLength: 8 })
      .map((some) => some.map((id) => `\${${id}}`).join(separator)),
    { nil: null },
  )
const anyInterval = fc.constantFrom<60 | 600>(60, 600)

const tagFieldNames = new Set<string>(TAG_FIELDS.map(({ id }) => id))
const plainVpcFields = VPC_FIELDS.map(({ id }) => id).filter((id) => !tagFieldNames.has(id))

type Destination = Pick<
  AwsFlowLogSpec,
  | 'logDestinationType'
  | 'logDestination'
  | 'deliverLogsPermissionArn'
  | 'deliverCrossAccountRole'
  | 'destinationOptions'
>

const { accountId, region } = AWS_SCOPE
const anyDestination: fc.Arbitrary<Destination> = fc.oneof(
  fc.record({ name: anyName, role: anyName }).map(({ name, role }) => ({
    logDestinationType: 'cloud-watch-logs' as const,
    logDestination: `arn:aws:logs:${region}:${accountId}:log-group:/weir/${name}`,
    deliverLogsPermissionArn: `arn:aws:iam::${accountId}:role/${role}`,
    deliverCrossAccountRole: null,
    destinationOptions: null,
  })),
  fc
    .record({
      bucket: anyName,
      prefix: fc.option(anyName, { nil: null }),
      hive: fc.boolean(),
      hour: fc.boolean(),
      parquet: fc.boolean(),
    })
    .map(({ bucket, prefix, hive, hour, parquet }) => ({
      logDestinationType: 's3' as const,
      logDestination: `arn:aws:s3:::${bucket}${prefix === null ? '' : `/${prefix}/`}`,
      deliverLogsPermissionArn: null,
      deliverCrossAccountRole: null,
      destinationOptions: {
        fileFormat: parquet ? ('parquet' as const) : ('plain-text' as const),
        hiveCompatiblePartitions: hive,
        perHourPartition: hour,
      },
    })),
  fc.record({ stream: anyName, isAway: fc.boolean(), role: anyName }).map(({ stream, isAway, role }) => ({
    logDestinationType: 'kinesis-data-firehose' as const,
    logDestination: `arn:aws:firehose:${region}:${isAway ? '999900001111' : accountId}:deliverystream/${stream}`,
    deliverLogsPermissionArn: isAway ? `arn:aws:iam::${accountId}:role/${role}` : null,
    deliverCrossAccountRole: isAway
      ? `arn:aws:iam::999900001111:role/AWSLogDeliveryFirehoseCrossAccountRole-${role}`
      : null,
    destinationOptions: null,
  })),
)

/** Tag fields of the format and the keys that fill them: a type with two keys has two fields. */
const anyTagFields: fc.Arbitrary<{ items: readonly AwsTagFieldSpecification[]; ids: readonly string[] }> = fc
  .uniqueArray(
    fc.record({
      resourceType: fc.constantFrom('network-interface' as const, 'instance' as const, 'auto-scaling-group' as const),
      tagKeys: fc.uniqueArray(anyTagText(128, 1), { minLength: 1, maxLength: 2 }),
    }),
    { maxLength: 3, selector: ({ resourceType }) => resourceType },
  )
  .map((items) => ({
    items,
    ids: items.flatMap(({ resourceType, tagKeys }) =>
      TAG_FIELDS.filter((field) => field.resourceType === resourceType && field.position <= tagKeys.length).map(
        ({ id }) => id,
      ),
    ),
  }))

/** An AWS spec that breaks no rule, resolved in `AWS_SCOPE`. */
export const anyValidAwsSpec: fc.Arbitrary<AwsFlowLogSpec> = fc
  .record({
    isGateway: fc.boolean(),
    destination: anyDestination,
    trafficType: fc.constantFrom('ACCEPT' as const, 'REJECT' as const, 'ALL' as const),
    interval: anyInterval,
    vpcFormat: anyFormat(plainVpcFields, ' '),
    gatewayFormat: anyFormat(
      TRANSIT_GATEWAY_FIELDS.map(({ id }) => id),
      ' ',
    ),
    tagFields: fc.oneof({ weight: 3, arbitrary: fc.constant({ items: [], ids: [] }) }, anyTagFields),
    tags: anyTags(127, 256),
  })
  .map(
    ({ isGateway, destination, trafficType, interval, vpcFormat, gatewayFormat, tagFields, tags }) =>
      normaliseSpec(
        {
          ...destination,
          family: isGateway ? 'aws-transit-gateway' : 'aws-vpc',
          trafficType: isGateway ? null : trafficType,
          maxAggregationIntervalSeconds: isGateway ? 60 : interval,
          logFormat: isGateway ? gatewayFormat : withTagFields(vpcFormat, tagFields.ids),
          tagFieldSpecifications: isGateway ? [] : tagFields.items,
          tags,
        },
        AWS_SCOPE,
      ) as AwsFlowLogSpec,
  )
  .filter((spec) => validateSpec(spec, null, AWS_SCOPE).length === 0)

const withTagFields = (format: string | null, ids: readonly string[]) =>
  ids.length === 0 ? format : [format ?? '${version}', ...ids.map((id) => `\${${id}}`)].join(' ')

const otherCenFields = CEN_FIELDS.map(({ id }) => id).filter((id) => !CEN_FORMAT_PREFIX.includes(`\${${id}}`))

/** A CEN spec that breaks no rule. */
export const anyValidCenSpec: fc.Arbitrary<CenFlowLogSpec> = fc
  .record({
    projectName: anyName,
    logStoreName: anyName,
    flowLogName: anyTagText(128),
    description: anyTagText(256),
    intervalSeconds: anyInterval,
    format: anyFormat(otherCenFields, ''),
    enabled: fc.boolean(),
    tags: anyTags(64, 128),
  })
  .map(
    ({ format, ...rest }) =>
      normaliseSpec(
        { ...rest, family: 'cen', logFormatString: format === null ? null : CEN_FORMAT_PREFIX + format },
        CEN_SCOPE,
      ) as CenFlowLogSpec,
  )
  .filter((spec) => validateSpec(spec, null, CEN_SCOPE).length === 0)
