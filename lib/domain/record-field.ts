/** One field that a flow-log record can hold: what the format builder offers and the validator knows. */
export interface RecordField {
  readonly id: string
  /** The record version that brought it; 0 where the cloud does not version its fields. */
  readonly version: number
  /** The column type where records are typed (Parquet); in plain text everything is text. */
  readonly type: 'STRING' | 'INT_32' | 'INT_64'
  readonly meaning: string
  /** An invented value, for the sample line of a format. */
  readonly sample: string
}

/** A row of a catalogue: id, version, type, meaning, sample. */
export type RecordFieldRow = readonly [string, number, RecordField['type'], string, string]

/** A catalogue from its rows. Pure. */
export function recordFields(rows: readonly RecordFieldRow[]): readonly RecordField[] {
  return rows.map(([id, version, type, meaning, sample]) => ({ id, version, type, meaning, sample }))
}
