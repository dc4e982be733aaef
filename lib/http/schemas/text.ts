import { z } from '@hono/zod-openapi'

/**
 * Texts that PostgreSQL or a cloud cannot hold are refused here, once: NUL characters and halves of surrogate pairs.
 * Every string a caller can send goes through one of these.
 */
export function boundedText(maxLength: number, minLength = 0) {
  return z
    .string()
    .min(minLength, minLength === 1 ? 'must not be empty' : `must have at least ${minLength} characters`)
    .max(maxLength, `must have at most ${maxLength} characters`)
    .refine((text) => !text.includes('\u0000') && text.isWellFormed(), {
      message: 'must not hold NUL characters or halves of surrogate pairs',
    })
}

/** Ids of our own rows. */
export const uuid = z
  .string()
  .regex(/^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/, 'must be a UUID')
  .openapi({ format: 'uuid', example: '0199d3c1-6f0a-7c1e-9d2b-5a1f0c3e7b11' })

/** A moment, ISO 8601 in UTC. */
export const isoTime = z.string().openapi({ format: 'date-time', example: '2026-11-20T09:30:00.000Z' })

/** The key of a resource as one text (resourceKeyText). */
export const resourceKeyTextSchema = boundedText(600, 1)

/** SHA-256 in hexadecimal. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal')

/** Key and value maps: tags and labels. */
export function textMap(options: { readonly maxEntries: number; readonly maxKey: number; readonly maxValue: number }) {
  return z
    .record(boundedText(options.maxKey, 1), boundedText(options.maxValue))
    .refine((map) => Object.keys(map).length <= options.maxEntries, {
      message: `must have at most ${options.maxEntries} entries`,
    })
}
