'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { SelectField } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import type { RecordFilterInput } from '@/lib/http/schemas/records'

/** How far back people look, in seconds. */
export const SPANS = ['900', '3600', '21600', '86400', '604800'] as const
export type Span = (typeof SPANS)[number]

const SPAN_WORDS: Readonly<Record<Span, string>> = {
  900: 'Last 15 minutes',
  3600: 'Last hour',
  21600: 'Last 6 hours',
  86400: 'Last 24 hours',
  604800: 'Last 7 days',
}

const ACTIONS = [
  { value: 'any', label: 'Accepted and rejected' },
  { value: 'ACCEPT', label: 'Accepted' },
  { value: 'REJECT', label: 'Rejected' },
] as const

/** What of the records is wanted. Texts are sent with Enter or the button, choices at once. */
export function RecordFilterForm({
  span,
  filter,
  hasAction,
  isReading,
  onChange,
}: {
  span: Span
  filter: RecordFilterInput
  hasAction: boolean
  isReading: boolean
  onChange: (span: Span, filter: RecordFilterInput) => void
}) {
  const [draft, setDraft] = useState({
    address: filter.address ?? '',
    port: filter.port === undefined ? '' : String(filter.port),
    protocol: filter.protocol ?? '',
  })
  const isPortWrong = draft.port !== '' && !(/^\d{1,5}$/.test(draft.port) && Number(draft.port) <= 65_535)
  const send = (nextSpan: Span, action: RecordFilterInput['action']) => {
    if (isPortWrong) return
    onChange(nextSpan, {
      ...(filter.status === undefined ? {} : { status: filter.status }),
      ...(draft.address.trim() === '' ? {} : { address: draft.address.trim() }),
      ...(draft.port === '' ? {} : { port: Number(draft.port) }),
      ...(draft.protocol.trim() === '' ? {} : { protocol: draft.protocol.trim() }),
      ...(action === undefined ? {} : { action }),
    })
  }
  return (
    <form
      className="grid grid-cols-2 items-end gap-3 md:flex md:flex-wrap"
      onSubmit={(event) => {
        event.preventDefault()
        send(span, filter.action)
      }}
    >
      <SelectField
        label="Time"
        value={span}
        options={SPANS.map((value) => ({ value, label: SPAN_WORDS[value] }))}
        onChange={(next) => send(next, filter.action)}
      />
      {hasAction ? (
        <SelectField
          label="Action"
          value={filter.action ?? 'any'}
          options={ACTIONS}
          onChange={(next) => send(span, next === 'any' ? undefined : next)}
        />
      ) : null}
      <div className="md:w-52">
        <TextField
          label="Address"
          placeholder="10.0.0.0/16"
          mono
          maxLength={100}
          value={draft.address}
          onChange={(event) => setDraft({ ...draft, address: event.target.value })}
        />
      </div>
      <div className="md:w-28">
        <TextField
          label="Port"
          placeholder="443"
          mono
          inputMode="numeric"
          maxLength={5}
          error={isPortWrong ? '0 to 65535' : undefined}
          value={draft.port}
          onChange={(event) => setDraft({ ...draft, port: event.target.value.trim() })}
        />
      </div>
      <div className="md:w-28">
        <TextField
          label="Protocol"
          placeholder="tcp"
          mono
          maxLength={100}
          value={draft.protocol}
          onChange={(event) => setDraft({ ...draft, protocol: event.target.value })}
        />
      </div>
      <Button type="submit" isBusy={isReading}>
        Read
      </Button>
    </form>
  )
}
