import { ArrowDown, ArrowUp } from 'lucide-react'
import { Checkbox } from '../choice'
import { nextSort, type Column } from './columns'
import { isSelected, NOTHING_SELECTED, withRows, type Selection } from './selection'

/** The sticky head of a table: names, sorting by the server, and the box that selects what is loaded. */
export function TableHeader<Row>({
  columns,
  sort,
  onSort,
  selection,
  onSelect,
  keys = [],
}: {
  columns: readonly Column<Row>[]
  sort: string | null
  onSort: (sort: string | null) => void
  selection?: Selection
  onSelect?: (selection: Selection) => void
  keys?: readonly string[]
}) {
  const selectedHere = selection === undefined ? 0 : keys.filter((key) => isSelected(selection, key)).length
  const isAll = keys.length > 0 && selectedHere === keys.length
  return (
    <div role="rowgroup" className="sticky top-0 z-10 hidden md:block">
      <div
        role="row"
        aria-rowindex={1}
        className="grid h-8 grid-cols-(--tracks) items-center border-b border-line bg-canvas text-label font-medium text-muted"
      >
        {selection === undefined || onSelect === undefined ? null : (
          <div role="columnheader" className="flex justify-center pl-3">
            <Checkbox
              isHidden
              label={isAll ? 'Clear the selection' : 'Select all loaded rows'}
              checked={isAll}
              isMixed={selectedHere > 0 && !isAll}
              onChange={() => onSelect(isAll ? NOTHING_SELECTED : withRows(selection, keys, true))}
            />
          </div>
        )}
        {columns.map((column, place) => {
          const direction = column.sort === undefined ? null : directionOf(sort, column.sort)
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={direction ?? (column.sort === undefined ? undefined : 'none')}
              className={`min-w-0 px-3 ${column.align === 'end' ? 'text-right' : ''} ${
                place === columns.length - 1 ? 'pr-6' : ''
              } ${place === 0 && selection === undefined ? 'pl-6' : ''} ${
                place === 0 ? 'sticky left-0 z-[1] bg-canvas' : ''
              }`}
            >
              {column.sort === undefined ? (
                <span className="block truncate">{column.header}</span>
              ) : (
                <button
                  type="button"
                  onClick={() => onSort(nextSort(sort, column.sort ?? ''))}
                  className="-mx-1 inline-flex max-w-full items-center gap-1 rounded-[4px] px-1 hover:text-ink"
                >
                  <span className="truncate">{column.header}</span>
                  {direction === 'ascending' ? <ArrowUp aria-hidden className="size-3 shrink-0" /> : null}
                  {direction === 'descending' ? <ArrowDown aria-hidden className="size-3 shrink-0" /> : null}
                </button>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function directionOf(sort: string | null, key: string): 'ascending' | 'descending' | null {
  if (sort === key) return 'ascending'
  if (sort === `-${key}`) return 'descending'
  return null
}
