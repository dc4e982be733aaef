import type { ReactNode } from 'react'

/** One column of a table. */
export interface Column<Row> {
  readonly id: string
  readonly header: string
  /** A CSS grid track: `minmax(180px, 2fr)`, `96px`. */
  readonly track: string
  /** The least width in px, for the sum that decides when the table scrolls sideways. */
  readonly minWidth: number
  readonly cell: (row: Row) => ReactNode
  /** The interface's sort key; absent when the server cannot sort by it. */
  readonly sort?: string
  readonly align?: 'end'
  /** What it becomes in a card on a narrow window: the headline, the state beside it, a fact below (left or right), or nothing. */
  readonly narrow: 'title' | 'state' | 'fact' | 'fact-end' | 'none'
}

/** The sort after a click on a header: ascending for a fresh column, then descending, then none. Pure. */
export function nextSort(current: string | null, key: string): string | null {
  if (current === key) return `-${key}`
  if (current === `-${key}`) return null
  return key
}
