import type { z } from 'zod'
import { AdminRefusal } from './admin-route'

/** Checks a body against a schema; a refusal names each field. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  throw new AdminRefusal(400, problems.join('; '))
}
