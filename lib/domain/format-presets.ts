import { defaultAwsFormat } from './aws/formats'
import { TAG_FIELDS } from './aws/vpc-fields'
import { RECORD_DIALECTS, sampleRecord } from './record-catalogue'
import type { TargetFamily } from './resource'

/** A record format with a name and a purpose. */
export interface FormatPreset {
  readonly id: 'default' | 'security' | 'cost' | 'troubleshooting' | 'everything'
  readonly label: string
  readonly purpose: string
  /** As the spec holds it; null is the cloud's default. */
  readonly format: string | null
  /** In order; empty where the cloud does not publish its default. */
  readonly fields: readonly string[]
  /** One record of invented values; empty with the fields. */
  readonly sample: string
  /** What whoever creates such a log must be allowed to do, beyond creating it. */
  readonly permissions: readonly string[]
}

const CHOICES: Readonly<Record<TargetFamily, Readonly<Record<'security' | 'cost' | 'troubleshooting', string>>>> = {
  'aws-vpc': {
    security:
      'version account-id vpc-id subnet-id instance-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status tcp-flags type pkt-srcaddr pkt-dstaddr pkt-src-aws-service pkt-dst-aws-service flow-direction reject-reason encryption-status',
    cost: 'version account-id region az-id vpc-id subnet-id instance-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr packets bytes start end log-status flow-direction traffic-path pkt-src-aws-service pkt-dst-aws-service resource-id',
    troubleshooting:
      'version account-id region az-id vpc-id subnet-id instance-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status tcp-flags type pkt-srcaddr pkt-dstaddr flow-direction traffic-path reject-reason',
  },
  'aws-transit-gateway': {
    security:
      'version account-id tgw-id tgw-attachment-id tgw-pair-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id tgw-src-vpc-id tgw-dst-vpc-id srcaddr dstaddr srcport dstport protocol packets bytes start end log-status type tcp-flags flow-direction pkt-src-aws-service pkt-dst-aws-service',
    cost: 'version account-id region tgw-id tgw-attachment-id tgw-pair-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id tgw-src-vpc-id tgw-dst-vpc-id tgw-src-az-id tgw-dst-az-id packets bytes start end log-status flow-direction pkt-dst-aws-service',
    troubleshooting:
      'version account-id region tgw-id tgw-attachment-id tgw-pair-attachment-id tgw-src-vpc-id tgw-dst-vpc-id tgw-src-subnet-id tgw-dst-subnet-id tgw-src-eni tgw-dst-eni srcaddr dstaddr srcport dstport protocol packets bytes start end log-status type tcp-flags flow-direction packets-lost-no-route packets-lost-blackhole packets-lost-mtu-exceeded packets-lost-ttl-expired',
  },
  cen: {
    security:
      'srcaddr dstaddr bytes srcport dstport protocol packets start end direction account-id cen-id attachment-id',
    cost: 'srcaddr dstaddr bytes packets start end direction account-id attachment-id src-region-id dst-region-id',
    troubleshooting:
      'srcaddr dstaddr bytes srcport dstport protocol packets start end direction cen-id attachment-id src-region-id dst-region-id',
  },
}

const WORDS = {
  default: ['Default', 'What the cloud records when no format is given.'],
  security: ['Security', 'Who spoke to whom, through what, and whether it was let through.'],
  cost: ['Cost', 'How much went where: zones, Regions, paths and services that are billed.'],
  troubleshooting: ['Troubleshooting', 'Where packets went and why they did not arrive.'],
  everything: ['Everything', 'Every field that needs no chosen tag.'],
} as const satisfies Record<FormatPreset['id'], readonly [string, string]>

const TAG_FIELD_IDS: ReadonlySet<string> = new Set(TAG_FIELDS.map(({ id }) => id))

const remembered = new Map<TargetFamily, readonly FormatPreset[]>()

/** The named formats of a family, in the order people choose among them. Pure. */
export function formatPresets(family: TargetFamily): readonly FormatPreset[] {
  const known = remembered.get(family)
  if (known !== undefined) return known
  const { fields, format } = RECORD_DIALECTS[family]
  const choices = CHOICES[family]
  const all = fields.map(({ id }) => id).filter((id) => !TAG_FIELD_IDS.has(id))
  const defaults = family === 'cen' ? [] : (RECORD_DIALECTS[family].parse(defaultAwsFormat(family)) ?? [])
  const ofFields = (id: FormatPreset['id'], ids: readonly string[]) => preset(family, id, ids, format(ids))
  const presets = [
    preset(family, 'default', defaults, null),
    ofFields('security', choices.security.split(' ')),
    ofFields('cost', choices.cost.split(' ')),
    ofFields('troubleshooting', choices.troubleshooting.split(' ')),
    ofFields('everything', all),
  ]
  remembered.set(family, presets)
  return presets
}

function preset(
  family: TargetFamily,
  id: FormatPreset['id'],
  ids: readonly string[],
  format: string | null,
): FormatPreset {
  const [label, purpose] = WORDS[id]
  const chosen = RECORD_DIALECTS[family].fields.filter((field) => ids.includes(field.id))
  return {
    id,
    label,
    purpose,
    // Written out, the default is still the default.
    format: family !== 'cen' && format === defaultAwsFormat(family) ? null : format,
    fields: ids,
    sample: ids.length === 0 ? '' : sampleRecord(family, ids),
    permissions: [...new Set(chosen.flatMap(({ permissions }) => permissions))].sort(),
  }
}
