interface Log {
  warn(facts: object, message: string): void
}

/**
 * Asks destinations for their newest records, round after round: as soon as a round found work again, else after a pause.
 * `stop` lets a round under way end by itself; its calls have time limits of their own.
 */
export function startProbing(round: () => Promise<number>, pauseMs: number, log: Log): { stop(): void } {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  const next = (delayMs: number): void => {
    if (isStopped) return
    timer = setTimeout(() => void run(), delayMs)
    timer.unref()
  }
  const run = async (): Promise<void> => {
    const asked = await round().catch((error: unknown) => {
      log.warn({ error }, 'probing destinations failed; it is tried again')
      return 0
    })
    next(asked > 0 ? Math.min(1_000, pauseMs) : pauseMs)
  }
  next(Math.min(2_000, pauseMs))
  return {
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
