'use client'

import { Command } from 'cmdk'
import { Check, ChevronLeft, ChevronRight } from 'lucide-react'
import { useState, type RefObject } from 'react'
import type { FilterDef, FilterOption } from './filter-bar'
import { Popover } from './popover'

/** Chooses a filter, then its values, with the keyboard or the pointer. Loaded on first use. */
export function FilterPopup({
  anchor,
  isOpen,
  startAt,
  onClose,
  defs,
  values,
  onFilter,
}: {
  anchor: RefObject<HTMLElement | null>
  isOpen: boolean
  startAt: string | null
  onClose: () => void
  defs: readonly FilterDef[]
  values: Readonly<Record<string, readonly string[]>>
  onFilter: (name: string, values: readonly string[]) => void
}) {
  const [picked, setPicked] = useState<string | null>(startAt)
  const [seen, setSeen] = useState({ isOpen, startAt })
  if (seen.isOpen !== isOpen || seen.startAt !== startAt) {
    setSeen({ isOpen, startAt })
    if (isOpen) setPicked(startAt)
  }
  const def = defs.find((one) => one.name === picked)
  return (
    <Popover anchor={anchor} isOpen={isOpen} onClose={onClose} label="Filters">
      {def === undefined ? (
        <FilterNames defs={defs} values={values} onPick={setPicked} />
      ) : (
        <FilterChoices
          key={def.name}
          def={def}
          chosen={values[def.name] ?? []}
          onChange={(list) => onFilter(def.name, list)}
          onBack={() => setPicked(null)}
        />
      )}
    </Popover>
  )
}

const LIST = 'scroll-quiet max-h-80 overflow-y-auto p-1'
const ITEM =
  'flex min-h-8 cursor-default items-center gap-2 rounded-[4px] px-2 py-1 text-table select-none data-[selected=true]:bg-hover touch:min-h-11'
const INPUT = 'w-full border-b border-line bg-transparent px-3 py-2 text-table outline-none'

function FilterNames({
  defs,
  values,
  onPick,
}: {
  defs: readonly FilterDef[]
  values: Readonly<Record<string, readonly string[]>>
  onPick: (name: string) => void
}) {
  return (
    <Command label="Filters" loop>
      <Command.Input autoFocus placeholder="Filter by…" className={INPUT} />
      <Command.List className={LIST}>
        <Command.Empty className="px-3 py-4 text-table text-muted">No such filter.</Command.Empty>
        {defs.map((def) => (
          <Command.Item key={def.name} value={def.label} onSelect={() => onPick(def.name)} className={ITEM}>
            <span className="flex-1">{def.label}</span>
            {(values[def.name]?.length ?? 0) > 0 ? (
              <span className="figures text-label text-muted">{values[def.name]?.length}</span>
            ) : null}
            <ChevronRight aria-hidden className="size-3.5 text-faint" />
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  )
}

function FilterChoices({
  def,
  chosen,
  onChange,
  onBack,
}: {
  def: FilterDef
  chosen: readonly string[]
  onChange: (values: readonly string[]) => void
  onBack: () => void
}) {
  const [search, setSearch] = useState('')
  const typed = search.trim()
  // What is chosen but matches nothing now must stay removable.
  const missing = chosen.filter((value) => !def.options.some((option) => option.value === value))
  const options: readonly FilterOption[] = [
    ...missing.map((value) => ({ value, label: value, count: 0 })),
    ...def.options,
  ]
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])
  return (
    <Command label={def.label} loop className="w-72">
      <div className="flex items-center border-b border-line">
        <button
          type="button"
          aria-label="Back to all filters"
          onClick={onBack}
          className="ml-1 flex size-7 items-center justify-center rounded-[4px] text-muted hover:bg-hover"
        >
          <ChevronLeft className="size-4" />
        </button>
        <Command.Input
          autoFocus
          value={search}
          onValueChange={setSearch}
          placeholder={def.text?.placeholder ?? def.label}
          onKeyDown={(event) => {
            if (event.key === 'Backspace' && search === '') onBack()
          }}
          className="w-full bg-transparent py-2 pr-3 pl-1 text-table outline-none"
        />
      </div>
      <Command.List className={LIST}>
        {def.text !== undefined && typed !== '' && !chosen.includes(typed) ? (
          <Command.Item
            value={typed}
            onSelect={() => {
              onChange([...chosen, typed])
              setSearch('')
            }}
            className={ITEM}
          >
            Add <code className="truncate text-mono">{typed}</code>
          </Command.Item>
        ) : null}
        {def.text === undefined ? (
          <Command.Empty className="px-3 py-4 text-table text-muted">Nothing matches.</Command.Empty>
        ) : typed === '' && options.length === 0 ? (
          <p className="px-3 py-3 text-label text-muted">{def.text.hint}</p>
        ) : null}
        {options.map((option) => {
          const isOn = chosen.includes(option.value)
          return (
            <Command.Item
              key={option.value}
              value={`${option.label} ${option.value}`}
              onSelect={() => toggle(option.value)}
              className={ITEM}
            >
              <span
                aria-hidden
                className={`flex size-4 shrink-0 items-center justify-center rounded-[4px] border ${isOn ? 'border-accent bg-accent text-on-accent' : 'border-control'}`}
              >
                {isOn ? <Check className="size-3" /> : null}
              </span>
              <span className="min-w-0 flex-1 truncate">
                {option.label}
                {isOn ? <span className="sr-only"> (chosen)</span> : null}
              </span>
              {option.count !== undefined ? (
                <span className="figures text-label text-faint">{option.count.toLocaleString('en-US')}</span>
              ) : null}
            </Command.Item>
          )
        })}
      </Command.List>
    </Command>
  )
}
