'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { isTyping } from '@/components/ui/filter-bar'
import { NAV, NAV_FOOT } from './navigation'

const loadPalette = () => import('./command-palette').then((module) => module.CommandPalette)
const CommandPalette = dynamic(loadPalette, { ssr: false })
const KeyboardMap = dynamic(() => import('./keyboard-map').then((module) => module.KeyboardMap), { ssr: false })

interface Overlays {
  readonly openPalette: () => void
  readonly openKeyboardMap: () => void
}

const OverlayContext = createContext<Overlays>({ openPalette: () => undefined, openKeyboardMap: () => undefined })

/** Opens the palette or the keyboard map from anywhere. */
export const useOverlays = () => useContext(OverlayContext)

/** How long `g` waits for its letter. */
const JUMP_WINDOW_MS = 1200
const PRELOAD_AFTER_MS = 2500

/** Keys that work on every page: ⌘K, `?`, and `g` followed by an area's letter. */
export function Shortcuts({ children }: { children: ReactNode }) {
  const router = useRouter()
  const [overlay, setOverlay] = useState<'palette' | 'keys' | null>(null)
  // An overlay stays in the page once loaded, so that closing can be animated and opening again is instant.
  const [loaded, setLoaded] = useState({ palette: false, keys: false })

  const overlays = useMemo<Overlays>(
    () => ({
      openPalette: () => {
        setLoaded((before) => ({ ...before, palette: true }))
        setOverlay('palette')
      },
      openKeyboardMap: () => {
        setLoaded((before) => ({ ...before, keys: true }))
        setOverlay('keys')
      },
    }),
    [],
  )

  useEffect(() => {
    let jumpUntilMs = 0
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        overlays.openPalette()
        return
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      if (event.key === '?') {
        event.preventDefault()
        overlays.openKeyboardMap()
        return
      }
      if (event.timeStamp < jumpUntilMs) {
        const item = [...NAV, ...NAV_FOOT].find((one) => one.key === event.key)
        jumpUntilMs = 0
        if (item !== undefined) {
          event.preventDefault()
          router.push(item.href)
        }
        return
      }
      if (event.key === 'g') jumpUntilMs = event.timeStamp + JUMP_WINDOW_MS
    }
    // Before the lists see the key, or `g c` would also be theirs.
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  }, [overlays, router])

  // Fetched once the page rests, so that what is typed right after ⌘K is not lost while the palette loads.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), PRELOAD_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])

  const close = () => setOverlay(null)
  return (
    <OverlayContext value={overlays}>
      {children}
      {loaded.palette ? <CommandPalette isOpen={overlay === 'palette'} onClose={close} /> : null}
      {loaded.keys ? <KeyboardMap isOpen={overlay === 'keys'} onClose={close} /> : null}
    </OverlayContext>
  )
}
