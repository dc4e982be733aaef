'use client'

import { useQuery } from '@tanstack/react-query'
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { read } from '@/components/data/api'
import { isInArea, NAV, NAV_FOOT, type NavItem } from './navigation'

/** The areas of the console. A counter stands only where something waits for a decision. */
export function Rail({
  isCollapsed,
  onCollapse,
  onNavigate,
}: {
  isCollapsed: boolean
  onCollapse?: () => void
  onNavigate?: () => void
}) {
  const { data } = useQuery({ ...read('GET /overview', {}), staleTime: 15_000 })
  const waiting = data?.attention.find((item) => item.kind === 'awaiting-approval')?.count ?? 0
  return (
    <nav aria-label="Areas" className="flex h-full flex-col gap-0.5 p-2">
      <div className={`flex h-9 items-center ${isCollapsed ? 'justify-center' : 'justify-between pr-1 pl-2'} mb-2`}>
        <Link
          href="/overview"
          {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
          className="flex items-center gap-2 rounded-[4px] text-body font-semibold"
        >
          <Mark />
          {isCollapsed ? <span className="sr-only">Weir</span> : 'Weir'}
        </Link>
      </div>
      {NAV.map((item) => (
        <RailLink
          key={item.href}
          item={item}
          isCollapsed={isCollapsed}
          count={item.href === '/changes' ? waiting : 0}
          onNavigate={onNavigate}
        />
      ))}
      <div className="mt-auto" />
      <hr className="mx-2 my-1 border-line" />
      {NAV_FOOT.map((item) => (
        <RailLink key={item.href} item={item} isCollapsed={isCollapsed} count={0} onNavigate={onNavigate} />
      ))}
      {onCollapse === undefined ? null : (
        <button
          type="button"
          onClick={onCollapse}
          aria-label={isCollapsed ? 'Widen the rail' : 'Narrow the rail'}
          data-tip={isCollapsed ? 'Widen the rail' : undefined}
          className={`flex h-8 items-center gap-2.5 rounded-md text-table text-muted hover:bg-hover hover:text-ink ${isCollapsed ? 'justify-center' : 'px-2'}`}
        >
          {isCollapsed ? <PanelLeftOpen className="size-4" /> : <PanelLeftClose className="size-4" />}
          {isCollapsed ? null : 'Narrow'}
        </button>
      )}
    </nav>
  )
}

function RailLink({
  item,
  isCollapsed,
  count,
  onNavigate,
}: {
  item: NavItem
  isCollapsed: boolean
  count: number
  onNavigate: (() => void) | undefined
}) {
  const isHere = isInArea(usePathname(), item.href)
  return (
    <Link
      href={item.href}
      {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
      aria-current={isHere ? 'page' : undefined}
      data-tip={isCollapsed ? item.label : undefined}
      className={`relative flex h-8 items-center gap-2.5 rounded-md text-table touch:h-11 ${isCollapsed ? 'justify-center' : 'px-2'} ${
        isHere ? 'bg-hover font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink'
      }`}
    >
      <item.icon aria-hidden className="size-4 shrink-0" />
      <span className={isCollapsed ? 'sr-only' : 'flex-1'}>{item.label}</span>
      {count === 0 ? null : (
        <span
          className={
            isCollapsed
              ? 'absolute top-1 right-1 size-2 rounded-full bg-accent'
              : 'figures rounded-full bg-accent px-1.5 text-[11px] leading-[18px] font-medium text-on-accent'
          }
        >
          <span className={isCollapsed ? 'sr-only' : ''}>{count}</span>
          <span className="sr-only"> waiting for a decision</span>
        </span>
      )}
    </Link>
  )
}

/** The mark: a weir across a stream. */
function Mark() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden className="size-5 text-accent">
      <path d="M2 4v12h16V9z" fill="currentColor" />
      <path d="M2 4l16 5" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  )
}
