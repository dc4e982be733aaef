import { z } from '@hono/zod-openapi'
import { uuid } from '../schemas/text'

/** The id in a path. Upper case is another spelling of the same UUID. */
export const idParams = z.object({
  id: uuid.transform((id) => id.toLowerCase()),
})

/** A body that says nothing: `{}` or none at all. */
export const emptyBody = z.strictObject({}).openapi('Nothing')
