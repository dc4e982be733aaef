'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { shortenMiddle } from './shorten-middle'

/** Copies a text and remembers for a moment that it did. */
function useCopy(text: string) {
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'refused'>('idle')
  useEffect(() => {
    if (outcome === 'idle') return
    const timer = setTimeout(() => setOutcome('idle'), 1600)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      // A browser may refuse the clipboard; the text stays selectable, so say it instead of pretending.
      () => setOutcome('refused'),
    )
  }
  return { outcome, copy }
}

/** A small button that copies. */
function CopyButton({ text, label }: { text: string; label: string }) {
  const { outcome, copy } = useCopy(text)
  const tip =
    outcome === 'copied' ? 'Copied' : outcome === 'refused' ? 'The browser refused; select and copy by hand' : label
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={tip}
      onClick={(event) => {
        event.stopPropagation()
        copy()
      }}
      className="inline-flex size-6 shrink-0 items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink touch:-my-2.5 touch:size-11"
    >
      {outcome === 'copied' ? <Check className="size-3.5 text-good-ink" /> : <Copy className="size-3.5" />}
      <span aria-live="polite" className="sr-only">
        {outcome === 'copied' ? 'Copied' : ''}
      </span>
    </button>
  )
}

/** An id: mono, shortened in the middle, whole on hover, copied with one click. */
export function CopyableId({ id, max = 24 }: { id: string; max?: number }) {
  const short = shortenMiddle(id, max)
  return (
    <span className="group/id inline-flex max-w-full items-center gap-0.5">
      <code className="truncate text-mono text-muted" data-tip={short === id ? undefined : id}>
        {short}
      </code>
      <span className="opacity-0 transition-opacity group-focus-within/id:opacity-100 group-hover/id:opacity-100 touch:opacity-100">
        <CopyButton text={id} label={`Copy ${short}`} />
      </span>
    </span>
  )
}

/** An id to read only, for dense rows: the row's page has the copy button. */
export function ShortId({ id, max = 24 }: { id: string; max?: number }) {
  const short = shortenMiddle(id, max)
  return (
    <code className="truncate text-mono text-muted" data-tip={short === id ? undefined : id}>
      {short}
    </code>
  )
}

/** Code with a copy button: a command, a raw answer, YAML. */
export function CodeBlock({ code, label, isWrapped = false }: { code: string; label: string; isWrapped?: boolean }) {
  return (
    <div className="relative rounded-md border border-line bg-sunken">
      <div className="absolute top-1 right-1">
        <CopyButton text={code} label={`Copy ${label}`} />
      </div>
      <pre
        // A region that scrolls must be reachable by keyboard.
        tabIndex={0}
        role="region"
        aria-label={label}
        className={`scroll-quiet max-h-96 overflow-auto rounded-md py-2 pr-10 pl-3 text-mono text-ink touch:pr-14 ${
          isWrapped ? 'break-all whitespace-pre-wrap' : 'whitespace-pre'
        }`}
      >
        {code}
      </pre>
    </div>
  )
}
