'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'

/** A window over the page that keeps focus inside. Load it with next/dynamic: nothing on a first paint needs it. */
export function Dialog({
  isOpen,
  onClose,
  title,
  description,
  children,
  footer,
  width = 'medium',
}: {
  isOpen: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  children?: ReactNode
  footer?: ReactNode
  width?: 'medium' | 'wide'
}) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-50 bg-scrim transition-opacity duration-[140ms] data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          className={`fixed top-[10dvh] left-1/2 z-50 flex max-h-[80dvh] w-[calc(100vw-24px)] -translate-x-1/2 flex-col rounded-md border border-line bg-raised text-ink shadow-float transition-[opacity,scale] duration-[140ms] data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0 ${
            width === 'wide' ? 'max-w-3xl' : 'max-w-lg'
          }`}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-4">
            <Base.Title className="text-lead font-semibold">{title}</Base.Title>
            <Base.Close
              aria-label="Close"
              className="-mr-2 inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink touch:size-11"
            >
              <X className="size-4" />
            </Base.Close>
          </div>
          {description === undefined ? null : (
            <Base.Description render={<div />} className="px-5 pt-1 text-body text-muted">
              {description}
            </Base.Description>
          )}
          <div className="scroll-quiet min-h-0 overflow-y-auto px-5 py-4">{children}</div>
          {footer === undefined ? null : (
            <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
