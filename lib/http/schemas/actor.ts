import { z } from '@hono/zod-openapi'

/** Who did something. */
export const actorView = z
  .object({ kind: z.enum(['person', 'engine']), id: z.string(), name: z.string() })
  .openapi('Actor')
