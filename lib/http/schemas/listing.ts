import { z } from '@hono/zod-openapi'
import { boundedText } from './text'

/** A query parameter that may be repeated: `?region=eu-west-1&region=us-east-1`. Values are OR. */
export function repeated<Item extends z.ZodType>(item: Item, max = 200) {
  return z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).min(1, 'must hold a value').max(max, `must be given at most ${max} times`).optional(),
  )
}

const DEFAULT_PAGE_SIZE = 50
const MAX_PAGE_SIZE = 200

/** What every list takes beside its filters. */
export const pageQuery = {
  limit: z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(1)
    .max(MAX_PAGE_SIZE)
    .default(DEFAULT_PAGE_SIZE)
    .openapi({ description: 'Rows of one page' }),
  cursor: boundedText(2_000).optional().openapi({ description: 'The `nextCursor` of the page before' }),
}

/** `sort=name` ascending, `sort=-name` descending. */
export function sortQuery<const Keys extends readonly [string, ...string[]]>(keys: Keys) {
  const options = keys.flatMap((key) => [key, `-${key}`]) as [Keys[number] | `-${Keys[number]}`]
  return z.enum(options, { error: `must be one of ${options.join(', ')}` }).optional()
}

/** One page of any list. `total` counts all rows of the filters, not only this page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().openapi({ description: 'Null on the last page' }),
    total: z.number().int(),
  })
}

/** One page of rows, as read models return it. */
export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
  total: number
}

/** How many rows a filter value would leave, under the other filters that are set. */
export const facetCount = z.object({ value: z.string(), label: z.string().nullable(), count: z.number().int() })
export type FacetCount = z.infer<typeof facetCount>
