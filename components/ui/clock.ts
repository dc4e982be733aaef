'use client'

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null
let nowMs = 0

/** One timer for every age on the page, however many there are; it stops when none is shown. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === null) {
    nowMs = Date.now()
    timer = setInterval(() => {
      nowMs = Date.now()
      for (const tell of listeners) tell()
    }, 1000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer)
      timer = null
    }
  }
}

/** The time now in ms, renewed every `everyMs`; null on the server, where no age can be right. */
export function useNow(everyMs = 1000): number | null {
  return useSyncExternalStore(
    subscribe,
    () => Math.floor((nowMs === 0 ? Date.now() : nowMs) / everyMs) * everyMs,
    () => null,
  )
}
