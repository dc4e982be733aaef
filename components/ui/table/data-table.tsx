'use client'

import {
  useEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react'
import { Checkbox } from '../choice'
import type { Column } from './columns'
import { isSelected, rangeOf, withRows, type Selection } from './selection'
import { TableHeader } from './table-header'
import { SkeletonRows } from './skeleton-rows'
import { useVisibleRows } from './use-visible-rows'

const ROW_PX = 40
const CARD_PX = 68
const HEAD_PX = 32
/** Ask for the next page when this many rows are left below. */
const AHEAD_ROWS = 30
const SELECT_PX = 52

export interface DataTableProps<Row> {
  /** What the rows are, for screen readers. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** The row's own page; a plain click opens it beside the list instead when `onOpen` is given. */
  readonly hrefOf: (row: Row) => string
  readonly onOpen?: (key: string) => void
  readonly openKey?: string | null
  readonly total: number | null
  readonly sort: string | null
  readonly onSort: (sort: string | null) => void
  readonly selection?: Selection
  readonly onSelect?: (selection: Selection) => void
  readonly gone?: ReadonlySet<string>
  readonly isLoading: boolean
  readonly isStaleView?: boolean
  readonly hasMore: boolean
  readonly onMore: () => void
  readonly empty: ReactNode
}

/**
 * A table of any length: only what is near the window is in the page. Arrow keys move between rows, Enter opens, x
 * selects, Shift extends. On a narrow window every row becomes a card.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, keyOf, selection, onSelect } = props
  const scroller = useRef<HTMLDivElement | null>(null)
  const [active, setActive] = useState(0)
  const [anchor, setAnchor] = useState<string | null>(null)
  const isNarrow = useIsNarrow()
  const rowPx = isNarrow ? CARD_PX : ROW_PX

  const { first, end, showRow } = useVisibleRows(scroller, rows.length, rowPx, isNarrow ? 0 : HEAD_PX)
  const { hasMore, onMore } = props
  useEffect(() => {
    if (hasMore && end >= rows.length - AHEAD_ROWS) onMore()
  }, [hasMore, end, onMore, rows.length])

  const template = [
    ...(selection === undefined ? [] : [`${SELECT_PX}px`]),
    ...columns.map((column) => column.track),
  ].join(' ')
  const minWidth = columns.reduce((sum, column) => sum + column.minWidth, selection === undefined ? 0 : SELECT_PX)

  const focusRow = (index: number) => {
    const bounded = Math.max(0, Math.min(rows.length - 1, index))
    setActive(bounded)
    showRow(bounded)
    // Two frames: the scroll draws the row in the first.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        scroller.current?.querySelector<HTMLElement>(`[data-row-link="${bounded}"]`)?.focus({ preventScroll: true })
      }),
    )
  }

  const toggle = (key: string, isOn: boolean, isRange: boolean) => {
    if (selection === undefined || onSelect === undefined) return
    const keys = isRange ? rangeOf(rows.map(keyOf), anchor, key) : [key]
    onSelect(withRows(selection, keys, isOn))
    setAnchor(key)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const link = (event.target as HTMLElement).closest<HTMLElement>('[data-row-link]')
    if (link === null || event.metaKey || event.ctrlKey || event.altKey) return
    const index = Number(link.dataset.rowLink)
    const row = rows[index]
    if (row === undefined) return
    const step = STEPS[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const next = rows[Math.max(0, Math.min(rows.length - 1, index + step))]
      if (event.shiftKey && next !== undefined) toggle(keyOf(next), true, true)
      focusRow(index + step)
    } else if (event.key === 'x' && selection !== undefined) {
      event.preventDefault()
      toggle(keyOf(row), !isSelected(selection, keyOf(row)), false)
    }
  }

  const openFromRow = (event: MouseEvent<HTMLElement>) => {
    const isOnControl = (event.target as HTMLElement).closest('a, button, input, label') !== null
    // Selecting text in a row is not opening it.
    if (isOnControl || window.getSelection()?.isCollapsed === false) return
    event.currentTarget.querySelector<HTMLElement>('[data-row-link]')?.click()
  }

  const open = (event: MouseEvent, key: string) => {
    if (props.onOpen === undefined || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    props.onOpen(key)
  }

  if (!props.isLoading && rows.length === 0) return <>{props.empty}</>

  return (
    <div
      ref={scroller}
      role="table"
      aria-label={props.label}
      aria-rowcount={props.total ?? -1}
      aria-busy={props.isLoading}
      onKeyDown={onKeyDown}
      className={`scroll-quiet relative min-h-0 flex-1 overflow-auto border-t border-line transition-opacity ${
        props.isStaleView === true ? 'opacity-60' : ''
      }`}
    >
      <div
        className="relative md:min-w-(--table-min)"
        style={{ '--table-min': `${minWidth}px`, '--tracks': template } as CSSProperties}
      >
        <TableHeader
          columns={columns}
          sort={props.sort}
          onSort={props.onSort}
          {...(selection === undefined || onSelect === undefined ? {} : { selection, onSelect, keys: rows.map(keyOf) })}
        />
        {props.isLoading ? (
          <SkeletonRows columns={columns} rowPx={rowPx} hasSelection={selection !== undefined} />
        ) : null}
        <div role="rowgroup" className="relative" style={{ height: rows.length * rowPx }}>
          {rows.slice(first, end).map((row, offset) => {
            const index = first + offset
            const key = keyOf(row)
            const isOn = selection !== undefined && isSelected(selection, key)
            const isOpen = props.openKey === key
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={selection === undefined ? undefined : isOn}
                onClick={openFromRow}
                className={`group/row absolute inset-x-0 top-0 cursor-pointer ${ROW_GRID} ${
                  selection === undefined ? '' : 'max-md:pl-10'
                } ${isOn || isOpen ? 'bg-selected' : 'bg-surface hover:bg-hover'} ${
                  props.gone?.has(key) === true ? 'line-through decoration-1' : ''
                }`}
                style={{ height: rowPx, transform: `translateY(${index * rowPx}px)` }}
              >
                {selection === undefined ? null : (
                  <div role="cell" className="flex justify-center md:pl-3 max-md:absolute max-md:top-4 max-md:left-3">
                    <Checkbox
                      isHidden
                      label={`Select row ${index + 1}`}
                      checked={isOn}
                      tabIndex={index === active ? 0 : -1}
                      onChange={() => undefined}
                      onClick={(event) => toggle(key, !isOn, event.shiftKey)}
                    />
                  </div>
                )}
                {columns.map((column, place) => (
                  <div
                    key={column.id}
                    role="cell"
                    className={`min-w-0 truncate px-3 ${column.align === 'end' ? 'md:text-right' : ''} ${NARROW[column.narrow]} ${
                      place === columns.length - 1 ? 'md:pr-6' : ''
                    } ${place === 0 && selection === undefined ? 'md:pl-6' : ''} ${
                      place === 0
                        ? `md:sticky md:left-0 md:z-[1] md:flex md:h-full md:items-center ${isOn || isOpen ? 'bg-selected' : 'bg-surface group-hover/row:bg-hover'}`
                        : ''
                    }`}
                  >
                    {column.narrow === 'title' ? (
                      <a
                        href={props.hrefOf(row)}
                        data-row-link={index}
                        tabIndex={index === active ? 0 : -1}
                        aria-current={isOpen || undefined}
                        onFocus={() => setActive(index)}
                        onClick={(event) => open(event, key)}
                        className="block max-w-full min-w-0 truncate rounded-[3px]"
                      >
                        {column.cell(row)}
                      </a>
                    ) : (
                      column.cell(row)
                    )}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  j: 1,
  k: -1,
  PageDown: 15,
  PageUp: -15,
  Home: -1_000_000,
  End: 1_000_000,
}

/** Columns on a wide window, a card of two lines on a narrow one. */
const ROW_GRID =
  'grid items-center border-b border-line text-table md:grid-cols-(--tracks) max-md:grid-cols-[minmax(0,1fr)_auto] max-md:grid-rows-[22px_20px] max-md:content-center max-md:gap-x-2 max-md:px-1'

const NARROW: Record<Column<unknown>['narrow'], string> = {
  title: 'max-md:col-start-1 max-md:row-start-1',
  state: 'max-md:col-start-2 max-md:row-start-1 max-md:text-right',
  fact: 'max-md:col-start-1 max-md:row-start-2 max-md:text-label max-md:text-muted',
  'fact-end': 'max-md:col-start-2 max-md:row-start-2 max-md:text-right max-md:text-label max-md:text-muted',
  none: 'max-md:hidden',
}

/** Whether the window is a phone's; false on the server. */
function useIsNarrow(): boolean {
  const [isNarrow, setIsNarrow] = useState(false)
  useEffect(() => {
    const query = window.matchMedia('(max-width: 767px)')
    const update = () => setIsNarrow(query.matches)
    update()
    query.addEventListener('change', update)
    return () => query.removeEventListener('change', update)
  }, [])
  return isNarrow
}
