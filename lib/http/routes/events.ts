import { endpoint } from '../endpoint'
import { eventStream } from '../event-stream'
import { eventsQuery, liveEvent } from '../schemas/events'

/** Live events as a stream. */
export const EVENT_ENDPOINTS = [
  endpoint({
    method: 'get',
    path: '/events',
    permission: 'fleet:read',
    tag: 'Events',
    summary: 'Server-sent events in commit order; Last-Event-ID catches up',
    query: eventsQuery,
    answer: liveEvent,
    stream: true,
    handle: ({ context, query, signal, header }) =>
      eventStream({
        database: context.database,
        topics: query.topic ?? null,
        lastEventId: header('last-event-id') ?? query.lastEventId ?? null,
        signal,
      }),
  }),
]
