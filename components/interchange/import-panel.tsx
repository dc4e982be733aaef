'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { SelectField } from '@/components/ui/choice'
import { TextAreaField } from '@/components/ui/field'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { countOf } from '@/components/words/nouns'
import type { ImportedDraft, ImportInput, ImportPreview } from '@/lib/http/schemas/interchange'
import { DocumentField } from './document-field'
import { DraftCard } from './draft-card'
import { draftState, importSentence } from './draft-state'
import { MAX_CHANGE_ITEMS, MAX_IMPORT_LENGTH } from '@/lib/http/schemas/limits'
import { NoteList } from './note-list'

type Format = NonNullable<ImportInput['format']>

const FORMATS: readonly { readonly value: Format; readonly label: string }[] = [
  { value: 'auto', label: 'Find out' },
  { value: 'hcl', label: 'Terraform configuration' },
  { value: 'tfstate', label: 'Terraform state' },
  { value: 'cloudformation', label: 'CloudFormation template' },
  { value: 'command', label: 'Command line (aws, aliyun)' },
  { value: 'cli-json', label: 'Request parameters (JSON, YAML)' },
  { value: 'weir', label: 'Weir YAML' },
]

/** Reads a document somebody has, shows what was understood and what was not, and proposes what is chosen of it. */
export function ImportPanel({ onOpen }: { onOpen: (draft: ImportedDraft) => void }) {
  const [text, setText] = useState('')
  const [format, setFormat] = useState<Format>('auto')
  const area = useRef<HTMLDivElement | null>(null)
  const preview = useMutation({
    mutationFn: (input: { text: string; format: Format }) => callApi('POST /imports', { body: input }),
  })
  const isUsable = text.trim() !== '' && text.length <= MAX_IMPORT_LENGTH
  const read = (next: string) => preview.mutate({ text: next, format })
  const showLine = (line: number) => {
    const field = area.current?.querySelector('textarea')
    if (field !== null && field !== undefined) selectLine(field, line)
  }
  return (
    <div className="w-full max-w-4xl space-y-6 px-4 pb-10 md:px-6">
      <DocumentField
        text={text}
        area={area}
        onChange={(next, isWhole) => {
          setText(next)
          if (isWhole && next.trim() !== '' && next.length <= MAX_IMPORT_LENGTH) read(next)
          else preview.reset()
        }}
      />
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-64 max-w-full">
          <SelectField label="What it is" value={format} options={FORMATS} onChange={setFormat} />
        </div>
        <Button look="primary" disabled={!isUsable} isBusy={preview.isPending} onClick={() => read(text)}>
          Read document
        </Button>
      </div>
      <div aria-live="polite">
        {preview.error === null ? null : <ProblemPanel problem={problemOfError(preview.error)} />}
        {preview.data === undefined ? null : (
          <Understood key={preview.submittedAt} preview={preview.data} onOpen={onOpen} onShowLine={showLine} />
        )}
      </div>
    </div>
  )
}

function Understood({
  preview,
  onOpen,
  onShowLine,
}: {
  preview: ImportPreview
  onOpen: (draft: ImportedDraft) => void
  onShowLine: (line: number) => void
}) {
  const router = useRouter()
  const [reason, setReason] = useState('')
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const ready = preview.drafts
    .map((draft, index) => ({ draft, index }))
    .filter(({ draft }) => draftState(draft).isReady)
  const chosen = ready.filter(({ index }) => !left.has(index))
  const propose = useMutation({
    mutationFn: () =>
      callApi('POST /change-requests', {
        body: {
          reason,
          items: chosen.flatMap(({ draft: { document, selector } }) =>
            document === null || selector === null
              ? []
              : [{ op: 'create' as const, document: { ...document, selector } }],
          ),
        },
      }),
    onSuccess: (request) => router.push(`/changes/${request.id}`),
  })
  return (
    <section aria-label="What was understood" className="space-y-5">
      <h2 className="text-lead font-semibold">{importSentence(preview)}</h2>
      <NoteList notes={preview.notes} onShowLine={onShowLine} />
      {preview.drafts.length === 0 ? null : (
        <ul className="space-y-3">
          {preview.drafts.map((draft, index) => (
            <DraftCard
              key={index}
              draft={draft}
              isChosen={draftState(draft).isReady && !left.has(index)}
              onChoose={(isChosen) =>
                setLeft((before) => {
                  const next = new Set(before)
                  if (isChosen) next.delete(index)
                  else next.add(index)
                  return next
                })
              }
              onOpen={() => onOpen(draft)}
              onShowLine={onShowLine}
            />
          ))}
        </ul>
      )}
      {ready.length === 0 ? null : (
        <div className="max-w-2xl space-y-4 border-t border-line pt-5">
          <TextAreaField
            label="Reason"
            help="For whoever approves it, and for whoever reads it in a year."
            value={reason}
            maxLength={4000}
            onChange={(event) => setReason(event.target.value)}
          />
          {propose.error === null ? null : <ProblemPanel problem={problemOfError(propose.error)} />}
          <div className="flex flex-wrap items-center gap-3">
            <Button
              look="primary"
              size="large"
              disabled={chosen.length === 0 || chosen.length > MAX_CHANGE_ITEMS}
              isBusy={propose.isPending}
              onClick={() => propose.mutate()}
            >
              {chosen.length === 1 ? 'Plan this Configuration' : `Plan ${chosen.length} Configurations`}
            </Button>
            <p className="text-label text-muted">
              {chosen.length > MAX_CHANGE_ITEMS
                ? `One request holds ${MAX_CHANGE_ITEMS}: leave out ${countOf(chosen.length - MAX_CHANGE_ITEMS, 'Configuration', 'Configurations')}.`
                : 'The next page shows the plan; nothing is changed before it is approved.'}
            </p>
          </div>
        </div>
      )}
    </section>
  )
}

/** Puts the caret on a line and scrolls there. */
function selectLine(field: HTMLTextAreaElement, line: number): void {
  const lines = field.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
  field.focus()
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  const height = field.scrollHeight / Math.max(1, lines.length)
  field.scrollTop = Math.max(0, (line - 4) * height)
  field.scrollIntoView({ block: 'nearest' })
}
