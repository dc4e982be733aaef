import { z } from '@hono/zod-openapi'
import { actorView } from './actor'
import { pageOf, pageQuery, repeated } from './listing'
import { boundedText, isoTime } from './text'

/** Who did what, newest first: people's actions and what the engine did by itself. */
export const activityItem = z
  .object({
    id: z.string(),
    at: isoTime,
    actor: actorView,
    action: z.string(),
    subjectType: z.string(),
    subjectId: z.string().nullable(),
    summary: z.string(),
    /** Path in the console; null where there is no page. */
    href: z.string().nullable(),
  })
  .openapi('ActivityItem')
export type ActivityItem = z.infer<typeof activityItem>

export const activityListQuery = z.object({
  ...pageQuery,
  actor: repeated(z.enum(['person', 'engine'])),
  subjectType: repeated(boundedText(64)),
  subjectId: boundedText(64).optional(),
})
export type ActivityListQuery = z.output<typeof activityListQuery>
export const activityPage = pageOf(activityItem).openapi('ActivityPage')
