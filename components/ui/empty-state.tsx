import type { ReactNode } from 'react'

/** Nothing here: what would be here, why it is not, and the one next step. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-14 text-center">
      <p className="text-body font-medium text-ink">{title}</p>
      {children === undefined ? null : <div className="text-table text-muted">{children}</div>}
      {action === undefined ? null : <div className="pt-2">{action}</div>}
    </div>
  )
}

/** A grey bar of the right size that appears only when the answer takes longer than 200 ms. */
export function Skeleton({ className = 'h-4 w-32' }: { className?: string }) {
  return <span aria-hidden className={`block animate-skeleton rounded-md bg-empty-wash ${className}`} />
}
