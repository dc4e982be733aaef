import { z } from '@hono/zod-openapi'

/** One thing wrong with a request, at one place of it. */
export const problemError = z.object({
  pointer: z.string().openapi({ description: 'JSON pointer into the body, or `query/<name>`, `header/<name>`' }),
  message: z.string(),
  remedy: z.string().nullable(),
  rule: z.string().optional().openapi({ description: 'Which rule of a cloud is broken, for example `R9`' }),
  source: z.string().optional().openapi({ description: 'Where that rule is written down' }),
})
export type ProblemError = z.infer<typeof problemError>

/** Every refusal and failure of the interface (RFC 9457). `code` is stable; the texts are for people. */
export const problemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    remedy: z.string().nullable(),
    errors: z.array(problemError).optional(),
  })
  .openapi('Problem')
export type ProblemDocument = z.infer<typeof problemDocument>

/** A failure on the way to a cloud, as a person reads it. */
export const cloudProblem = z
  .object({
    reason: z.string(),
    message: z.string(),
    cause: z.string().nullable(),
    remedy: z.string().nullable(),
    vendorCode: z.string().nullable(),
    vendorMessage: z.string().nullable(),
    requestId: z.string().nullable(),
  })
  .openapi('CloudProblem')
export type CloudProblem = z.infer<typeof cloudProblem>
