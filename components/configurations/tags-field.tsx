'use client'

import { Plus, X } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { Button, IconButton } from '@/components/ui/button'
import { CONTROL } from '@/components/ui/field'

/** Keys and values, one pair a line. A line without a key does not count yet. */
export function TagsField({
  label,
  help,
  error,
  value,
  onChange,
}: {
  label: string
  help: string
  error: ReactNode
  value: Readonly<Record<string, string>>
  onChange: (tags: Record<string, string>) => void
}) {
  const id = useId()
  // Lines, not the record: while a key is typed it may equal another one, or be empty.
  const [lines, setLines] = useState<readonly (readonly [string, string])[]>(() => Object.entries(value))
  const change = (next: readonly (readonly [string, string])[]) => {
    setLines(next)
    onChange(Object.fromEntries(next.filter(([key]) => key !== '')))
  }
  const keys = lines.map(([key]) => key).filter((key) => key !== '')
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  return (
    <fieldset className="space-y-1.5">
      <legend className="mb-1 text-label font-medium">
        {label} <span className="ml-1 font-normal text-faint">optional</span>
      </legend>
      {lines.map(([key, text], index) => (
        <div key={index} className="flex items-center gap-1.5">
          <input
            aria-label={`Key ${index + 1}`}
            aria-describedby={`${id}-help`}
            value={key}
            maxLength={128}
            placeholder="key"
            onChange={(event) => change(lines.map((line, at) => (at === index ? [event.target.value, line[1]] : line)))}
            className={`${CONTROL} h-8 font-mono text-mono`}
          />
          <span aria-hidden className="text-faint">
            =
          </span>
          <input
            aria-label={`Value ${index + 1}`}
            value={text}
            maxLength={256}
            placeholder="value"
            onChange={(event) => change(lines.map((line, at) => (at === index ? [line[0], event.target.value] : line)))}
            className={`${CONTROL} h-8 font-mono text-mono`}
          />
          <IconButton label={`Remove tag ${index + 1}`} onClick={() => change(lines.filter((_, at) => at !== index))}>
            <X className="size-4" />
          </IconButton>
        </div>
      ))}
      <Button size="small" look="quiet" onClick={() => setLines([...lines, ['', '']])}>
        <Plus aria-hidden className="size-3.5" /> Add a tag
      </Button>
      {twice === undefined && error === '' ? null : (
        <p role="alert" className="text-label text-bad-ink">
          {twice === undefined ? error : `The key ${twice} stands twice; the last one counts.`}
        </p>
      )}
      <p id={`${id}-help`} className="text-label text-muted">
        {help}
      </p>
    </fieldset>
  )
}
