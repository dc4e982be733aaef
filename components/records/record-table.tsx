'use client'

import { StatePill } from '@/components/ui/state-pill'
import type { RecordFilterInput, RecordsView } from '@/lib/http/schemas/records'
import { cellText, emptyWindow, filterOfCell, readingOrder, type Cell } from './record-cells'
import type { RecordsRead } from './use-records'

interface TableProps {
  readonly found: RecordsRead
  readonly known: RecordsView['columns']
  readonly onFilter: (filter: RecordFilterInput) => void
}

/** Records as a table where there is room, and as one line each where there is not. */
export function RecordTable(props: TableProps) {
  return (
    <>
      <WideTable {...props} />
      <NarrowList {...props} />
    </>
  )
}

function WideTable({ found, known, onFilter }: TableProps) {
  const columns = readingOrder(found.columns)
  const about = new Map(known.map((column) => [column.id, column]))
  const kindOf = (id: string) => about.get(id)?.kind ?? 'text'
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label="Records"
      className="scroll-quiet hidden max-h-[70vh] overflow-auto rounded-md border border-line md:block"
    >
      <table className="w-full border-separate border-spacing-0 text-table">
        <thead>
          <tr>
            {columns.map((id) => (
              <th
                key={id}
                scope="col"
                data-tip={about.get(id)?.meaning ?? 'The catalogue does not know this field'}
                className={`sticky top-0 z-10 border-b border-line bg-surface px-3 py-2 text-label font-medium whitespace-nowrap text-muted ${
                  kindOf(id) === 'number' ? 'text-right' : 'text-left'
                }`}
              >
                {id === 'start' || id === 'end' ? `${id} (UTC)` : id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.rows.map((row, index) => {
            const empty = emptyWindow(row['log-status'])
            return (
              // Two records may be equal in every field: only their place tells them apart.
              <tr key={index} className={`hover:bg-hover ${empty === null ? '' : 'text-muted'}`}>
                {columns.map((id) => (
                  <td
                    key={id}
                    className={`border-b border-line px-3 py-1.5 whitespace-nowrap ${
                      kindOf(id) === 'number' ? 'figures text-right' : ''
                    }`}
                  >
                    {empty !== null && id === columns[1] ? (
                      <span data-tip={empty}>{row['log-status'] === 'NODATA' ? 'No data' : 'Skipped'}</span>
                    ) : (
                      <CellValue
                        column={id}
                        text={cellText(id, kindOf(id), row[id])}
                        value={row[id]}
                        onFilter={onFilter}
                      />
                    )}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function NarrowList({ found, onFilter }: TableProps) {
  return (
    <ul aria-label="Records" className="divide-y divide-line rounded-md border border-line md:hidden">
      {found.rows.map((row, index) => {
        const empty = emptyWindow(row['log-status'])
        return (
          <li key={index} className="space-y-1 px-3 py-2 text-table">
            <p className="flex items-baseline justify-between gap-3">
              <span className="figures text-muted">{cellText('start', 'time', row['start'])}</span>
              <CellValue
                column="action"
                text={cellText('action', 'text', row['action'])}
                value={row['action']}
                onFilter={onFilter}
              />
            </p>
            {empty === null ? (
              <p className="min-w-0 font-mono text-mono break-all">
                {cellText('srcaddr', 'text', row['srcaddr'])} → {cellText('dstaddr', 'text', row['dstaddr'])}
                {typeof row['dstport'] === 'string' || typeof row['dstport'] === 'number' ? ` :${row['dstport']}` : ''}
              </p>
            ) : (
              <p className="text-muted">{empty}</p>
            )}
            {empty === null ? (
              <p className="text-label text-muted">
                {cellText('protocol', 'number', row['protocol'])} · {cellText('bytes', 'number', row['bytes'])} bytes ·{' '}
                {cellText('packets', 'number', row['packets'])} {row['packets'] === 1 ? 'packet' : 'packets'}
              </p>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}

function CellValue({
  column,
  text,
  value,
  onFilter,
}: {
  column: string
  text: string
  value: Cell
  onFilter: (filter: RecordFilterInput) => void
}) {
  const filter = filterOfCell(column, value)
  const shown =
    column === 'action' && (value === 'ACCEPT' || value === 'REJECT') ? (
      // A refused packet is no fault of ours: the shape and word tell, not an alarm.
      <StatePill tone={value === 'ACCEPT' ? 'empty' : 'off'} plain>
        {value === 'ACCEPT' ? 'Accept' : 'Reject'}
      </StatePill>
    ) : column === 'log-status' && emptyWindow(value) !== null ? (
      <span data-tip={emptyWindow(value) ?? undefined}>{text}</span>
    ) : (
      <span className={/addr$|-id$/.test(column) ? 'font-mono text-mono' : undefined}>{text}</span>
    )
  if (filter === null) return shown
  return (
    <button
      type="button"
      onClick={() => onFilter(filter)}
      aria-label={`Show only records with ${text}`}
      data-tip={`Show only records with ${text}`}
      className="rounded-sm decoration-dotted underline-offset-2 hover:underline touch:min-h-11"
    >
      {shown}
    </button>
  )
}
