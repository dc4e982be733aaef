import type { ErrorReading } from '../errors'
import type { AwsErrorRow } from './error-table'
import { AWS_ERROR_TABLE } from './error-table'

/** What is known of one vendor answer; the table below is asked with it. */
export interface AwsAnswer {
  readonly operation: string
  readonly code: string
  readonly message: string
  /** `item`: an entry of `Unsuccessful` in an answer of status 200. `request`: the whole call was refused. */
  readonly scope: 'item' | 'request'
  readonly httpStatus: number | null
}

const SERVER_SIDE: readonly string[] = [
  'InternalError',
  'InternalFailure',
  'ServerInternal',
  'ServiceUnavailable',
  'Unavailable',
]

/** Operations whose effect may have happened although no readable answer came. */
const MUTATING: readonly string[] = ['CreateFlowLogs', 'DeleteFlowLogs', 'CreateTags', 'DeleteTags']

const SERVER_FAILED = {
  cause: 'AWS failed while working on the request.',
  remedy: 'Nothing to do: Weir sends the same request again, then looks at what exists.',
} as const

/** The reading of one vendor answer. Pure; `unknown` only for codes that no table of AWS names. */
export function readAwsAnswer(answer: AwsAnswer): ErrorReading {
  const row = findRow(answer)
  if (row) return readingOf(row)
  if (SERVER_SIDE.includes(answer.code) || (answer.httpStatus !== null && answer.httpStatus >= 500)) {
    const isUnsure = MUTATING.includes(answer.operation)
    return { kind: isUnsure ? 'ambiguous' : 'unavailable', reason: 'CloudFailed', ...SERVER_FAILED }
  }
  return {
    kind: 'unknown',
    reason: 'UnrecognisedAnswer',
    cause: 'AWS answered with a code that Weir does not know.',
    remedy: 'Read the message of AWS; report the code so that Weir learns it.',
  }
}

/** The first row of the table that fits. Pure. */
export function findRow(answer: AwsAnswer): AwsErrorRow | undefined {
  return AWS_ERROR_TABLE.find((row) => matches(row, answer))
}

/** The reading of a call that ended without a readable answer. Pure. */
export function readNoAnswer(operation: string, wasSent: boolean): ErrorReading {
  if (wasSent && MUTATING.includes(operation)) {
    return {
      kind: 'ambiguous',
      reason: 'NoAnswer',
      cause: 'The connection ended before a readable answer came: the change may have happened or not.',
      remedy: 'Nothing to do: Weir sends the same request with the same token again, then looks at what exists.',
    }
  }
  return {
    kind: 'unavailable',
    reason: 'NotReachable',
    cause: 'AWS could not be reached, or its answer could not be read.',
    remedy: 'Check the network of the worker when this stays; Weir tries again.',
  }
}

/** Ids of a request that the message of AWS names. Pure. A request with one member can mean nobody else. */
export function membersNamed(reading: ErrorReading, message: string, requested: readonly string[]): readonly string[] {
  if (!['conflict', 'quotaExceeded', 'targetMissing'].includes(reading.kind)) return []
  const named = new Set(message.match(/\b[a-z]+(?:-attach)?-[0-9a-f]{8,17}\b/g) ?? [])
  const members = requested.filter((id) => named.has(id))
  return members.length === 0 && requested.length === 1 ? requested : members
}

function matches(row: AwsErrorRow, answer: AwsAnswer): boolean {
  return (
    row.codes.includes(answer.code) &&
    (row.operations === undefined || row.operations.includes(answer.operation)) &&
    (row.scope === undefined || row.scope === answer.scope) &&
    (row.message === undefined || row.message.test(answer.message))
  )
}

function readingOf({ kind, reason, cause, remedy }: AwsErrorRow): ErrorReading {
  return { kind, reason, cause, remedy }
}
