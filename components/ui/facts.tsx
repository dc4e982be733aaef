import type { ReactNode } from 'react'

export interface Fact {
  readonly label: string
  readonly value: ReactNode
}

/** Labels and values in two columns. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[minmax(92px,max-content)_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-table">
      {facts.map((fact) => (
        <div key={fact.label} className="contents">
          <dt className="text-muted">{fact.label}</dt>
          <dd className="min-w-0">{fact.value ?? <span className="text-faint">–</span>}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A part of a page with its small heading. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="min-w-0 space-y-2.5">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="text-table font-semibold">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
