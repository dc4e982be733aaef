import { createRandom } from '../../core/random'
import type { JsonOperation } from '../json-service'
import type { JsonInput } from '../protocol/json'
import { eventsIn, streamsOf, type LogEvent, type LogStream } from '../records/log-streams'
import { WINDOW_SECONDS } from '../records/traffic'
import { ServiceRefusal, type ServiceCall } from '../service-call'
import { groupNames, requireGroup } from './log-groups'
import { linePattern } from './line-pattern'

const MOST_EVENTS = 10_000
/** How many streams times windows one page of FilterLogEvents looks through: a page behind which more is may be empty. */
const CELLS_PER_PAGE = 5_000

/** Where a page begins: a window, and how many of its events have been given. */
interface Position {
  readonly window: number
  readonly skip: number
}

/**
 * Source: CloudWatch Logs API reference, GetLogEvents. Both tokens always come; a token that comes back unchanged says that
 * there is nothing more that way. Without a token and `startFromHead` the newest events are given.
 */
export const getLogEvents: JsonOperation = {
  latency: 'read',
  action: 'logs:GetLogEvents',
  limits: { size: 25, refillPerSecond: 25 },
  resources: groupNames,
  perform: (call, input) => {
    const group = requireGroup(call, input)
    const name = input.required('logStreamName')
    const stream = streamsOf(call.context, call.world, group, call.nowMs).find((candidate) => candidate.name === name)
    if (!stream) throw new ServiceRefusal('ResourceNotFoundException', 400, 'The specified log stream does not exist.')
    const limit = input.integerWithin('limit', 1, MOST_EVENTS) ?? MOST_EVENTS
    const { from, to, accepts } = timeRange(input, stream.from, stream.to)
    const binding = `${group.name}/${name}`
    const token = readStreamToken(input, binding)
    const isForward = token === undefined ? input.boolean('startFromHead') === true : token.direction === 'f'
    const read = (window: number) => eventsIn(call.context, stream, window).filter(accepts)
    const page = isForward
      ? readForward(read, token?.at ?? { window: from, skip: 0 }, to, limit)
      : readBackward(read, token?.at ?? { window: to, skip: 0 }, from, limit)
    return {
      events: page.events,
      nextForwardToken: writeStreamToken(binding, 'f', page.end),
      nextBackwardToken: writeStreamToken(binding, 'b', page.begin),
    }
  },
}

/**
 * Source: CloudWatch Logs API reference, FilterLogEvents: events of all streams in the order of time; a page may be empty and
 * still have a token, only its absence ends the listing; at most 100 names, or one prefix.
 */
export const filterLogEvents: JsonOperation = {
  latency: 'read',
  action: 'logs:FilterLogEvents',
  limits: { size: 25, refillPerSecond: 25 },
  resources: groupNames,
  perform: (call, input) => {
    const group = requireGroup(call, input)
    const streams = chosenStreams(streamsOf(call.context, call.world, group, call.nowMs), input)
    const limit = input.integerWithin('limit', 1, MOST_EVENTS) ?? MOST_EVENTS
    const matches = linePattern(input)
    const earliest = Math.min(...streams.map(({ from }) => from))
    const latest = Math.max(...streams.map(({ to }) => to))
    const { from, to, accepts } = timeRange(input, earliest, latest)
    const binding = `${group.name}/${input.text('logStreamNamePrefix') ?? ''}/${(input.texts('logStreamNames') ?? []).join(',')}`
    let { window, skip } = readPlaceToken(input, binding) ?? { window: from, skip: 0 }
    const events: object[] = []
    let cells = 0
    for (; streams.length > 0 && window < to && cells < CELLS_PER_PAGE; window += WINDOW_SECONDS, skip = 0) {
      const found = eventsOfWindow(call, streams, window).filter(
        ({ event }) => accepts(event) && matches(event.message),
      )
      cells += streams.length
      const taken = found.slice(skip, skip + limit - events.length)
      events.push(...taken.map(({ event, stream }) => eventAnswer(event, stream)))
      if (skip + taken.length < found.length) {
        return {
          events,
          searchedLogStreams: [],
          nextToken: writePlaceToken(binding, { window, skip: skip + taken.length }),
        }
      }
    }
    const isDone = streams.length === 0 || window >= to
    return {
      events,
      searchedLogStreams: [],
      ...(isDone ? {} : { nextToken: writePlaceToken(binding, { window, skip: 0 }) }),
    }
  },
}

interface EventPage {
  readonly events: readonly LogEvent[]
  readonly begin: Position
  readonly end: Position
}

function readForward(
  read: (window: number) => readonly LogEvent[],
  begin: Position,
  to: number,
  limit: number,
): EventPage {
  const events: LogEvent[] = []
  let end = begin
  while (end.window < to && events.length < limit) {
    const found = read(end.window)
    const taken = found.slice(end.skip, end.skip + limit - events.length)
    events.push(...taken)
    const skip = end.skip + taken.length
    end = skip < found.length ? { window: end.window, skip } : { window: end.window + WINDOW_SECONDS, skip: 0 }
  }
  return { events, begin, end }
}

/** The events before `end`: its own window up to `skip`, then earlier ones until there are enough. */
function readBackward(
  read: (window: number) => readonly LogEvent[],
  end: Position,
  from: number,
  limit: number,
): EventPage {
  const events: LogEvent[] = []
  let begin = end
  while (events.length < limit && (begin.skip > 0 || begin.window > from)) {
    const window = begin.skip > 0 ? begin.window : begin.window - WINDOW_SECONDS
    const found = begin.skip > 0 ? read(window).slice(0, begin.skip) : read(window)
    const taken = found.slice(Math.max(0, found.length - (limit - events.length)))
    events.unshift(...taken)
    begin = { window, skip: found.length - taken.length }
  }
  return { events, begin, end }
}

/** The whole windows that a request's time touches, and what lies inside it exactly. */
function timeRange(input: JsonInput, earliest: number, latest: number) {
  const startTime = input.integer('startTime') ?? 0
  const endTime = input.integer('endTime') ?? Number.MAX_SAFE_INTEGER
  if (startTime < 0 || endTime < 0 || startTime > endTime) throw input.invalid('The time range is not valid.')
  const floor = (ms: number) => Math.floor(ms / 1000 / WINDOW_SECONDS) * WINDOW_SECONDS
  return {
    from: Math.max(earliest, floor(startTime)),
    to: Math.min(latest, floor(endTime) + WINDOW_SECONDS),
    accepts: ({ timestamp }: LogEvent) => timestamp >= startTime && timestamp <= endTime,
  }
}

function chosenStreams(streams: readonly LogStream[], input: JsonInput): readonly LogStream[] {
  const names = input.texts('logStreamNames')
  const prefix = input.text('logStreamNamePrefix')
  if (names !== undefined && prefix !== undefined) throw input.invalid('Give names or a prefix, not both.')
  if (names !== undefined && (names.length === 0 || names.length > 100)) throw input.invalid('Give 1 to 100 names.')
  for (const name of names ?? []) {
    if (streams.some((stream) => stream.name === name)) continue
    throw new ServiceRefusal('ResourceNotFoundException', 400, 'The specified log stream does not exist.')
  }
  return streams.filter(({ name }) => names?.includes(name) ?? name.startsWith(prefix ?? ''))
}

function eventsOfWindow(call: ServiceCall, streams: readonly LogStream[], window: number) {
  return streams
    .flatMap((stream) => eventsIn(call.context, stream, window).map((event) => ({ event, stream })))
    .sort((one, other) => one.event.timestamp - other.event.timestamp)
}

function eventAnswer(event: LogEvent, stream: LogStream): object {
  // Of the event alone: the same one has the same id in every listing.
  const mark = createRandom(`event/${stream.name}/${event.message}`)
  const digits = Array.from({ length: 40 }, () => mark.int(0, 9)).join('')
  return { ...event, logStreamName: stream.name, eventId: `${event.timestamp}${digits}` }
}

function writeStreamToken(binding: string, direction: 'f' | 'b', { window, skip }: Position): string {
  return `${direction}/${Buffer.from(JSON.stringify([binding, window, skip]), 'utf8').toString('base64url')}`
}

function readStreamToken(
  input: JsonInput,
  binding: string,
): { readonly direction: 'f' | 'b'; readonly at: Position } | undefined {
  const token = input.text('nextToken')
  if (token === undefined) return undefined
  const direction = token.startsWith('f/') ? 'f' : 'b'
  if (!/^[fb]\//.test(token)) throw input.invalid('The specified nextToken is invalid.')
  return { direction, at: decodePlace(input, token.slice(2), binding) }
}

function writePlaceToken(binding: string, { window, skip }: Position): string {
  return Buffer.from(JSON.stringify([binding, window, skip]), 'utf8').toString('base64url')
}

function readPlaceToken(input: JsonInput, binding: string): Position | undefined {
  const token = input.text('nextToken')
  return token === undefined ? undefined : decodePlace(input, token, binding)
}

function decodePlace(input: JsonInput, text: string, binding: string): Position {
  try {
    const content: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (Array.isArray(content) && content[0] === binding) {
      const [, window, skip] = content as unknown[]
      if (Number.isSafeInteger(window) && Number.isSafeInteger(skip))
        return { window: Number(window), skip: Number(skip) }
    }
  } catch {
    // Refused below.
  }
  throw input.invalid('The specified nextToken is invalid.')
}
