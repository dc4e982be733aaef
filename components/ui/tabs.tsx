'use client'

import type { KeyboardEvent } from 'react'

export interface Tab<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly count?: number | undefined
}

/** Tabs as the pattern asks: one tab stop, arrow keys move. Which one is open belongs in the URL. */
export function Tabs<Value extends string>({
  label,
  tabs,
  value,
  onChange,
  panelId,
}: {
  label: string
  tabs: readonly Tab<Value>[]
  value: Value
  onChange: (value: Value) => void
  panelId?: string
}) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const index = tabs.findIndex((tab) => tab.value === value)
    const next = tabs[(index + step + tabs.length) % tabs.length]
    if (next === undefined) return
    onChange(next.value)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.value}"]`)?.focus()
  }
  return (
    <div
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
      className="scroll-quiet flex gap-5 overflow-x-auto border-b border-line"
    >
      {tabs.map((tab) => {
        const isOpen = tab.value === value
        return (
          <button
            key={tab.value}
            type="button"
            role="tab"
            data-tab={tab.value}
            aria-selected={isOpen}
            aria-controls={isOpen ? panelId : undefined}
            tabIndex={isOpen ? 0 : -1}
            onClick={() => onChange(tab.value)}
            className={`-mb-px flex items-center gap-1.5 border-b-2 py-2 text-table whitespace-nowrap focus-visible:outline-offset-[-2px] touch:min-h-11 ${
              isOpen ? 'border-accent font-medium text-ink' : 'border-transparent text-muted hover:text-ink'
            }`}
          >
            {tab.label}
            {tab.count === undefined ? null : (
              <span className="figures text-label text-faint">{tab.count.toLocaleString('en-US')}</span>
            )}
          </button>
        )
      })}
    </div>
  )
}
