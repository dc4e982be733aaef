'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { isInArea, NAV, NAV_FOOT } from './navigation'

interface Leaf {
  readonly label: string | null
  readonly set: (label: string | null) => void
}

const LeafContext = createContext<Leaf>({ label: null, set: () => undefined })

/** Holds the name of the thing a page shows, for the last crumb. */
export function CrumbProvider({ children }: { children: ReactNode }) {
  const [label, setLabel] = useState<string | null>(null)
  const value = useMemo(() => ({ label, set: setLabel }), [label])
  return <LeafContext value={value}>{children}</LeafContext>
}

/** Names the page's thing in the top bar and in the window's title while the page is shown. */
export function useCrumb(label: string | null) {
  const { set } = useContext(LeafContext)
  useEffect(() => {
    set(label)
    return () => set(null)
  }, [label, set])
}

/** Area / thing. */
export function Crumbs() {
  const path = usePathname()
  const { label } = useContext(LeafContext)
  const area = [...NAV, ...NAV_FOOT].find((item) => isInArea(path, item.href))
  if (area === undefined) return null
  return (
    <nav aria-label="Where you are" className="min-w-0 flex-1 text-table">
      <ol className="flex min-w-0 items-center gap-1.5">
        <li className="shrink-0">
          {label === null ? (
            <span className="text-muted">{area.label}</span>
          ) : (
            <Link href={area.href} className="rounded-[4px] text-muted hover:text-ink">
              {area.label}
            </Link>
          )}
        </li>
        {label === null ? null : (
          <li className="flex min-w-0 items-center gap-1.5">
            <span aria-hidden className="text-faint">
              /
            </span>
            <span className="truncate" data-tip={label.length > 40 ? label : undefined}>
              {label}
            </span>
          </li>
        )}
      </ol>
    </nav>
  )
}
