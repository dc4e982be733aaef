'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../button'
import { ALL_MATCHING, NOTHING_SELECTED, selectedCount, type Selection } from './selection'

/** Floats over the list while something is selected: how many of how many, and what can be done with them. */
export function SelectionBar({
  selection,
  total,
  noun,
  onSelect,
  children,
}: {
  selection: Selection
  total: number
  /** Plural: "resources". */
  noun: string
  onSelect: (selection: Selection) => void
  children: ReactNode
}) {
  const count = selectedCount(selection, total)
  if (count === 0) return null
  return (
    <div
      role="region"
      aria-label="Selection"
      className="absolute inset-x-3 bottom-4 z-30 mx-auto flex w-fit max-w-[calc(100%-24px)] animate-appear flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line-strong bg-raised py-2 pr-2 pl-4 text-table shadow-float"
    >
      <span aria-live="polite" className="figures">
        <strong className="font-semibold">{count.toLocaleString('en-US')}</strong> of {total.toLocaleString('en-US')}{' '}
        {noun} selected
      </span>
      {selection.mode === 'some' && count < total ? (
        <button
          type="button"
          onClick={() => onSelect(ALL_MATCHING)}
          className="rounded-[4px] text-accent underline-offset-2 hover:underline touch:min-h-11"
        >
          select all {total.toLocaleString('en-US')} that match
        </button>
      ) : null}
      <span className="flex items-center gap-1">
        {children}
        <IconButton label="Clear the selection" onClick={() => onSelect(NOTHING_SELECTED)}>
          <X className="size-4" />
        </IconButton>
      </span>
    </div>
  )
}
