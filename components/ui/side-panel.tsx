'use client'

import { ChevronDown, ChevronUp, Maximize2, X } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useRef, type ReactNode } from 'react'
import { IconButton } from './button'
import { isTyping } from './filter-bar'

/**
 * Opens beside a list without hiding it: the list stays usable, arrows step through its rows, Escape closes and gives
 * the focus back to the row. On a narrow window it takes the whole window.
 */
export function SidePanel({
  label,
  href,
  onClose,
  onStep,
  children,
}: {
  label: string
  /** The whole page of what is shown. */
  href: string
  onClose: () => void
  /** Opens the row before (-1) or after (+1). */
  onStep?: (step: 1 | -1) => void
  children: ReactNode
}) {
  const panel = useRef<HTMLElement | null>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    if (!isFirst.current) return
    isFirst.current = false
    panel.current?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target)) return
      if (event.key === 'Escape') {
        onClose()
        requestAnimationFrame(() => {
          document.querySelector<HTMLElement>('[data-row-link][tabindex="0"]')?.focus({ preventScroll: true })
        })
      }
      const isInside = panel.current?.contains(document.activeElement) === true
      if (!isInside || onStep === undefined) return
      if (event.key === 'ArrowDown' || event.key === 'j') onStep(1)
      else if (event.key === 'ArrowUp' || event.key === 'k') onStep(-1)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [onClose, onStep])

  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={label}
      className="flex min-h-0 w-[min(600px,46vw)] shrink-0 animate-appear flex-col border-l border-line bg-surface outline-none max-lg:fixed max-lg:inset-y-0 max-lg:right-0 max-lg:z-40 max-lg:w-[min(600px,100vw)] max-lg:shadow-float"
    >
      <div className="flex h-11 shrink-0 items-center gap-1 border-b border-line px-2">
        <IconButton label="Close (Esc)" onClick={onClose}>
          <X className="size-4" />
        </IconButton>
        {onStep === undefined ? null : (
          <>
            <IconButton label="Previous row" onClick={() => onStep(-1)}>
              <ChevronUp className="size-4" />
            </IconButton>
            <IconButton label="Next row" onClick={() => onStep(1)}>
              <ChevronDown className="size-4" />
            </IconButton>
          </>
        )}
        <Link
          href={href}
          className="ml-auto inline-flex h-8 items-center gap-1.5 rounded-md px-2.5 text-table text-muted hover:bg-hover hover:text-ink touch:h-11"
        >
          <Maximize2 aria-hidden className="size-3.5" />
          Open page
        </Link>
      </div>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">{children}</div>
    </aside>
  )
}
