import { CEN_FIELDS, parseCenFormat } from './cen/fields'
import type { FlowLogSpec } from './flow-log-spec'
import { nearest } from './near-miss'
import type { Violation } from './problem'
import type { ProviderId } from './provider-id'

const KNOWN: readonly string[] = CEN_FIELDS.map(({ id }) => id)

/**
 * What is worth a second look in a spec and breaks no rule: names of record fields that the vendor has not published,
 * which only the cloud can judge. Pure.
 */
export function specWarnings(spec: FlowLogSpec): readonly Violation[] {
  return spec.family === 'cen' && spec.logFormatString !== null
    ? unpublishedFields(spec.logFormatString, 'logFormatString')
    : []
}

/** The same for a create request, by the cloud's own parameter; for one that breaks no rule. Pure. */
export function requestWarnings(provider: ProviderId, request: unknown): readonly Violation[] {
  if (provider !== 'alibaba-cen' || typeof request !== 'object' || request === null) return []
  const { LogFormatString: format } = request as Readonly<Record<string, unknown>>
  return typeof format === 'string' ? unpublishedFields(format, 'LogFormatString') : []
}

function unpublishedFields(format: string, field: string): readonly Violation[] {
  const unknown = (parseCenFormat(format) ?? []).filter((id) => !KNOWN.includes(id))
  const [first] = unknown
  if (first === undefined) return []
  const meant = nearest(first, KNOWN)
  return [
    {
      rule: 'unpublished-field',
      field,
      message: `${unknown.slice(0, 10).join(', ')} ${unknown.length === 1 ? 'is no field' : 'are no fields'} whose name Alibaba Cloud publishes; the cloud decides.`,
      remedy: meant === null ? 'Check the names, or choose from the field list.' : `Did you mean ${meant}?`,
      source: 'Alibaba Cloud help, "Log fields" of CEN flow logs in Simple Log Service (2023-07-05), read 2026-11',
    },
  ]
}
