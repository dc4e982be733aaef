/** What every command of `weir` answers with. */
export const EXIT = {
  /** Done, and all was well. */
  ok: 0,
  /** Done, and the answer is that something of the input is not right. */
  findings: 1,
  /** Not done: called wrongly, or the input cannot be read. */
  usage: 2,
} as const
