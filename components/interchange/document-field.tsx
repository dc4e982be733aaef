'use client'

import { FileUp } from 'lucide-react'
import { useRef, useState, type DragEvent, type RefObject } from 'react'
import { Button } from '@/components/ui/button'
import { TextAreaField } from '@/components/ui/field'
import { MAX_IMPORT_LENGTH } from '@/lib/http/schemas/limits'

/** A document to read: pasted, dropped, or chosen from the disk. It never leaves the page before it is read. */
export function DocumentField({
  text,
  onChange,
  area,
}: {
  text: string
  onChange: (text: string, isWhole: boolean) => void
  /** The field itself, so that a note can lead to its line. */
  area: RefObject<HTMLDivElement | null>
}) {
  const [isOver, setIsOver] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const chooser = useRef<HTMLInputElement | null>(null)
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    if (file.size > MAX_IMPORT_LENGTH * 4) {
      setError(`${file.name} is too long for a browser. “weir import” on the command line reads 16 MB.`)
      return
    }
    const content = await file.text()
    if (content.includes('\u0000')) {
      setError(`${file.name} is no text.`)
      return
    }
    setError(null)
    onChange(content, true)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <div
      ref={area}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={`rounded-md ${isOver ? 'outline-2 outline-offset-4 outline-accent outline-dashed' : ''}`}
    >
      <TextAreaField
        label="Document"
        isRequired
        mono
        rows={14}
        wrap="off"
        value={text}
        error={
          text.length > MAX_IMPORT_LENGTH
            ? 'Too long for a browser. “weir import” on the command line reads 16 MB.'
            : error
        }
        help={isOver ? 'Let go to read it.' : 'Paste it, drop a file here, or choose one.'}
        placeholder={PLACEHOLDER}
        onChange={(event) => {
          setError(null)
          onChange(event.target.value, false)
        }}
        aside={
          <Button size="small" onClick={() => chooser.current?.click()}>
            <FileUp aria-hidden className="size-3.5" /> Choose file
          </Button>
        }
      />
      <input
        ref={chooser}
        type="file"
        className="hidden"
        aria-label="Choose a document"
        tabIndex={-1}
        accept=".tf,.hcl,.tfstate,.json,.yaml,.yml,.template,.sh,.txt,text/*"
        onChange={(event) => {
          void take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
    </div>
  )
}

const PLACEHOLDER = `resource "aws_flow_log" "main" {
  vpc_id               = "vpc-0a1b2c3d4e5f60718"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::central-logs"
}`
