import { awsFormat, defaultAwsFormat, parseAwsFormat } from './aws/formats'
import { TRANSIT_GATEWAY_FIELDS } from './aws/transit-gateway-fields'
import { VPC_FIELDS } from './aws/vpc-fields'
import { CEN_FIELDS, CEN_FORMAT_PREFIX, cenFormat, parseCenFormat } from './cen/fields'
import type { RecordField } from './record-field'
import type { TargetFamily } from './resource'

/** How the record formats of a family are written, and which fields they can hold. */
export interface RecordDialect {
  readonly fields: readonly RecordField[]
  /** The field ids of a well-formed format; null when it is malformed. */
  readonly parse: (format: string) => readonly string[] | null
  readonly format: (ids: readonly string[]) => string
  /** What a custom format begins with in the form: the default where its fields are known, else what must stand first. */
  readonly start: string
}

/** The one catalogue that form, parser, rules and documentation share. */
export const RECORD_DIALECTS: Readonly<Record<TargetFamily, RecordDialect>> = {
  'aws-vpc': { fields: VPC_FIELDS, parse: parseAwsFormat, format: awsFormat, start: defaultAwsFormat('aws-vpc') },
  'aws-transit-gateway': {
    fields: TRANSIT_GATEWAY_FIELDS,
    parse: parseAwsFormat,
    format: awsFormat,
    start: defaultAwsFormat('aws-transit-gateway'),
  },
  cen: { fields: CEN_FIELDS, parse: parseCenFormat, format: cenFormat, start: CEN_FORMAT_PREFIX },
}

/** One record of invented values, as a text file or log event shows it; unknown fields are `-`. Pure. */
export function sampleRecord(family: TargetFamily, ids: readonly string[]): string {
  const { fields } = RECORD_DIALECTS[family]
  const samples = ids.map((id) => [id, fields.find((field) => field.id === id)?.sample ?? '-'] as const)
  // Records of CEN are maps of texts, not lines.
  if (family === 'cen') return JSON.stringify(Object.fromEntries(samples))
  // The version column says the newest version among the fields.
  const version = Math.max(2, ...ids.map((id) => fields.find((field) => field.id === id)?.version ?? 0))
  return samples.map(([id, sample]) => (id === 'version' ? String(version) : sample)).join(' ')
}
