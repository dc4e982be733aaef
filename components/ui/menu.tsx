'use client'

import { Ellipsis } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRef, useState } from 'react'
import { IconButton } from './button'

export interface MenuItem {
  readonly label: string
  readonly onSelect: () => void
  readonly note?: string
  readonly isDanger?: boolean
  readonly isDisabled?: boolean
}

const MenuPopup = dynamic(() => import('./menu-popup').then((module) => module.MenuPopup), { ssr: false })

/** The three dots: what else can be done here. */
export function MenuButton({ label, items }: { label: string; items: readonly MenuItem[] }) {
  const [isOpen, setIsOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  const anchor = useRef<HTMLButtonElement | null>(null)
  return (
    <>
      <IconButton
        ref={anchor}
        label={label}
        look="secondary"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => {
          setWasOpened(true)
          setIsOpen(!isOpen)
        }}
      >
        <Ellipsis className="size-4" />
      </IconButton>
      {wasOpened ? <MenuPopup anchor={anchor} items={items} isOpen={isOpen} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}
