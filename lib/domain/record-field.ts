/** One field that a flow-log record can hold: what the format builder offers, the parser reads and the validator knows. */
export interface RecordField {
  readonly id: string
  /** The record version that brought it; 0 where the cloud does not version its fields. */
  readonly version: number
  /** The column type where records are typed (Parquet); in plain text everything is text. */
  readonly type: 'STRING' | 'INT_32' | 'INT_64'
  readonly meaning: string
  /** An invented value, for the sample line of a format. */
  readonly sample: string
  /** What a number counts; null for what counts nothing. */
  readonly unit: string | null
  /** The values it can have, where they are few; empty where they are open. Any field may be `-` or absent besides. */
  readonly values: readonly FieldValue[]
  /** Whether the cloud adds values to the list as it grows. */
  readonly isOpen: boolean
  /** What people get wrong about it. */
  readonly caveat: string | null
  /** What whoever creates the flow log must be allowed to do, beyond creating it. */
  readonly permissions: readonly string[]
}

export interface FieldValue {
  readonly value: string
  readonly meaning: string
}

/** What is worth saying of a field beside its row. */
export type FieldDetails = Partial<Pick<RecordField, 'unit' | 'values' | 'isOpen' | 'caveat' | 'permissions'>>

/** A row of a catalogue: id, version, type, meaning, sample. */
export type RecordFieldRow = readonly [string, number, RecordField['type'], string, string]

const NO_DETAILS = { unit: null, values: [], isOpen: false, caveat: null, permissions: [] } as const

/** A catalogue from its rows and the details of some. Pure. */
export function recordFields(
  rows: readonly RecordFieldRow[],
  details: Readonly<Record<string, FieldDetails>>,
): readonly RecordField[] {
  return rows.map(([id, version, type, meaning, sample]) => ({
    id,
    version,
    type,
    meaning,
    sample,
    ...NO_DETAILS,
    ...details[id],
  }))
}

/** Possible values from pairs of value and meaning. Pure. */
export function fieldValues(pairs: readonly (readonly [value: string, meaning: string])[]): readonly FieldValue[] {
  return pairs.map(([value, meaning]) => ({ value, meaning }))
}
