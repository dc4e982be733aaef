/**
 * One value of a record: text, an exact integer (a bigint beyond 2^53), or null where the record says `-` or nothing.
 * JSON.stringify refuses a bigint: use `recordJson` where records leave the process.
 */
export type RecordValue = string | number | bigint | null

/**
 * The values of one record in the order of its format's columns. `undefined`, or past the end: a record that came as a
 * map did not hold that key.
 */
export type RecordValues = readonly (RecordValue | undefined)[]

/** A line that is no record of its format, and why; the lines after it are read all the same. */
export interface LineFault {
  /** Counted from 1, header and empty lines included. */
  readonly line: number
  readonly error: string
  /** How many records of the same batch stand before it, so that the order of the lines can be told. */
  readonly recordsBefore: number
}

/** An integer from its digits (an optional minus first), exact at any size. Pure. Trusts that they are digits. */
export function exactInteger(digits: string): number | bigint {
  const value = Number(digits)
  return Number.isSafeInteger(value) ? value : BigInt(digits)
}

/** An integer that may come as a bigint (Parquet's INT64), as a number where that is exact. Pure. */
export function narrowInteger(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
