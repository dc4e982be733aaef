import type { RecordColumn } from '../record-format'

/** A column's name in Athena: hyphens are underscores, as in AWS's own Parquet files. Not quoted. Pure. */
export function athenaColumn(id: string): string {
  return id.replaceAll('-', '_').toLowerCase()
}

/** An identifier in a statement that defines something (Hive's rules): in backticks. Pure. */
export function hiveName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}

/** A text in a statement that defines something (Hive's rules). Pure. */
export function hiveText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** An identifier in a query or view (SQL's rules). Pure. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text in a query or view (SQL's rules). Pure. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** The type of a column: as the catalogue has it, text where it has none. Pure. */
export function athenaType({ kind, field }: RecordColumn): string {
  if (kind !== 'integer') return 'string'
  return field?.type === 'INT_32' ? 'int' : 'bigint'
}
