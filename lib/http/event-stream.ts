import type { Database } from '../store/database/connection'
import { currentEventCursor, type EventCursor, readEvents, type StoredEvent } from '../store/events'
import { joinEventSignal } from './event-signal'
import { EdgeProblem } from './problem'
import type { LiveEvent } from './schemas/events'

export interface EventStreamOptions {
  readonly database: Database
  /** Null: all of them. */
  readonly topics: readonly string[] | null
  /** Where the reader stands; null begins now. */
  readonly lastEventId: string | null
  readonly signal: AbortSignal
  readonly heartbeatMs?: number
}

/** Proxies and browsers give up on silent connections. */
const HEARTBEAT_MS = 15_000
/**
 * When to look again though nobody notifies, the last one repeated: a notice can arrive a moment before its transaction
 * counts as ended, and a slow writer's open one holds back what committed after it.
 */
const RECHECK_MS = [15, 50, 200, 1_000] as const
const BATCH = 500
const MAX_UNREAD = 5_000

/**
 * Server-sent events: first everything after the cursor, then what comes, in commit order. A listener says when to
 * look; the table says what there is, so that nothing is lost between the two.
 */
export async function eventStream(options: EventStreamOptions): Promise<Response> {
  const { database, signal } = options
  const start =
    options.lastEventId === null ? await currentEventCursor(database.pool) : parseEventId(options.lastEventId)
  const stop = new AbortController()
  const ended = AbortSignal.any([signal, stop.signal])
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      void pump(controller, options, start, ended)
    },
    cancel() {
      stop.abort()
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // nginx would hold events back otherwise.
      'x-accel-buffering': 'no',
    },
  })
}

const encoder = new TextEncoder()

async function pump(
  controller: ReadableStreamDefaultController<Uint8Array>,
  options: EventStreamOptions,
  start: EventCursor,
  ended: AbortSignal,
): Promise<void> {
  const { database, topics } = options
  const signal = joinEventSignal(database)
  let cursor = start
  let heardAt = Date.now()
  let quietLooks = 0
  const heartbeatMs = options.heartbeatMs ?? HEARTBEAT_MS
  try {
    controller.enqueue(encoder.encode(`retry: 2000\n: listening\n\n`))
    while (!ended.aborted) {
      const mark = signal.mark()
      const events = await readEvents(database.pool, cursor, BATCH)
      for (const event of events) {
        cursor = event.cursor
        if (topics === null || topics.includes(event.topic)) controller.enqueue(encoder.encode(frame(event)))
      }
      if (events.length > 0) heardAt = Date.now()
      // A reader that does not read would fill the memory; it reconnects with its last id.
      if ((controller.desiredSize ?? 0) < -MAX_UNREAD) break
      if (events.length === BATCH) continue
      if (Date.now() - heardAt >= heartbeatMs) {
        // The comment keeps the line open; its cursor lets a reader of few topics catch up from here.
        controller.enqueue(encoder.encode(`: heartbeat\nid: ${eventIdOf(cursor)}\n\n`))
        heardAt = Date.now()
      }
      const delayMs = RECHECK_MS[quietLooks] ?? 1_000
      await signal.wait(mark, Math.min(delayMs, heartbeatMs), ended)
      quietLooks = signal.mark() === mark ? quietLooks + 1 : 0
    }
    controller.close()
  } catch (error) {
    // The reader reconnects with its last id: nothing is lost by ending the stream.
    if (!ended.aborted) controller.error(error)
  } finally {
    signal.release()
  }
}

function frame(event: StoredEvent): string {
  const id = eventIdOf(event.cursor)
  const data: LiveEvent = {
    id,
    at: event.at.toISOString(),
    topic: event.topic,
    subject: event.subject,
    payload: { ...event.payload },
  }
  return `id: ${id}\nevent: ${event.topic}\ndata: ${JSON.stringify(data)}\n\n`
}

/** A cursor as text: `transaction.id`. Pure. */
function eventIdOf({ txid, id }: EventCursor): string {
  return `${txid}.${id}`
}

/** Reads what a client sends back; throws the problem that names it. */
function parseEventId(text: string): EventCursor {
  const match = /^(\d{1,18})\.(\d{1,18})$/.exec(text)
  if (match?.[1] !== undefined && match[2] !== undefined) return { txid: match[1], id: match[2] }
  const remedy = 'Send the id of the last event exactly as it came, or none.'
  throw new EdgeProblem('invalid-input', 'The last event id is not one of ours.', remedy, [
    { pointer: 'header/Last-Event-ID', message: 'is not one of ours', remedy },
  ])
}
