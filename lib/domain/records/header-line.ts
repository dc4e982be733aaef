import { catalogueField, type RecordFormat } from './record-format'

const FIELD_ID = /^[a-z][a-z0-9-]*$/

/**
 * The field ids of a header line, or null when the line is a record. S3 plain-text files begin with one: the ids,
 * separated by spaces, without `${}`. A line that equals the format's ids is one; any other line is when it holds
 * nothing but different ids of which at least half are in the catalogue (clouds add fields before we hear of them). Pure.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-path.html
 */
export function headerFieldIds(format: RecordFormat, line: string): readonly string[] | null {
  const ids = line.trim().split(/\s+/)
  if (ids.length === format.columns.length && ids.every((id, index) => format.columns[index]?.id === id)) return ids
  if (!ids.every((id) => FIELD_ID.test(id)) || new Set(ids).size !== ids.length) return null
  const known = ids.filter((id) => catalogueField(format.family, id) !== null)
  return known.length > 0 && known.length * 2 >= ids.length ? ids : null
}
