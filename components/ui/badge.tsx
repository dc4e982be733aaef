import type { ReactNode } from 'react'

/** A small neutral label: a kind, a count, a manager. It has no colour because it is no state. */
export function Badge({
  children,
  tip,
  mono = false,
}: {
  children: ReactNode
  tip?: string | undefined
  mono?: boolean
}) {
  return (
    <span
      data-tip={tip}
      className={`inline-flex max-w-full items-center truncate rounded-md border border-line bg-sunken px-1.5 text-muted ${
        mono ? 'font-mono text-mono' : 'text-label leading-[18px]'
      }`}
    >
      {children}
    </span>
  )
}

/** One key of the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-md border border-line bg-sunken px-1 font-sans text-[11px] leading-none whitespace-nowrap text-muted">
      {children}
    </kbd>
  )
}
