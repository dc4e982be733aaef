import type { ConfigurationDocument } from '../domain/configuration'
import type { Violation } from '../domain/problem'
import { Refusal, type RefusalError } from '../domain/refusal'
import { validateConfigurationDocument } from '../domain/validate-configuration'

/** A field as the rules name it (`spec.trafficType`), as a JSON pointer. Pure. */
export function pointerOf(field: string): string {
  // A tag key may hold dots of its own: it is one step.
  const tags = /^(.*?\btags)\.(.+)$/.exec(field)
  const steps = tags === null ? field.split('.') : [...(tags[1] ?? '').split('.'), tags[2] ?? '']
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** Refuses a document that breaks a rule, naming every one. `root` is where the document stands in the request. */
export function requireValidDocument(document: ConfigurationDocument, root: string): void {
  const violations = validateConfigurationDocument(document)
  if (violations.length === 0) return
  const errors = violations.map((violation) => violationError(violation, root))
  throw new Refusal({
    kind: 'invalidInput',
    code: 'invalid-configuration',
    detail: violations[0]?.message ?? 'The Configuration breaks a rule.',
    remedy: violations[0]?.remedy ?? null,
    errors,
  })
}

function violationError({ field, message, remedy, rule, source }: Violation, root: string): RefusalError {
  return { pointer: `${root}${pointerOf(field)}`, message, remedy, rule, source }
}
