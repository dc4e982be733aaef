'use client'

import { useEffect, useId, useRef, useState } from 'react'

interface Tip {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly isAbove: boolean
}

/** Long enough that tips do not flicker under a moving pointer. */
const DELAY_MS = 350

/**
 * One tooltip for the whole page: whatever carries `data-tip` shows it on hover and on keyboard focus, so that a table
 * of thousands of cells costs nothing. Escape hides it.
 */
export function TipLayer() {
  const [tip, setTip] = useState<Tip | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const described = useRef<Element | null>(null)
  const id = useId()

  useEffect(() => {
    const hide = () => {
      if (timer.current !== null) clearTimeout(timer.current)
      described.current?.removeAttribute('aria-describedby')
      described.current = null
      setTip(null)
    }
    const show = (element: HTMLElement) => {
      const text = element.dataset.tip
      if (text === undefined || text === '') return
      const box = element.getBoundingClientRect()
      const isAbove = box.bottom + 48 > window.innerHeight
      const x = Math.min(Math.max(box.left + box.width / 2, 12), window.innerWidth - 12)
      if (element.getAttribute('aria-label') !== text) {
        element.setAttribute('aria-describedby', id)
        described.current = element
      }
      setTip({ text, x, y: isAbove ? box.top - 6 : box.bottom + 6, isAbove })
    }
    const find = (target: EventTarget | null) =>
      target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null
    const onOver = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return
      hide()
      const element = find(event.target)
      if (element !== null) timer.current = setTimeout(() => show(element), DELAY_MS)
    }
    const onFocus = (event: FocusEvent) => {
      const element = find(event.target)
      if (element?.matches(':focus-visible') === true) show(element)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }
    document.addEventListener('pointerover', onOver)
    document.addEventListener('pointerdown', hide)
    document.addEventListener('focusin', onFocus)
    document.addEventListener('focusout', hide)
    document.addEventListener('keydown', onKey)
    document.addEventListener('scroll', hide, true)
    return () => {
      hide()
      document.removeEventListener('pointerover', onOver)
      document.removeEventListener('pointerdown', hide)
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('scroll', hide, true)
    }
  }, [id])

  if (tip === null) return null
  return (
    <div
      id={id}
      role="tooltip"
      className="pointer-events-none fixed z-[100] max-w-80 rounded-md bg-ink px-2 py-1 text-label text-canvas shadow-float"
      style={{ left: tip.x, top: tip.y, translate: `${shiftAcross(tip.x)} ${tip.isAbove ? '-100%' : '0'}` }}
    >
      {tip.text}
    </div>
  )
}

/** Centred on its element, but never past the edge of the window. */
function shiftAcross(x: number): string {
  if (x < 170) return '-12px'
  if (x > window.innerWidth - 170) return 'calc(-100% + 12px)'
  return '-50%'
}
