'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { read } from '@/components/data/api'
import { problemOfCloud, problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { EmptyState, Skeleton } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import type { RecordFilterInput, RecordsView } from '@/lib/http/schemas/records'
import { ReadyQueries } from './ready-queries'
import { actionSplit } from './record-cells'
import { RecordFilterForm, SPANS } from './record-filter'
import { RecordTable } from './record-table'
import { ReaderLine } from './reader-line'
import { useRecords, type RecordsRead } from './use-records'

const STATE = {
  time: parseAsStringLiteral(SPANS).withDefault('3600'),
  address: parseAsString,
  port: parseAsInteger,
  protocol: parseAsString,
  action: parseAsStringLiteral(['ACCEPT', 'REJECT'] as const),
  status: parseAsStringLiteral(['OK', 'NODATA', 'SKIPDATA'] as const),
}

/** The newest records of a flow log, by its own format, from where it delivers. */
export default function RecordsTab({ flowLogId }: { flowLogId: string }) {
  const { data, error } = useQuery(read('GET /flow-logs/{id}/records', { params: { id: flowLogId } }))
  if (data === undefined) {
    return error === null ? <Skeleton className="h-40 w-full" /> : <ProblemPanel problem={problemOfError(error)} />
  }
  if (data.place === 'none') return <EmptyState title="No records to read back">{data.sentence}</EmptyState>
  return <Reading flowLogId={flowLogId} about={data} />
}

function Reading({ flowLogId, about }: { flowLogId: string; about: RecordsView }) {
  const [state, setState] = useQueryStates(STATE)
  const filter = filterOf(state)
  const question = { seconds: Number(state.time), filter }
  const {
    found,
    problem,
    error,
    isReading,
    isReadingOlder,
    read: readNow,
    readOlder,
  } = useRecords(flowLogId, question, true)
  const ask = (time: typeof state.time, next: RecordFilterInput) => {
    const isSame = time === state.time && JSON.stringify(next) === JSON.stringify(filter)
    if (isSame) readNow()
    else {
      const { address = null, port = null, protocol = null, action = null, status = null } = next
      void setState({ time, address, port, protocol, action, status })
    }
  }
  return (
    <div className="space-y-6">
      {about.reader === null ? null : (
        <ReaderLine
          reader={about.reader}
          // What reading just now said of it is said below.
          isProblemKnown={problem !== null && problem.reason === about.reader.problem?.reason}
        />
      )}
      <RecordFilterForm
        // What was chosen from a cell shows in the form.
        key={JSON.stringify(filter)}
        span={state.time}
        filter={filter}
        hasAction={about.columns.some(({ id }) => id === 'action')}
        isReading={isReading && !isReadingOlder}
        onChange={ask}
      />
      {error === null ? null : <ProblemPanel problem={problemOfError(error)} />}
      {problem === null ? null : <ProblemPanel problem={problemOfCloud(problem)} />}
      <div aria-live="polite" aria-busy={isReading} className="space-y-3">
        {found === null || (isReading && !isReadingOlder) ? (
          isReading ? (
            <Waiting />
          ) : null
        ) : (
          <Found
            found={found}
            about={about}
            isFiltered={Object.keys(filter).length > 0}
            isReadingOlder={isReadingOlder}
            onFilter={(cell) => ask(state.time, { ...filter, ...cell })}
            onClear={() => ask(state.time, {})}
            onOlder={readOlder}
          />
        )}
      </div>
      <ReadyQueries queries={about.queries} />
    </div>
  )
}

function Found({
  found,
  about,
  isFiltered,
  isReadingOlder,
  onFilter,
  onClear,
  onOlder,
}: {
  found: RecordsRead
  about: RecordsView
  isFiltered: boolean
  isReadingOlder: boolean
  onFilter: (filter: RecordFilterInput) => void
  onClear: () => void
  onOlder: () => void
}) {
  const split = actionSplit(found.rows)
  const older =
    found.next === null ? null : (
      <Button onClick={onOlder} isBusy={isReadingOlder}>
        Older records
      </Button>
    )
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-table">
        <p className="font-medium text-ink">
          {found.rows.length} {found.rows.length === 1 ? 'record' : 'records'}
          {found.next === null ? '' : ', newest first'}
        </p>
        {split === null ? null : (
          <p className="figures text-muted">
            {split.accepted} accepted, {split.rejected} rejected
            {split.other === 0 ? '' : `, ${split.other} without action`}
          </p>
        )}
        {isFiltered ? (
          <Button size="small" look="quiet" onClick={onClear}>
            Clear filter
          </Button>
        ) : null}
      </div>
      {found.notes.map(({ message }) => (
        <p key={message} className="text-label text-muted">
          {message}
        </p>
      ))}
      {found.faults === 0 ? null : (
        <p className="text-label text-muted">
          {found.faults} {found.faults === 1 ? 'line is' : 'lines are'} no records of this format: damaged, or of
          another flow log in the same place.
        </p>
      )}
      {found.rows.length === 0 ? (
        <EmptyState title={isFiltered ? 'No record matches' : 'No records in this time'} action={older}>
          {isFiltered ? 'Look further back, or clear the filter.' : about.sentence}
        </EmptyState>
      ) : (
        <>
          <RecordTable found={found} known={about.columns} onFilter={onFilter} />
          {older}
        </>
      )}
    </>
  )
}

function Waiting() {
  return (
    <div className="space-y-2">
      <p className="text-table text-muted">The worker reads the destination…</p>
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-8 w-full" />
    </div>
  )
}

function filterOf(state: {
  address: string | null
  port: number | null
  protocol: string | null
  action: 'ACCEPT' | 'REJECT' | null
  status: 'OK' | 'NODATA' | 'SKIPDATA' | null
}): RecordFilterInput {
  const { address, port, protocol, action, status } = state
  return {
    ...(address === null ? {} : { address }),
    ...(port === null ? {} : { port }),
    ...(protocol === null ? {} : { protocol }),
    ...(action === null ? {} : { action }),
    ...(status === null ? {} : { status }),
  }
}
