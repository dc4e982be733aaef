'use client'

import { useMemo, useState, type ReactNode } from 'react'
import { SegmentedField } from '@/components/ui/choice'
import { TextAreaField } from '@/components/ui/field'
import { formatPresets } from '@/lib/domain/format-presets'
import { RECORD_DIALECTS, sampleRecord } from '@/lib/domain/record-catalogue'
import type { RecordField } from '@/lib/domain/record-field'
import type { TargetFamily } from '@/lib/domain/resource'

/** The record format: the cloud's default, or fields picked from its catalogue with a line of sample values. */
export function FormatField({
  label,
  help,
  error,
  family,
  value,
  maxLength,
  onChange,
}: {
  label: string
  help: string
  error: ReactNode
  family: TargetFamily
  value: string | null
  maxLength: number | null
  onChange: (format: string | null) => void
}) {
  const dialect = RECORD_DIALECTS[family]
  // Where the default holds every field, everything is no choice of its own.
  const presets = formatPresets(family).filter(({ id, format }) => id === 'default' || format !== null)
  const [isOwnChoice, setIsOwnChoice] = useState(false)
  const chosen = useMemo(() => (value === null ? [] : dialect.parse(value)), [value, dialect])
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const offered = dialect.fields.filter(
    (field) => field.id.includes(wanted) || field.meaning.toLowerCase().includes(wanted),
  )
  const toggle = (id: string) => {
    if (chosen === null) return
    onChange(dialect.format(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]))
  }
  const preset = presets.find(({ format }) => format === value)
  const shown = value === null ? (preset?.fields ?? []) : (chosen ?? [])
  const sample = shown.length === 0 ? '' : sampleRecord(family, shown)
  const permissions = dialect.fields.filter(({ id }) => shown.includes(id)).flatMap((field) => field.permissions)
  return (
    <div className="space-y-2">
      <SegmentedField
        label={label}
        value={isOwnChoice && value !== null ? 'custom' : (preset?.id ?? 'custom')}
        options={[
          ...presets.map(({ id, label: name }) => ({ value: id, label: name })),
          { value: 'custom', label: 'Chosen fields' },
        ]}
        onChange={(next) => {
          setIsOwnChoice(next === 'custom')
          const format = presets.find(({ id }) => id === next)?.format ?? null
          onChange(next === 'custom' ? (value ?? dialect.start) : format)
        }}
        help={isOwnChoice ? help : (preset?.purpose ?? help)}
      />
      {sample === '' ? null : (
        <p className="text-label text-muted">
          Sample record: <code className="text-mono [overflow-wrap:anywhere] text-ink">{sample}</code>
        </p>
      )}
      {permissions.length === 0 ? null : (
        <p className="text-label text-muted">
          Whoever creates such a log also needs {[...new Set(permissions)].join(', ')}.
        </p>
      )}
      {value === null ? null : (
        <>
          <TextAreaField
            label="Fields, in order"
            isRequired
            mono
            rows={4}
            value={value}
            maxLength={maxLength ?? undefined}
            error={error}
            onChange={(event) => onChange(event.target.value)}
          />
          <div className="rounded-md border border-line">
            <input
              type="search"
              aria-label="Search the fields"
              placeholder={`Search ${dialect.fields.length} fields`}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              className="w-full border-b border-line bg-transparent px-3 py-1.5 text-table"
            />
            <ul className="scroll-quiet max-h-56 overflow-y-auto p-1" aria-label="Fields of a record">
              {offered.map((field) => {
                const isOn = chosen?.includes(field.id) === true
                return (
                  <li key={field.id}>
                    <button
                      type="button"
                      aria-pressed={isOn}
                      disabled={chosen === null}
                      onClick={() => toggle(field.id)}
                      className="flex w-full items-baseline gap-3 rounded-[4px] px-2 py-1 text-left text-table hover:bg-hover aria-pressed:bg-selected"
                    >
                      <code className="w-44 shrink-0 truncate text-mono">{field.id}</code>
                      <span className="min-w-0 flex-1 text-label text-muted">{explain(field)}</span>
                      {field.version === 0 ? null : (
                        <span className="shrink-0 text-label text-faint">v{field.version}</span>
                      )}
                    </button>
                  </li>
                )
              })}
            </ul>
          </div>
        </>
      )}
    </div>
  )
}

/** What a field means, with the few values it can have and what people get wrong about it. */
function explain({ meaning, values, unit, caveat }: RecordField): string {
  const few = values.length > 0 && values.length <= 8 ? values.map(({ value }) => value).join(', ') : ''
  const more = [few, unit ?? '', caveat ?? ''].filter((part) => part !== '' && !meaning.endsWith(part))
  return [meaning, ...more].map((part) => part.replace(/\.$/, '')).join('. ')
}
