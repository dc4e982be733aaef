'use client'

import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { SelectField } from '@/components/ui/choice'
import { CodeBlock } from '@/components/ui/copy-text'
import { Dialog } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import type { ExportAnswer } from '@/lib/http/schemas/interchange'
import { type ExportedThing, formatsFor } from './export-formats'
import { NoteList } from './note-list'

/** A document to copy or to download, in the format of one's choice, with what that format cannot say. */
export function ExportDialog({ thing, onClose }: { thing: ExportedThing; onClose: () => void }) {
  const formats = formatsFor(thing)
  const [format, setFormat] = useState<ExportAnswer['format']>('hcl')
  const [chosenPart, setChosenPart] = useState(0)
  const request = { params: { id: thing.id }, query: { format } }
  const { data, error } = useQuery(
    thing.kind === 'configuration'
      ? read('GET /configurations/{id}/export', request)
      : read('GET /flow-logs/{id}/export', request),
  )
  const part = data?.parts[chosenPart] ?? data?.parts[0]
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Export"
      width="wide"
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            look="primary"
            disabled={part === undefined}
            onClick={() => (part === undefined ? undefined : save(part.fileName, part.text, data?.mediaType ?? ''))}
          >
            <Download aria-hidden className="size-3.5" /> Download
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField
            label="Format"
            value={format}
            options={formats}
            onChange={(next) => {
              setFormat(next)
              setChosenPart(0)
            }}
          />
          {data === undefined || data.parts.length < 2 ? null : (
            <SelectField
              label="Account and region"
              value={String(chosenPart)}
              options={data.parts.map((one, index) => ({ value: String(index), label: one.place ?? one.fileName }))}
              onChange={(next) => setChosenPart(Number(next))}
            />
          )}
        </div>
        {error === null ? null : <ProblemPanel problem={problemOfError(error)} />}
        {data === undefined && error === null ? <Skeleton className="h-64 w-full" /> : null}
        {part === undefined ? null : <CodeBlock label={part.fileName} code={part.text.trimEnd()} />}
        {data === undefined ? null : <NoteList notes={data.notes} />}
      </div>
    </Dialog>
  )
}

/** Hands a text to the browser as a file. */
function save(fileName: string, text: string, mediaType: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}
