import { EdgeProblem } from '../problem'

/** The ETag of a row's revision. Pure. */
export function etagOf(revision: number): string {
  return `"${revision}"`
}

/** The revision an edit is for. Missing is refused: a blind edit would overwrite what somebody else just wrote. */
export function revisionFromIfMatch(header: string | null): number {
  if (header === null) {
    throw new EdgeProblem(
      'precondition-required',
      'An edit must say which version it is for.',
      'Read it first and send its ETag as If-Match.',
    )
  }
  const match = /^"(\d{1,9})"$/.exec(header.trim())
  if (match === null) {
    throw new EdgeProblem(
      'precondition-failed',
      'The If-Match header is not an ETag of this interface.',
      'Send the ETag exactly as it was answered, for example "3".',
    )
  }
  return Number(match[1])
}
