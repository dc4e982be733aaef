import pg from 'pg'

/** Hears notifications on one channel until it is closed; a broken connection is made again. */
export interface Listener {
  close(): Promise<void>
}

const RECONNECT_MS = 1_000

/**
 * Listens on a channel with a connection of its own. `heard` is also called after every reconnection, since what was
 * sent meanwhile is lost.
 */
export async function listen(options: {
  readonly url: string
  readonly channel: string
  readonly heard: () => void
  readonly onError: (error: Error) => void
}): Promise<Listener> {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null
  let isClosed = false

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: options.url, application_name: 'weir-listen', keepAlive: true })
    next.on('notification', options.heard)
    next.on('error', (error) => {
      options.onError(error)
      reconnectLater()
    })
    next.on('end', () => reconnectLater())
    await next.connect()
    await next.query(`LISTEN ${pg.escapeIdentifier(options.channel)}`)
    client = next
  }
  const reconnectLater = (): void => {
    if (isClosed || timer !== null) return
    client = null
    timer = setTimeout(() => {
      timer = null
      connect().then(options.heard, (error: unknown) => {
        options.onError(error instanceof Error ? error : new Error(String(error)))
        reconnectLater()
      })
    }, RECONNECT_MS)
  }

  await connect()
  return {
    async close() {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
      await client?.end()
    },
  }
}
