import type { RecordCursor } from '../domain/records/cursor'
import { compileFilter, type CompiledFilter } from '../domain/records/filter'
import type { RecordFormat } from '../domain/records/record-format'
import { recordObject } from '../domain/records/record-json'
import type { RecordBatch } from '../domain/records/record-parser'
import type { RecordValues } from '../domain/records/record-value'
import type { PageNote, RecordPage, RecordQuery, RecordRow } from './records'

/** A part of what a destination holds, that is read as a whole: a file, or a slice of time. Parts come newest first. */
export interface RecordPart {
  readonly batches: readonly RecordBatch[]
  /** Where reading goes on in this part, after so many of its records. */
  readonly cursorAt: (after: number) => RecordCursor
  /** Records of this part that an earlier page gave. */
  readonly after: number
  /** Where the part behind this one begins; null at the end. */
  readonly next: RecordCursor | null
  readonly notes?: readonly PageNote[]
}

/** What one page may cost. A page that reaches this ends with a cursor. */
export interface PageBudget {
  calls: number
  records: number
  bytes: number
}

/** Enough for a page of rare records, little enough for a request that a person waits for. */
export function pageBudget(): PageBudget {
  return { calls: 24, records: 60_000, bytes: 48 * 1024 * 1024 }
}

export function isSpent(budget: PageBudget): boolean {
  return budget.calls <= 0 || budget.records <= 0 || budget.bytes <= 0
}

/** Reads parts, newest first, until the page is full, the parts end or the budget is spent. */
export async function collectPage(
  parts: AsyncIterable<RecordPart>,
  format: RecordFormat,
  query: RecordQuery,
  budget: PageBudget,
): Promise<RecordPage> {
  const columns = new Set(format.columns.map(({ id }) => id))
  const rows: RecordRow[] = []
  const notes = new Map<string, PageNote>()
  const filters = new Map<RecordFormat, CompiledFilter>()
  const calls = budget.calls
  let examined = 0
  let faults = 0
  let next: RecordCursor | null = null

  const filterFor = (batch: RecordBatch): CompiledFilter => {
    const known = filters.get(batch.format)
    if (known !== undefined) return known
    const { from, to } = query
    const times = { fromSeconds: from.getTime() / 1000, toSeconds: to.getTime() / 1000 }
    const made = compileFilter({ ...query.filter, ...times }, batch.format)
    for (const { member, message } of made.ignored) {
      // Without times in the format the destination's own times bound what is read.
      if (member !== 'fromSeconds' && member !== 'toSeconds') note(notes, { kind: 'filter-ignored', message })
    }
    filters.set(batch.format, made)
    return made
  }

  reading: for await (const part of parts) {
    for (const one of part.notes ?? []) note(notes, one)
    for (const batch of part.batches) {
      for (const one of batch.notes) note(notes, one)
      if (part.after === 0) faults += batch.faults.length
    }
    const ordered = newestFirst(part.batches)
    let at = part.after
    for (; at < ordered.length; at += 1) {
      if (rows.length === query.limit) {
        next = part.cursorAt(at)
        break reading
      }
      const { batch, values } = ordered[at] ?? raise()
      examined += 1
      if (!filterFor(batch).matches(values)) continue
      const row = recordObject(batch.format, values)
      for (const id of Object.keys(row)) columns.add(id)
      rows.push(row)
    }
    budget.records -= ordered.length - part.after
    next = part.next
    if (next === null || rows.length === query.limit) break
    if (isSpent(budget)) {
      note(notes, {
        kind: 'incomplete',
        message:
          'Much was looked through without filling the page; older records may match. Go on to look further back.',
      })
      break
    }
  }
  return {
    columns: [...columns],
    rows,
    faults,
    notes: [...notes.values()],
    next,
    examined,
    calls: calls - budget.calls,
  }
}

interface Ordered {
  readonly batch: RecordBatch
  readonly values: RecordValues
}

/** Records of a part in the order of their start, newest first; those without one keep their place from the end. */
function newestFirst(batches: readonly RecordBatch[]): readonly Ordered[] {
  const all = batches.flatMap((batch) => batch.records.map((values) => ({ batch, values })))
  const timed = all.map((one, index) => ({ ...one, index, start: startOf(one) }))
  return timed.sort((one, other) => other.start - one.start || other.index - one.index)
}

function startOf({ batch, values }: Ordered): number {
  const value = values[batch.format.indexOf.get('start') ?? batch.format.indexOf.get('end') ?? -1]
  const seconds = typeof value === 'string' ? Number(value) : value
  return typeof seconds === 'bigint' ? Number(seconds) : typeof seconds === 'number' ? seconds : 0
}

/** The same sentence once, however many files it is true of. */
function note(notes: Map<string, PageNote>, { kind, message }: PageNote): void {
  if (notes.size < 20) notes.set(`${kind} ${message}`, { kind, message })
}

function raise(): never {
  throw new RangeError('past the end of a part')
}
