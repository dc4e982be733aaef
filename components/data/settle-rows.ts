/** Rows as they stand on the page, and what waits to be shown. */
export interface SettledRows<Row> {
  readonly rows: readonly Row[]
  /** Rows that came since the order was last fixed. */
  readonly newCount: number
  /** Keys of shown rows that the newest answer no longer holds. */
  readonly gone: ReadonlySet<string>
}

/**
 * Keeps rows where they are while their contents change: nothing moves under the pointer. Rows known from `order` are
 * renewed in place, rows that vanished stay until the person asks, rows that came are only counted. Rows after the
 * last known one are appended at once: that is the next page a person scrolled to. Pure.
 */
export function settleRows<Row>(
  order: readonly string[],
  before: ReadonlyMap<string, Row>,
  latest: readonly Row[],
  keyOf: (row: Row) => string,
): SettledRows<Row> {
  const byKey = new Map(latest.map((row) => [keyOf(row), row]))
  const known = new Set(order)
  let lastKnown = -1
  latest.forEach((row, index) => {
    if (known.has(keyOf(row))) lastKnown = index
  })
  const rows: Row[] = []
  const gone = new Set<string>()
  for (const key of order) {
    const row = byKey.get(key) ?? before.get(key)
    if (row === undefined) continue
    if (!byKey.has(key)) gone.add(key)
    rows.push(row)
  }
  let newCount = 0
  latest.forEach((row, index) => {
    if (known.has(keyOf(row))) return
    if (index > lastKnown) rows.push(row)
    else newCount += 1
  })
  return { rows, newCount, gone }
}
