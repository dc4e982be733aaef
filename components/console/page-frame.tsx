import type { ReactNode } from 'react'

/** The head of a page: one title, and one sentence of live numbers that answers the page's question. */
export function PageHead({
  title,
  sentence,
  actions,
  above,
}: {
  title: ReactNode
  sentence?: ReactNode
  actions?: ReactNode
  above?: ReactNode
}) {
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 pt-5 pb-4 md:px-6">
      <div className="min-w-0 flex-1 basis-72">
        {above}
        <h1 className="text-title font-semibold tracking-[-0.01em]">{title}</h1>
        {sentence === undefined ? null : <p className="figures mt-0.5 max-w-[90ch] text-body text-muted">{sentence}</p>}
      </div>
      {actions === undefined ? null : <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  )
}

/** A page that scrolls as a whole (a detail, a form). Lists scroll inside their table instead. */
export function ScrollPage({ children }: { children: ReactNode }) {
  return <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto pb-16">{children}</div>
}
