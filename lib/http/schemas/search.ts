import { z } from '@hono/zod-openapi'
import { boundedText } from './text'

export const searchHit = z
  .object({
    kind: z.enum(['resource', 'flow-log', 'configuration', 'change-request', 'account']),
    id: z.string(),
    title: z.string(),
    /** What tells it apart from its namesakes: type, account, region. */
    detail: z.string(),
    externalId: z.string().nullable(),
    href: z.string(),
    /** Word of the state vocabulary, where one fits: rung or phase. */
    state: z.string().nullable(),
  })
  .openapi('SearchHit')
export type SearchHit = z.infer<typeof searchHit>

export const searchQuery = z.object({
  q: boundedText(200, 1),
  limit: z.coerce.number({ error: 'must be a whole number' }).int().min(1).max(50).default(20),
})
export const searchAnswer = z.object({ hits: z.array(searchHit) }).openapi('SearchAnswer')
export type SearchAnswer = z.infer<typeof searchAnswer>
