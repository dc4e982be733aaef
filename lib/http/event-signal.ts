import type { Database } from '../store/database/connection'
import { EVENTS_CHANNEL } from '../store/events'
import { listen, type Listener } from '../store/listen'

/** Says that there may be new events. One listening connection serves every stream of a process. */
export interface EventSignal {
  /** Taken before looking: what happens between looking and waiting then ends the wait at once. */
  mark(): number
  /** Resolves when something may have happened since the mark, after the time, or when aborted. */
  wait(mark: number, ms: number, ended: AbortSignal): Promise<void>
  release(): void
}

const hubs = new WeakMap<Database, Hub>()

/** Joins the process's listener; the first to join opens it, the last to leave closes it. */
export function joinEventSignal(database: Database): EventSignal {
  const hub = hubs.get(database) ?? new Hub(database.url)
  hubs.set(database, hub)
  return hub.join()
}

class Hub {
  private readonly sleepers = new Set<() => void>()
  private members = 0
  private heard = 0
  private listener: Promise<Listener | null> | null = null

  constructor(private readonly url: string) {}

  join(): EventSignal {
    this.members += 1
    let isMember = true
    return {
      mark: () => this.heard,
      wait: (mark, ms, ended) => this.sleep(mark, ms, ended),
      release: () => {
        if (!isMember) return
        isMember = false
        this.members -= 1
        if (this.members === 0) void this.close()
      },
    }
  }

  /** Null when it cannot listen now: streams then find events by looking again, and the next wait tries anew. */
  private open(): Promise<Listener | null> {
    const options = { url: this.url, channel: EVENTS_CHANNEL, heard: () => this.wakeAll(), onError: () => undefined }
    return listen(options).catch(() => {
      this.listener = null
      return null
    })
  }

  private async close(): Promise<void> {
    const closing = this.listener
    this.listener = null
    await (await closing)?.close()
  }

  private wakeAll(): void {
    this.heard += 1
    for (const wake of this.sleepers) wake()
  }

  private sleep(mark: number, ms: number, ended: AbortSignal): Promise<void> {
    this.listener ??= this.open()
    if (ended.aborted || mark !== this.heard) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        ended.removeEventListener('abort', wake)
        this.sleepers.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      ended.addEventListener('abort', wake, { once: true })
      this.sleepers.add(wake)
    })
  }
}
