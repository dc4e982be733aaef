'use client'

import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { renewTopic } from './api'

export type LiveState = 'connecting' | 'live' | 'lost'

const LiveContext = createContext<LiveState>('connecting')

/** Whether changes reach the page by themselves. */
export const useLiveState = () => useContext(LiveContext)

/** Events come in bursts while a plan is applied; one renewal per topic and this long is enough. */
const GATHER_MS = 400
/** While the stream is lost the page still renews itself, slowly. */
const FALLBACK_MS = 10_000
const RECONNECT_MAX_MS = 15_000

/**
 * Keeps the page live: listens to the event stream from where it left off, renews what changed, and reconnects with a
 * growing pause. While there is no stream it asks again from time to time and says so.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')

  useEffect(() => {
    let source: EventSource | null = null
    let lastEventId = ''
    let failures = 0
    let retry: ReturnType<typeof setTimeout> | null = null
    let gather: ReturnType<typeof setTimeout> | null = null
    const waiting = new Set<string>()

    const flush = () => {
      gather = null
      for (const topic of waiting) renewTopic(client, topic)
      waiting.clear()
    }
    const onMessage = (event: MessageEvent<string>) => {
      if (event.lastEventId !== '') lastEventId = event.lastEventId
      const topic = topicOf(event)
      if (topic === null) return
      waiting.add(topic)
      gather ??= setTimeout(flush, GATHER_MS)
    }
    const connect = () => {
      retry = null
      const search = lastEventId === '' ? '' : `?lastEventId=${encodeURIComponent(lastEventId)}`
      source = new EventSource(`/api/v1/events${search}`)
      source.onopen = () => {
        // A stream without a cursor begins now: what happened since the page was painted is asked for once.
        if (lastEventId === '') void client.invalidateQueries()
        failures = 0
        setState('live')
      }
      source.onmessage = onMessage
      for (const topic of TOPICS) source.addEventListener(topic, onMessage as EventListener)
      source.onerror = () => {
        source?.close()
        failures += 1
        setState(failures > 1 ? 'lost' : 'connecting')
        retry = setTimeout(connect, Math.min(500 * 2 ** failures, RECONNECT_MAX_MS))
      }
    }
    connect()
    const fallback = setInterval(() => {
      if (failures > 1 && document.visibilityState === 'visible') void client.invalidateQueries()
    }, FALLBACK_MS)

    return () => {
      source?.close()
      if (retry !== null) clearTimeout(retry)
      if (gather !== null) clearTimeout(gather)
      clearInterval(fallback)
    }
  }, [client])

  return <LiveContext value={state}>{children}</LiveContext>
}

const TOPICS = ['scope', 'flow-log', 'resource', 'configuration', 'change-request', 'account', 'settings']

/** The topic of an event, by its name or by its data; null for keep-alives. */
function topicOf(event: MessageEvent<string>): string | null {
  if (TOPICS.includes(event.type)) return event.type
  try {
    const data: unknown = JSON.parse(event.data)
    if (typeof data === 'object' && data !== null && 'topic' in data && typeof data.topic === 'string')
      return data.topic
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return null
}
