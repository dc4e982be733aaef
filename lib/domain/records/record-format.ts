import { defaultAwsFormat } from '../aws/formats'
import { TRANSIT_GATEWAY_FIELDS } from '../aws/transit-gateway-fields'
import { TAG_FIELDS, VPC_FIELDS } from '../aws/vpc-fields'
import { CEN_FIELDS, cenFormat } from '../cen/fields'
import type { RecordField } from '../record-field'
import type { TargetFamily } from '../resource'

/**
 * How the text of a column becomes a value. `tag`: percent-encoded text.
 * Source: https://aws.amazon.com/about-aws/whats-new/2026/06/amazon-flow-logs-metadata/ (tag values of version 11)
 */
export type ColumnKind = 'text' | 'integer' | 'tag'

/** One column of a record format. */
export interface RecordColumn {
  /** The cloud's own field id, for example `srcaddr` or `pkt-srcaddr`; the key of JSON lines. */
  readonly id: string
  readonly kind: ColumnKind
  /** What the catalogue knows of the field; null where the cloud is ahead of it. */
  readonly field: RecordField | null
}

/** Which columns a flow log's records have, in order. */
export interface RecordFormat {
  readonly family: TargetFamily
  readonly columns: readonly RecordColumn[]
  /** The place of each column by field id. */
  readonly indexOf: ReadonlyMap<string, number>
  /**
   * Whether the columns are known to be these. False for the default format of CEN, whose fields the vendor does not
   * publish as a list: there, columns are the published names, and records (maps) may hold others.
   */
  readonly isExact: boolean
  /** Whether this is the family's default format. */
  readonly isDefault: boolean
}

const CATALOGUES: Readonly<Record<TargetFamily, ReadonlyMap<string, RecordField>>> = {
  'aws-vpc': byId(VPC_FIELDS),
  'aws-transit-gateway': byId(TRANSIT_GATEWAY_FIELDS),
  cen: byId(CEN_FIELDS),
}

const TAG_FIELD_IDS: ReadonlySet<string> = new Set(TAG_FIELDS.map(({ id }) => id))

/** `${id}` tokens with nothing but white space between them: what both clouds' formats have in common. */
const FORMAT = /^\s*(?:\$\{[^${}\s]+\}\s*)+$/

/**
 * The columns that a log's format stands for; a null or empty format is the family's default. Unknown field ids stay as
 * open text columns, because clouds add fields before we hear of them. Null when the text is not a format at all. Pure.
 */
export function recordFormat(family: TargetFamily, logFormat: string | null): RecordFormat | null {
  const ownDefault = defaultFormat(family)
  const text = logFormat === null || logFormat.trim() === '' ? ownDefault : logFormat
  const ids = formatFieldIds(text)
  if (ids === null) return null
  const isDefault = ids.join(' ') === formatFieldIds(ownDefault)?.join(' ')
  return formatOf(family, ids, { isDefault, isExact: family !== 'cen' || text !== ownDefault })
}

/** A format from field ids, as a file's header line or a Parquet schema names them. Pure. */
export function recordFormatOfIds(family: TargetFamily, ids: readonly string[]): RecordFormat {
  const isDefault = ids.join(' ') === formatFieldIds(defaultFormat(family))?.join(' ')
  return formatOf(family, ids, { isDefault, isExact: true })
}

/** The field ids of a format text; null when it is malformed. Pure. */
export function formatFieldIds(logFormat: string): readonly string[] | null {
  if (!FORMAT.test(logFormat)) return null
  return [...logFormat.matchAll(/\$\{([^${}\s]+)\}/g)].map((match) => match[1] ?? '')
}

/** The catalogue entry of a field; null for a field unknown to us. Pure. */
export function catalogueField(family: TargetFamily, id: string): RecordField | null {
  return CATALOGUES[family].get(id) ?? null
}

/** The same format with further columns at its end: keys of a map that the format does not name. Pure. */
export function withColumns(format: RecordFormat, ids: readonly string[]): RecordFormat {
  const columns = [...format.columns, ...ids.map((id) => columnOf(format.family, id))]
  return { ...format, columns, indexOf: indexOf(columns) }
}

function defaultFormat(family: TargetFamily): string {
  return family === 'cen' ? cenFormat(CEN_FIELDS.map(({ id }) => id)) : defaultAwsFormat(family)
}

function formatOf(
  family: TargetFamily,
  ids: readonly string[],
  { isDefault, isExact }: { readonly isDefault: boolean; readonly isExact: boolean },
): RecordFormat {
  const columns = ids.map((id) => columnOf(family, id))
  return { family, columns, indexOf: indexOf(columns), isExact, isDefault }
}

function indexOf(columns: readonly RecordColumn[]): ReadonlyMap<string, number> {
  return new Map(columns.map(({ id }, index) => [id, index]))
}

function columnOf(family: TargetFamily, id: string): RecordColumn {
  const field = catalogueField(family, id)
  return { id, kind: kindOf(id, field), field }
}

function kindOf(id: string, field: RecordField | null): ColumnKind {
  if (TAG_FIELD_IDS.has(id)) return 'tag'
  return field === null || field.type === 'STRING' ? 'text' : 'integer'
}

function byId(fields: readonly RecordField[]): ReadonlyMap<string, RecordField> {
  return new Map(fields.map((field) => [field.id, field]))
}
