'use client'

import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { StatePill } from '@/components/ui/state-pill'
import { StateShape } from '@/components/ui/state-shape'
import { countOf, providerWord, typePlural, typeWord } from '@/components/words/nouns'
import { specFieldWord } from '@/components/words/spec-field-words'
import { specLines } from '@/components/words/spec-lines'
import type { ImportedDraft } from '@/lib/http/schemas/interchange'
import { draftState } from './draft-state'

/** One Configuration that a document proposes: what it says, whom it would log, what is still open. */
export function DraftCard({
  draft,
  isChosen,
  onChoose,
  onOpen,
  onShowLine,
}: {
  draft: ImportedDraft
  isChosen: boolean
  onChoose: (isChosen: boolean) => void
  onOpen: () => void
  onShowLine: (line: number) => void
}) {
  const state = draftState(draft)
  const [line] = draft.lines
  return (
    <li className="space-y-3 rounded-md border border-line-strong bg-surface px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 space-y-1">
          <div className="break-words">
            <Checkbox
              label={draft.name}
              checked={isChosen}
              disabled={!state.isReady}
              onChange={(event) => onChoose(event.target.checked)}
            />
          </div>
          <p className="flex flex-wrap items-center gap-x-2 text-label text-muted">
            <StatePill tone={state.tone}>{state.word}</StatePill>
            <span>{providerWord(draft.provider)}</span>
            {line === undefined ? null : (
              <button
                type="button"
                className="figures rounded-[4px] text-accent hover:underline touch:min-h-11"
                onClick={() => onShowLine(line)}
              >
                line {line}
                {draft.lines.length > 1 ? ` and ${draft.lines.length - 1} more` : ''}
              </button>
            )}
          </p>
        </div>
        {draft.document === null ? null : (
          <Button size="small" onClick={onOpen}>
            {state.isReady ? 'Edit in the form' : 'Finish in the form'}
          </Button>
        )}
      </div>
      {draft.document === null ? null : (
        <dl className="grid gap-x-6 gap-y-1 text-table sm:grid-cols-[11rem_minmax(0,1fr)]">
          {specLines(draft.document.spec).map(([field, value]) => (
            <div key={field} className="contents">
              <dt className="break-words text-muted max-sm:text-label">{specFieldWord(field)}</dt>
              <dd className="min-w-0 max-sm:pb-1.5">
                <code className="text-mono [overflow-wrap:anywhere]">{value}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Targets draft={draft} />
      {draft.violations.length === 0 ? null : (
        <ul className="space-y-1">
          {draft.violations.map((one) => (
            <li key={`${one.pointer}${one.message}`} className="flex gap-2 text-label text-bad-ink">
              <StateShape tone="bad" className="mt-0.5" />
              <span className="min-w-0 break-words">
                {one.message} {one.remedy === null ? null : <span className="text-muted">{one.remedy}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

function Targets({ draft }: { draft: ImportedDraft }) {
  if (draft.selector?.kind === 'clauses') {
    return <p className="text-label text-muted">Selects by account, region, type or tag, also in future.</p>
  }
  const problems = draft.targets.filter((one) => one.problem !== null)
  const found = draft.targets.filter((one) => one.problem === null)
  const [first] = found
  return (
    <div className="space-y-1.5">
      <p className="figures text-label text-muted">
        {draft.targetCount === 0 || first === undefined
          ? 'No target found.'
          : `${countOf(draft.targetCount, typeWord(first.type), typePlural(first.type))}: ${found
              .slice(0, 5)
              .map((one) => one.name ?? one.externalId)
              .join(', ')}${draft.targetCount > 5 ? `, and ${draft.targetCount - 5} more` : ''}`}
      </p>
      {found.some((one) => one.flowLogId !== null) ? (
        <p className="text-label text-muted">
          The document names flow logs that exist. Weir leaves them alone; the plan says where one is in the way.
        </p>
      ) : null}
      {problems.length === 0 ? null : (
        <ul className="space-y-1">
          {problems.map((one) => (
            <li key={`${one.externalId}${one.region ?? ''}`} className="flex gap-2 text-label">
              <StateShape tone="warning" className="mt-0.5" />
              <span className="min-w-0 break-words">
                <code className="text-mono">{one.externalId}</code> {one.problem}
              </span>
            </li>
          ))}
          {draft.problemCount > problems.length ? (
            <li className="figures text-label text-muted">and {draft.problemCount - problems.length} more</li>
          ) : null}
        </ul>
      )}
      {draft.withoutTarget === 0 ? null : (
        <p className="flex gap-2 text-label">
          <StateShape tone="warning" className="mt-0.5" />
          {countOf(draft.withoutTarget, 'flow log names', 'flow logs name')} no target that can be read.
        </p>
      )}
    </div>
  )
}
