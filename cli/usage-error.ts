/** The command was called wrongly, or its input cannot be read: said on standard error, exit code 2. */
export class UsageError extends Error {
  constructor(
    message: string,
    /** What the caller does about it, one sentence. */
    readonly remedy: string,
  ) {
    super(message)
    this.name = 'UsageError'
  }
}
