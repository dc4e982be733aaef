/** Something that keeps Weir from starting, in one sentence a person can act on. Shown without a stack trace. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
}

/** Whether an error carries one of these codes, as Node's system errors and PostgreSQL's do. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
}

/** Whether an error, or what caused it, says that the disk is full (from Node, PostgreSQL or a child's output). */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // 53100 is PostgreSQL's disk_full. Source: PostgreSQL documentation, Appendix A, error codes.
  if (hasCode(error, 'ENOSPC', '53100')) return true
  return error.message.includes('No space left on device') || isDiskFull(error.cause)
}
