/** So many at a time, whoever asks: a permit is held while work goes on and not while somebody waits. */
export class Permits {
  private readonly waiting: (() => void)[] = []

  constructor(private free: number) {}

  async with<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.free > 0) this.free -= 1
    else await new Promise<void>((resolve) => this.waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next === undefined) this.free += 1
      else next()
    }
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
