import pg from 'pg'
import type { Database } from '../store/database/connection'
import { EVENTS_CHANNEL } from '../store/events'

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
  private notified = 0
  private client: Promise<pg.Client | null> | null = null

  constructor(private readonly url: string) {}

  join(): EventSignal {
    this.members += 1
    this.client ??= this.listen()
    let isMember = true
    return {
      mark: () => this.notified,
      wait: (mark, ms, ended) => this.sleep(mark, ms, ended),
      release: () => {
        if (!isMember) return
        isMember = false
        this.members -= 1
        if (this.members === 0) void this.close()
      },
    }
  }

  /** Null when it cannot listen: the streams then find events by looking again. */
  private async listen(): Promise<pg.Client | null> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'weir-events' })
    client.on('notification', () => this.wakeAll())
    client.on('error', () => {
      this.client = null
      this.wakeAll()
    })
    try {
      await client.connect()
      await client.query(`LISTEN ${EVENTS_CHANNEL}`)
      return client
    } catch {
      this.client = null
      return null
    }
  }

  private async close(): Promise<void> {
    const closing = this.client
    this.client = null
    await (await closing)?.end()
  }

  private wakeAll(): void {
    this.notified += 1
    for (const wake of this.sleepers) wake()
  }

  private sleep(mark: number, ms: number, ended: AbortSignal): Promise<void> {
    // A listener that was lost is opened again by whoever waits next.
    this.client ??= this.listen()
    if (ended.aborted || mark !== this.notified) return Promise.resolve()
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
