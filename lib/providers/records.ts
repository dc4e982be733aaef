import type { FlowLogSpec } from '../domain/flow-log-spec'
import type { RecordCursor } from '../domain/records/cursor'
import type { RecordFilter } from '../domain/records/filter'
import type { RecordNote } from '../domain/records/record-parser'
import type { CallContext } from './provider'

/** A flow log whose records are read: ours or anybody's, by its own format, from where it delivers. */
export interface RecordSource {
  readonly externalId: string
  readonly spec: FlowLogSpec
  /** The target's id as the log names it. */
  readonly targetExternalId: string
  /**
   * Ids of what it captures through (interfaces, attachments), the target's own included: destinations are shared, and
   * they tell its records from others'. Null when they are not known, because interfaces are not discovered.
   */
  readonly members: readonly string[] | null
}

/** What of the records is wanted. */
export interface RecordQuery {
  /** Records whose window touches [from, to). */
  readonly from: Date
  readonly to: Date
  readonly filter: RecordFilter
  /** Where an earlier page ended; null begins with the newest. */
  readonly cursor: RecordCursor | null
  /** The most rows of the page. */
  readonly limit: number
}

/** One record by field ids: null for `-`, integers beyond 2^53 as text, a key missing where the record had none. */
export type RecordRow = Readonly<Record<string, string | number | null>>

/** Something to be said of a whole page. */
export interface PageNote {
  readonly kind: RecordNote['kind'] | 'filter-ignored' | 'shared-destination' | 'not-all-streams' | 'incomplete'
  readonly message: string
}

/** A page of records, newest first. */
export interface RecordPage {
  /** Field ids in the order of the log's format; further ones that records brought stand behind. */
  readonly columns: readonly string[]
  readonly rows: readonly RecordRow[]
  /** Lines that were no records of this format: damaged, or another log's in a shared destination. */
  readonly faults: number
  readonly notes: readonly PageNote[]
  /** Where the next page begins; null at the end of the time asked for. A page may be empty and still have one. */
  readonly next: RecordCursor | null
  /** How many records were looked through, and with how many calls. */
  readonly examined: number
  readonly calls: number
}

/** The newest record of one flow log that a probe saw. */
export interface NewestRecord {
  readonly externalId: string
  /** When it was recorded, as far as the destination tells: within minutes. Null when none was found. */
  readonly at: Date | null
}

/** What a probe remembers for the next one: opaque to everybody but its adapter, small, plain JSON. */
export type ProbePlace = Readonly<Record<string, string>>

/** What a probe of one destination found. Logs that it cannot tell apart from others are left out. */
export interface ProbeResult {
  readonly newest: readonly NewestRecord[]
  readonly place: ProbePlace
}

/** Reading back what flow logs delivered. Everything thrown is a `ProviderError`; reads change nothing. */
export interface RecordAccess {
  /** A page of records; bounded in calls and bytes, so that a page may hold few rows and a cursor. */
  readRecords(context: CallContext, source: RecordSource, query: RecordQuery): Promise<RecordPage>
  /** The newest record of each of the logs, which share one destination, without reading everything. */
  newestRecords(context: CallContext, sources: readonly RecordSource[], place: ProbePlace): Promise<ProbeResult>
}
