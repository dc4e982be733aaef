import type { Engine } from '../lib/reconciler/engine'
import { Lease } from '../lib/reconciler/lease'
import { passOver } from '../lib/reconciler/reconcile'
import { nextDueInMs } from '../lib/store/scope-queue'

/** The safety net under notifications: a scope that became due is found this late at most. */
const POLL_MS = 5_000
/** After a failure to reach the database. */
const REST_MS = 1_000

/**
 * Passes over scopes as they become due, several at a time. It sleeps until the next one is due or somebody wakes it, and
 * never holds anything while it sleeps.
 */
export class ScopeLoop {
  private readonly running = new Set<Promise<unknown>>()
  private wake: () => void = () => undefined

  constructor(
    private readonly engine: Engine,
    private readonly concurrency: number,
  ) {
    engine.stopping.addEventListener('abort', () => this.wakeUp())
  }

  /** Something may be due: look now. */
  wakeUp(): void {
    this.wake()
  }

  /** Runs until the process stops; then waits for the passes under way. */
  async run(): Promise<void> {
    while (!this.engine.stopping.aborted) {
      const woken = new Promise<void>((resolve) => {
        this.wake = resolve
      })
      const pauseMs = this.running.size >= this.concurrency ? null : await this.beginOne()
      if (pauseMs === 0) continue
      await sleepUntil(woken, pauseMs)
    }
    await Promise.allSettled(this.running)
  }

  /** Begins a pass where one is due; answers how long to sleep, 0 to look again at once. */
  private async beginOne(): Promise<number> {
    const { engine } = this
    try {
      const lease = await Lease.claim(engine.pool, { owner: engine.owner, timings: engine.timings })
      if (lease === null) return Math.min(POLL_MS, Math.max(10, (await nextDueInMs(engine.pool)) ?? POLL_MS))
      const pass = passOver(engine, lease)
        .catch((error: unknown) => {
          lease.abandon()
          engine.log.error({ error, scopeId: lease.scope.scopeId }, 'a scope could not be given back')
        })
        .finally(() => {
          this.running.delete(pass)
          this.wakeUp()
        })
      this.running.add(pass)
      return 0
    } catch (error) {
      engine.log.error({ error }, 'the queue of passes cannot be read')
      return REST_MS
    }
  }
}

/** Sleeps until woken, or for so long; null is until woken. */
async function sleepUntil(woken: Promise<void>, pauseMs: number | null): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<void>((resolve) => {
    if (pauseMs !== null) timer = setTimeout(resolve, pauseMs)
  })
  await Promise.race([woken, timeout])
  clearTimeout(timer)
}
