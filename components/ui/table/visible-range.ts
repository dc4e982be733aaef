/** Rows from `first` up to, not including, `end`. */
export interface RowRange {
  readonly first: number
  readonly end: number
}

/** Rows kept on each side of what is seen, so that quick scrolling does not meet emptiness. */
const OVERSCAN_ROWS = 14

/** The rows worth drawing at a scroll position, for rows of one height. Pure. */
export function visibleRange(scroll: {
  readonly topPx: number
  readonly heightPx: number
  readonly rowPx: number
  readonly count: number
}): RowRange {
  const seenFirst = Math.floor(Math.max(0, scroll.topPx) / scroll.rowPx)
  const seenEnd = Math.ceil((Math.max(0, scroll.topPx) + scroll.heightPx) / scroll.rowPx)
  const end = Math.min(scroll.count, seenEnd + OVERSCAN_ROWS)
  return { first: Math.max(0, Math.min(seenFirst - OVERSCAN_ROWS, end)), end }
}

/** Where to scroll so that a row is seen whole below a head of `headPx`; the same position when it is already. Pure. */
export function scrollToShow(
  index: number,
  scroll: { readonly topPx: number; readonly heightPx: number; readonly rowPx: number; readonly headPx: number },
): number {
  const rowTop = index * scroll.rowPx
  if (rowTop < scroll.topPx) return rowTop
  const overlap = rowTop + scroll.rowPx + scroll.headPx - (scroll.topPx + scroll.heightPx)
  return overlap > 0 ? scroll.topPx + overlap : scroll.topPx
}
