import { z } from '@hono/zod-openapi'
import { cloudProblem } from './problem'
import { boundedText, isoTime, uuid } from './text'

/** Texts of a filter are judged by the domain, which names what is wrong with them; here they are only bounded. */
const filterText = boundedText(100, 1).optional()
const port = z.number().int().min(0).max(65_535).optional()

/** What a person looks for in records. All members that are given must hold. */
export const recordFilter = z
  .strictObject({
    address: filterText.openapi({ description: 'An address or CIDR block on either side' }),
    source: filterText,
    destination: filterText,
    port: port.openapi({ description: 'A port on either side' }),
    sourcePort: port,
    destinationPort: port,
    action: z.enum(['ACCEPT', 'REJECT']).optional(),
    protocol: filterText.openapi({ description: 'A number or a name, for example tcp' }),
    status: z.enum(['OK', 'NODATA', 'SKIPDATA']).optional(),
  })
  .openapi('RecordFilter')
export type RecordFilterInput = z.infer<typeof recordFilter>

const moment = boundedText(40, 10).refine((text) => !Number.isNaN(Date.parse(text)), {
  message: 'must be a moment in ISO 8601, for example 2026-11-20T09:30:00Z',
})

/** Asks for a page of records. Left out: the last hour, everything, 100 rows. */
export const recordRequestInput = z
  .strictObject({
    from: moment.optional(),
    to: moment.optional(),
    filter: recordFilter.optional(),
    cursor: boundedText(4_096, 1).optional().openapi({ description: '`next` of an earlier answer' }),
    limit: z.number().int().min(1).max(200).optional(),
  })
  .openapi('RecordRequestInput')
export type RecordRequestInput = z.infer<typeof recordRequestInput>

const recordNote = z.object({ kind: z.string(), message: z.string() })

/** A page of records, newest first. */
export const recordAnswer = z
  .object({
    columns: z.array(z.string()),
    /** By field id; null is `-`, integers beyond 2^53 are texts. */
    rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
    faults: z.number().int(),
    notes: z.array(recordNote),
    next: z.string().nullable(),
    examined: z.number().int(),
    calls: z.number().int(),
  })
  .openapi('RecordAnswer')
export type RecordAnswer = z.infer<typeof recordAnswer>

/** A request for records, and its answer once the worker has given it. Kept for minutes. */
export const recordRequestView = z
  .object({
    id: uuid,
    state: z.enum(['waiting', 'done', 'failed']),
    from: isoTime,
    to: isoTime,
    filter: recordFilter,
    answer: recordAnswer.nullable(),
    problem: cloudProblem.nullable(),
    createdAt: isoTime,
    answeredAt: isoTime.nullable(),
    expiresAt: isoTime,
  })
  .openapi('RecordRequest')
export type RecordRequestView = z.infer<typeof recordRequestView>

export const recordsQuery = z.object({ request: uuid.optional() })

/** What there is to be read of a flow log's records. */
export const recordsView = z
  .object({
    /** `none`: nothing can be read back there, and `sentence` says why. */
    place: z.enum(['cloud-watch-logs', 's3', 'sls', 'none']),
    destination: z.string().nullable(),
    sentence: z.string(),
    columns: z.array(
      z.object({ id: z.string(), meaning: z.string().nullable(), kind: z.enum(['text', 'number', 'time']) }),
    ),
    /** What probes of the destination see; null while none was made. */
    reader: z
      .object({
        id: uuid,
        isOn: z.boolean(),
        state: z.enum(['never', 'reading', 'refused', 'missing', 'failed']),
        probedAt: isoTime.nullable(),
        problem: cloudProblem.nullable(),
        newestRecordAt: isoTime.nullable(),
        isRecent: z.boolean(),
      })
      .nullable(),
    queries: z.array(
      z.object({
        id: z.string(),
        language: z.enum(['logs-insights', 'athena', 'sls']),
        title: z.string(),
        text: z.string(),
        hint: z.string().nullable(),
      }),
    ),
    request: recordRequestView.nullable(),
  })
  .openapi('Records')
export type RecordsView = z.infer<typeof recordsView>

/** Turns the reader of one destination on or off. */
export const readerSwitchInput = z.strictObject({ isOn: z.boolean() }).openapi('ReaderSwitch')
export type ReaderSwitchInput = z.infer<typeof readerSwitchInput>

export const readerSwitched = z
  .object({ id: uuid, destination: z.string(), isOn: z.boolean() })
  .openapi('ReaderSwitched')
export type ReaderSwitched = z.infer<typeof readerSwitched>
