'use client'

import { Menu as Base } from '@base-ui/react/menu'
import type { RefObject } from 'react'
import type { MenuItem } from './menu'

/** The list of a menu. Loaded by `MenuButton` on first use. */
export function MenuPopup({
  anchor,
  items,
  isOpen,
  onClose,
}: {
  anchor: RefObject<HTMLElement | null>
  items: readonly MenuItem[]
  isOpen: boolean
  onClose: () => void
}) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} sideOffset={4} align="end" collisionPadding={8} className="z-50">
          <Base.Popup
            finalFocus={anchor}
            className="min-w-44 rounded-md border border-line bg-raised p-1 text-table text-ink shadow-float transition-opacity duration-[120ms] data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            {items.map((item) => (
              <Base.Item
                key={item.label}
                disabled={item.isDisabled === true}
                onClick={item.onSelect}
                className={`flex cursor-default items-center gap-2 rounded-[4px] px-2 py-1.5 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover touch:min-h-11 ${
                  item.isDanger === true ? 'text-bad-ink' : ''
                }`}
              >
                <span className="flex-1">{item.label}</span>
                {item.note === undefined ? null : <span className="text-label text-muted">{item.note}</span>}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
