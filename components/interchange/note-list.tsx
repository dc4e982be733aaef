import { StateShape } from '@/components/ui/state-shape'
import type { Tone } from '@/components/ui/tone'
import { countOf } from '@/components/words/nouns'
import type { InterchangeNote } from '@/lib/http/schemas/interchange'

const SEVERITY: Readonly<Record<InterchangeNote['severity'], { readonly tone: Tone; readonly word: string }>> = {
  error: { tone: 'bad', word: 'Not taken over' },
  warning: { tone: 'warning', word: 'Needs a look' },
  info: { tone: 'off', word: 'Noted' },
}

/** What was not understood or cannot be said, with its place first; what needs nobody is folded away. */
export function NoteList({
  notes,
  onShowLine,
}: {
  notes: readonly InterchangeNote[]
  /** Leads to a line of the document; left out where there is none to show. */
  onShowLine?: (line: number) => void
}) {
  const urgent = notes.filter(({ severity }) => severity !== 'info')
  const others = notes.filter(({ severity }) => severity === 'info')
  return (
    <div className="space-y-3">
      {urgent.length === 0 ? null : <Notes notes={urgent} onShowLine={onShowLine} />}
      {others.length === 0 ? null : (
        <details className="group">
          <summary className="w-fit cursor-pointer rounded-[4px] text-label text-muted hover:text-ink touch:min-h-11">
            {countOf(others.length, 'thing', 'things')} understood and noted
          </summary>
          <div className="pt-2">
            <Notes notes={others} onShowLine={onShowLine} />
          </div>
        </details>
      )}
    </div>
  )
}

function Notes({
  notes,
  onShowLine,
}: {
  notes: readonly InterchangeNote[]
  onShowLine: ((line: number) => void) | undefined
}) {
  return (
    <ul className="divide-y divide-line rounded-md border border-line">
      {notes.map((note, index) => {
        const { tone, word } = SEVERITY[note.severity]
        return (
          <li key={index} className="flex gap-2.5 px-3 py-2">
            <StateShape tone={tone} className="mt-1" />
            <div className="min-w-0 flex-1 space-y-0.5">
              <p className="text-table break-words">
                <span className="sr-only">{word}: </span>
                {note.message}
              </p>
              {note.remedy === null ? null : <p className="text-label break-words text-muted">{note.remedy}</p>}
              <p className="flex flex-wrap items-baseline gap-x-2 text-label text-muted">
                {note.line === null ? null : onShowLine === undefined ? (
                  <span className="figures">line {note.line}</span>
                ) : (
                  <button
                    type="button"
                    className="figures rounded-[4px] text-accent hover:underline touch:min-h-11"
                    onClick={() => onShowLine(note.line ?? 1)}
                  >
                    line {note.line}
                  </button>
                )}
                {note.field === null || note.field === '' ? null : (
                  <code className="min-w-0 text-mono break-all">{note.field}</code>
                )}
              </p>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
