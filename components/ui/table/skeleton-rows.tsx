import { Skeleton } from '../empty-state'
import type { Column } from './columns'

/** Rows of the right height while the first answer is on its way. */
export function SkeletonRows<Row>({
  columns,
  rowPx,
  hasSelection,
}: {
  columns: readonly Column<Row>[]
  rowPx: number
  hasSelection: boolean
}) {
  return (
    <div role="rowgroup" aria-hidden>
      {Array.from({ length: 14 }, (_, index) => (
        <div
          key={index}
          className="grid items-center border-b border-line max-md:grid-cols-2 md:grid-cols-(--tracks)"
          style={{ height: rowPx }}
        >
          {hasSelection ? <span className="max-md:hidden" /> : null}
          {columns.map((column, place) => (
            <span key={column.id} className={`px-3 ${place > 1 ? 'max-md:hidden' : ''}`}>
              <Skeleton className={`h-3 ${WIDTHS[(index + place) % WIDTHS.length] ?? 'w-1/2'}`} />
            </span>
          ))}
        </div>
      ))}
    </div>
  )
}

const WIDTHS = ['w-1/2', 'w-3/4', 'w-2/5', 'w-3/5', 'w-1/3']
