/**
 * What is selected in a list that is longer than what was loaded: some rows by key, or everything that matches the
 * filters except some. Both stay small, whatever the length of the list.
 */
export type Selection =
  | { readonly mode: 'some'; readonly keys: ReadonlySet<string> }
  | { readonly mode: 'all-matching'; readonly except: ReadonlySet<string> }

export const NOTHING_SELECTED: Selection = { mode: 'some', keys: new Set() }

/** Whether a row is selected. Pure. */
export function isSelected(selection: Selection, key: string): boolean {
  return selection.mode === 'some' ? selection.keys.has(key) : !selection.except.has(key)
}

/** How many are selected, of a list of `total`. Pure. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.mode === 'some' ? selection.keys.size : Math.max(0, total - selection.except.size)
}

/** The selection with these rows switched on or off. Pure. */
export function withRows(selection: Selection, keys: readonly string[], isOn: boolean): Selection {
  if (selection.mode === 'some') {
    const next = new Set(selection.keys)
    for (const key of keys) {
      if (isOn) next.add(key)
      else next.delete(key)
    }
    return { mode: 'some', keys: next }
  }
  const except = new Set(selection.except)
  for (const key of keys) {
    if (isOn) except.delete(key)
    else except.add(key)
  }
  return { mode: 'all-matching', except }
}

/** Everything the filters match, also what was not loaded. */
export const ALL_MATCHING: Selection = { mode: 'all-matching', except: new Set() }

/** Keys from the anchor to the row, both included, in list order; only the row when the anchor is not in the list. Pure. */
export function rangeOf(order: readonly string[], anchor: string | null, key: string): string[] {
  const to = order.indexOf(key)
  const from = anchor === null ? -1 : order.indexOf(anchor)
  if (to === -1) return []
  if (from === -1) return [key]
  return order.slice(Math.min(from, to), Math.max(from, to) + 1)
}
