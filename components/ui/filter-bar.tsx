'use client'

import { ListFilter, Search, X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from './button'
import { Kbd } from './badge'

export interface FilterOption {
  readonly value: string
  readonly label: string
  readonly count?: number
}

/** One filter a list offers. `text` filters are typed (a tag), the others picked from options. */
export interface FilterDef {
  readonly name: string
  readonly label: string
  readonly options: readonly FilterOption[]
  readonly text?: { readonly placeholder: string; readonly hint: string }
  /** Takes one value only: choosing another puts it in the place of the first. */
  readonly isSingle?: boolean
}

const FilterPopup = dynamic(() => import('./filter-popup').then((module) => module.FilterPopup), { ssr: false })

/** Search, filters as chips, and what else belongs to the list. `/` jumps into the search. */
export function FilterBar({
  searchLabel,
  q,
  onSearch,
  defs,
  values,
  onFilter,
  onClear,
  children,
}: {
  searchLabel: string
  q: string
  onSearch: (q: string) => void
  defs: readonly FilterDef[]
  values: Readonly<Record<string, readonly string[]>>
  onFilter: (name: string, values: readonly string[]) => void
  onClear: () => void
  children?: ReactNode
}) {
  const [openFilter, setOpenFilter] = useState<string | null>(null)
  const [wasOpened, setWasOpened] = useState(false)
  const add = useRef<HTMLButtonElement | null>(null)
  const chip = useRef<HTMLButtonElement | null>(null)
  const set = defs.filter((def) => (values[def.name]?.length ?? 0) > 0)

  const open = (name: string) => {
    setWasOpened(true)
    setOpenFilter(name)
  }

  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-3 md:px-6" role="search">
      <SearchInput label={searchLabel} q={q} onSearch={onSearch} />
      <Button
        ref={add}
        look="secondary"
        aria-haspopup="dialog"
        aria-expanded={openFilter === ''}
        onClick={() => open('')}
        className="border-dashed"
      >
        <ListFilter aria-hidden className="size-3.5" />
        Filter
      </Button>
      {set.map((def) => (
        <span
          key={def.name}
          className="inline-flex h-8 max-w-full items-stretch rounded-md border border-line-strong bg-surface text-table touch:h-11"
        >
          <button
            type="button"
            ref={openFilter === def.name ? chip : undefined}
            onClick={(event) => {
              chip.current = event.currentTarget
              open(def.name)
            }}
            className="flex min-w-0 items-center gap-1 rounded-l-md pr-1 pl-2.5 hover:bg-hover"
          >
            <span className="text-muted">{def.label}</span>
            <span className="truncate font-medium">{chipText(def, values[def.name] ?? [])}</span>
          </button>
          <button
            type="button"
            aria-label={`Remove the filter ${def.label}`}
            onClick={() => onFilter(def.name, [])}
            className="flex w-7 items-center justify-center rounded-r-md text-faint hover:bg-hover hover:text-ink touch:w-11"
          >
            <X className="size-3.5" />
          </button>
        </span>
      ))}
      {set.length > 1 || (set.length > 0 && q !== '') ? (
        <Button look="quiet" onClick={onClear}>
          Clear all
        </Button>
      ) : null}
      {children === undefined ? null : <div className="ml-auto flex items-center gap-2">{children}</div>}
      {wasOpened ? (
        <FilterPopup
          anchor={openFilter === '' || openFilter === null ? add : chip}
          isOpen={openFilter !== null}
          startAt={openFilter === '' ? null : openFilter}
          onClose={() => setOpenFilter(null)}
          defs={defs}
          values={values}
          onFilter={(name, list) =>
            onFilter(name, defs.some((def) => def.name === name && def.isSingle === true) ? list.slice(-1) : list)
          }
        />
      ) : null}
    </div>
  )
}

/** The words of a chip: one value in full, or the first and how many more. */
function chipText(def: FilterDef, values: readonly string[]): string {
  const first = values[0] ?? ''
  const label = def.options.find((option) => option.value === first)?.label ?? first
  return values.length > 1 ? `${label} +${values.length - 1}` : label
}

function SearchInput({ label, q, onSearch }: { label: string; q: string; onSearch: (q: string) => void }) {
  const input = useRef<HTMLInputElement | null>(null)
  // Typing must not wait for the URL, and Back must still win over what was typed.
  const [draft, setDraft] = useState(q)
  const [seen, setSeen] = useState(q)
  if (q !== seen) {
    setSeen(q)
    setDraft(q)
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.metaKey || event.ctrlKey || isTyping(event.target)) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div className="relative w-full sm:w-72">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={draft}
        spellCheck={false}
        onChange={(event) => {
          setDraft(event.target.value)
          setSeen(event.target.value)
          onSearch(event.target.value)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          if (draft === '') input.current?.blur()
          setDraft('')
          setSeen('')
          onSearch('')
        }}
        className="h-8 w-full rounded-md border border-control bg-surface pr-9 pl-8 text-table hover:border-muted touch:h-11 [&::-webkit-search-cancel-button]:hidden"
      />
      <span aria-hidden className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 max-md:hidden">
        {draft === '' ? <Kbd>/</Kbd> : null}
      </span>
    </div>
  )
}

/** Whether a key belongs to somebody who is writing. Pure. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
    !(target instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(target.type))
  )
}
