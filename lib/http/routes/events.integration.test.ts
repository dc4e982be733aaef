import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useApi } from '../../../test/api/use-api'
import { addEvent } from '../../store/events'
import { inTransaction } from '../../store/sql'

interface Frame {
  readonly id: string
  readonly topic: string
  readonly subject: string | null
}

describe('live events', () => {
  const api = useApi()
  let streams: AbortController[] = []

  beforeEach(() => api.database.empty())
  afterEach(() => {
    for (const stream of streams) stream.abort()
    streams = []
  })

  /** Reads frames until `enough` of them came. */
  async function open(options: { lastEventId?: string; query?: string } = {}) {
    const stream = new AbortController()
    streams.push(stream)
    const response = await api.raw(`/events${options.query ?? ''}`, {
      signal: stream.signal,
      headers: options.lastEventId === undefined ? {} : { 'last-event-id': options.lastEventId },
    })
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const frames: Frame[] = []
    return {
      async until(enough: (frames: readonly Frame[]) => boolean): Promise<readonly Frame[]> {
        while (!enough(frames)) {
          const { value, done } = await reader.read()
          if (done) throw new Error(`the stream ended after ${frames.length} events`)
          text += value
          const parts = text.split('\n\n')
          text = parts.pop() ?? ''
          for (const part of parts) {
            const data = /^data: (.*)$/m.exec(part)?.[1]
            if (data !== undefined) frames.push(JSON.parse(data) as Frame)
          }
        }
        return frames
      },
      close: () => stream.abort(),
    }
  }

  const write = (subject: string, topic: 'account' | 'scope' = 'account') =>
    inTransaction(api.database.pool, (sql) => addEvent(sql, { topic, subject }))

  it('tells what happens, and what happened since the last id', async () => {
    const first = await open()
    await write('one')
    await write('two')
    const seen = await first.until((frames) => frames.length === 2)
    expect(seen.map(({ subject }) => subject)).toEqual(['one', 'two'])
    first.close()
    await write('three')
    const second = await open({ lastEventId: seen[0]!.id })
    const caughtUp = await second.until((frames) => frames.length === 2)
    expect(caughtUp.map(({ subject }) => subject)).toEqual(['two', 'three'])
  })

  it('tells only what was asked for', async () => {
    const stream = await open({ query: '?topic=scope' })
    await write('a')
    await write('s', 'scope')
    expect(await stream.until((frames) => frames.length === 1)).toMatchObject([{ topic: 'scope', subject: 's' }])
  })

  it('loses nothing of writers that commit in another order than they began', async () => {
    const slow = await api.database.pool.connect()
    const stream = await open()
    try {
      await slow.query('BEGIN')
      await addEvent(slow, { topic: 'account', subject: 'slow' })
      await write('quick')
      await slow.query('COMMIT')
    } finally {
      slow.release()
    }
    const seen = await stream.until((frames) => frames.length === 2)
    expect(new Set(seen.map(({ subject }) => subject))).toEqual(new Set(['slow', 'quick']))
  })

  it('catches up exactly, however often it reconnects while many write at once', { repeats: 3 }, async () => {
    const WRITERS = 6
    const EACH = 25
    const total = WRITERS * EACH
    const writing = Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        for (let index = 0; index < EACH; index += 1) {
          await inTransaction(api.database.pool, async (sql) => {
            await addEvent(sql, { topic: 'account', subject: `${writer}-${index}` })
            // Transactions overlap, so that ids and commits come in different orders.
            await sql.query(`SELECT pg_sleep($1)`, [((writer * 7 + index) % 5) / 1000])
          })
        }
      }),
    )
    const all: Frame[] = []
    let lastEventId = '0.0'
    while (all.length < total) {
      const stream = await open({ lastEventId })
      const wanted = Math.min(20, total - all.length)
      const frames = await stream.until((seen) => seen.length >= wanted)
      stream.close()
      all.push(...frames)
      lastEventId = frames.at(-1)!.id
    }
    await writing
    const subjects = all.map(({ subject }) => subject)
    expect(subjects).toHaveLength(total)
    expect(new Set(subjects).size).toBe(total)
  })

  it('refuses an id that is not one of ours', async () => {
    for (const id of ['x', '1', '1.2.3', '99999999999999999999.1', '-1.0']) {
      const response = await api.raw('/events', { headers: { 'last-event-id': id } })
      expect(response.status, id).toBe(422)
    }
  })
})
