'use client'

import { Keyboard, Menu, Search } from 'lucide-react'
import { IconButton } from '@/components/ui/button'
import { Kbd } from '@/components/ui/badge'
import { Crumbs } from './crumbs'
import { Freshness } from './freshness'
import { useOverlays } from './shortcuts'
import { ThemeSwitch } from './theme-switch'

/** Where I am, search, freshness, theme. */
export function TopBar({ onMenu }: { onMenu: () => void }) {
  const { openPalette, openKeyboardMap } = useOverlays()
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-3 md:px-6">
      <span className="md:hidden">
        <IconButton label="Open the menu" onClick={onMenu}>
          <Menu className="size-4" />
        </IconButton>
      </span>
      <Crumbs />
      <div className="ml-auto flex items-center gap-1">
        <button
          type="button"
          onClick={openPalette}
          className="mr-1 inline-flex h-8 items-center gap-2 rounded-md border border-line-strong bg-surface px-2.5 text-table text-muted hover:bg-hover hover:text-ink max-md:hidden lg:w-56"
        >
          <Search aria-hidden className="size-3.5" />
          <span className="flex-1 text-left max-lg:sr-only">Search</span>
          <Kbd>⌘K</Kbd>
        </button>
        <span className="md:hidden">
          <IconButton label="Search" onClick={openPalette}>
            <Search className="size-4" />
          </IconButton>
        </span>
        <Freshness />
        <span className="max-md:hidden">
          <IconButton label="Keyboard map" onClick={openKeyboardMap}>
            <Keyboard className="size-4" />
          </IconButton>
        </span>
        <ThemeSwitch />
      </div>
    </header>
  )
}
