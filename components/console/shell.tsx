'use client'

import { X } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { IconButton } from '@/components/ui/button'
import { NoticeHost } from '@/components/ui/notice-host'
import { TipLayer } from '@/components/ui/tip-layer'
import { CrumbProvider } from './crumbs'
import { Rail } from './rail'
import { Shortcuts } from './shortcuts'
import { StopBanner } from './stop-banner'
import { TopBar } from './top-bar'

const RAIL_COOKIE = 'weir-rail'
const YEAR_SECONDS = 31_536_000

/** The frame around every page: rail, top bar, banner, content. */
export function Shell({ isRailNarrow, children }: { isRailNarrow: boolean; children: ReactNode }) {
  const [isCollapsed, setIsCollapsed] = useState(isRailNarrow)
  const drawer = useRef<HTMLDialogElement | null>(null)
  const path = usePathname()
  useEffect(() => drawer.current?.close(), [path])

  const collapse = () => {
    setIsCollapsed(!isCollapsed)
    // A cookie, so that the server paints the rail as it was left.
    document.cookie = `${RAIL_COOKIE}=${isCollapsed ? 'wide' : 'narrow'}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
  }

  return (
    <Shortcuts>
      <CrumbProvider>
        <a
          href="#main"
          className="fixed top-2 left-2 z-[60] -translate-y-16 rounded-md bg-accent px-3 py-2 text-table text-on-accent focus:translate-y-0"
        >
          Skip to the content
        </a>
        <div className="flex h-dvh overflow-hidden bg-canvas">
          <div className={`shrink-0 border-r border-line bg-sunken max-md:hidden ${isCollapsed ? 'w-14' : 'w-54'}`}>
            <Rail isCollapsed={isCollapsed} onCollapse={collapse} />
          </div>
          <dialog
            ref={drawer}
            aria-label="Menu"
            onClick={(event) => (event.target === event.currentTarget ? drawer.current?.close() : undefined)}
            className="m-0 h-dvh max-h-none w-64 border-r border-line bg-sunken text-ink backdrop:bg-scrim"
          >
            <div className="absolute top-3 right-3">
              <IconButton label="Close the menu" onClick={() => drawer.current?.close()}>
                <X className="size-4" />
              </IconButton>
            </div>
            <Rail isCollapsed={false} onNavigate={() => drawer.current?.close()} />
          </dialog>
          <div className="flex min-w-0 flex-1 flex-col">
            <TopBar onMenu={() => drawer.current?.showModal()} />
            <StopBanner />
            <main id="main" tabIndex={-1} className="relative flex min-h-0 flex-1 flex-col outline-none">
              {children}
            </main>
          </div>
        </div>
        <TipLayer />
        <NoticeHost />
      </CrumbProvider>
    </Shortcuts>
  )
}
