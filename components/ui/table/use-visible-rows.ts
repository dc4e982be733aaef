'use client'

import { useEffect, useRef, useState, type RefObject } from 'react'
import { scrollToShow, visibleRange } from './visible-range'

/** The server does not know the window; this many rows are in the first paint. */
const FIRST_PAINT_PX = 1000

/** Which rows of a long list are in the page, for rows of one height. */
export function useVisibleRows(scroller: RefObject<HTMLElement | null>, count: number, rowPx: number, headPx: number) {
  const [place, setPlace] = useState({ topPx: 0, heightPx: FIRST_PAINT_PX })
  const frame = useRef(0)
  const isEmpty = count === 0

  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const measure = () => {
      frame.current = 0
      setPlace((before) => {
        const next = { topPx: element.scrollTop, heightPx: element.clientHeight }
        const isSame = before.topPx === next.topPx && before.heightPx === next.heightPx
        return isSame ? before : next
      })
    }
    const soon = () => {
      if (frame.current === 0) frame.current = requestAnimationFrame(measure)
    }
    const observer = new ResizeObserver(soon)
    observer.observe(element)
    element.addEventListener('scroll', soon, { passive: true })
    measure()
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', soon)
      cancelAnimationFrame(frame.current)
      frame.current = 0
    }
    // The scroller appears with the first rows: an empty list draws something else in its place.
  }, [scroller, isEmpty])

  const showRow = (index: number) => {
    const element = scroller.current
    if (element === null) return
    const scroll = { topPx: element.scrollTop, heightPx: element.clientHeight, rowPx, headPx }
    element.scrollTo({ top: scrollToShow(index, scroll) })
  }

  return { ...visibleRange({ ...place, rowPx, count }), showRow }
}
