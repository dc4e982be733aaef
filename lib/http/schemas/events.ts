import { z } from '@hono/zod-openapi'
import { repeated } from './listing'
import { boundedText, isoTime } from './text'

const EVENT_TOPICS = [
  'scope',
  'flow-log',
  'resource',
  'configuration',
  'change-request',
  'account',
  'settings',
] as const

/** The data of one server-sent event: something of this topic changed; fetch it again. `id` is the cursor. */
export const liveEvent = z
  .object({
    id: z.string(),
    at: isoTime,
    topic: z.enum(EVENT_TOPICS),
    /** Id of the row, or null when many changed at once. */
    subject: z.string().nullable(),
    payload: z.record(z.string(), z.unknown()),
  })
  .openapi('LiveEvent')
export type LiveEvent = z.infer<typeof liveEvent>

export const eventsQuery = z.object({
  topic: repeated(z.enum(EVENT_TOPICS)),
  /** Same as the header Last-Event-ID, for clients that cannot set it. */
  lastEventId: boundedText(60).optional(),
})
