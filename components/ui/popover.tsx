'use client'

import { Popover as Base } from '@base-ui/react/popover'
import type { ReactNode, RefObject } from 'react'

/** A small window tied to the element that opened it. Load it with next/dynamic on first use. */
export function Popover({
  anchor,
  isOpen,
  onClose,
  label,
  children,
  align = 'start',
}: {
  anchor: RefObject<HTMLElement | null>
  isOpen: boolean
  onClose: () => void
  label: string
  children: ReactNode
  align?: 'start' | 'end'
}) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} sideOffset={6} align={align} collisionPadding={8} className="z-50">
          <Base.Popup
            aria-label={label}
            finalFocus={anchor}
            className="max-h-(--available-height) min-w-56 origin-(--transform-origin) overflow-hidden rounded-md border border-line bg-raised text-ink shadow-float transition-[opacity,scale] duration-[120ms] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
