'use client'

import { useMemo, useState } from 'react'
import { SegmentedField } from '@/components/ui/choice'
import { TextAreaField } from '@/components/ui/field'
import { awsFormat, defaultAwsFormat, parseAwsFormat } from '@/lib/domain/aws/formats'
import { TRANSIT_GATEWAY_FIELDS } from '@/lib/domain/aws/transit-gateway-fields'
import { VPC_FIELDS } from '@/lib/domain/aws/vpc-fields'
import { CEN_FIELDS, CEN_FORMAT_PREFIX, cenFormat, parseCenFormat } from '@/lib/domain/cen/fields'
import type { RecordField } from '@/lib/domain/record-field'
import type { TargetFamily } from '@/lib/domain/resource'

interface Dialect {
  readonly fields: readonly RecordField[]
  readonly parse: (format: string) => readonly string[] | null
  readonly format: (ids: readonly string[]) => string
  /** What a custom format begins with. */
  readonly start: string
}

const DIALECTS: Record<TargetFamily, Dialect> = {
  'aws-vpc': { fields: VPC_FIELDS, parse: parseAwsFormat, format: awsFormat, start: defaultAwsFormat('aws-vpc') },
  'aws-transit-gateway': {
    fields: TRANSIT_GATEWAY_FIELDS,
    parse: parseAwsFormat,
    format: awsFormat,
    start: defaultAwsFormat('aws-transit-gateway'),
  },
  cen: { fields: CEN_FIELDS, parse: parseCenFormat, format: cenFormat, start: CEN_FORMAT_PREFIX },
}

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
  error: string
  family: TargetFamily
  value: string | null
  maxLength: number | null
  onChange: (format: string | null) => void
}) {
  const dialect = DIALECTS[family]
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
  const sample = (chosen ?? []).map((id) => dialect.fields.find((field) => field.id === id)?.sample ?? '-').join(' ')
  return (
    <div className="space-y-2">
      <SegmentedField
        label={label}
        value={value === null ? 'default' : 'custom'}
        options={[
          { value: 'default', label: 'The cloud’s default' },
          { value: 'custom', label: 'Chosen fields' },
        ]}
        onChange={(next) => onChange(next === 'default' ? null : dialect.start)}
        help={value === null ? 'The default format, as the cloud defines it.' : help}
      />
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
          {sample === '' ? null : (
            <p className="text-label text-muted">
              Sample record: <code className="text-mono break-all text-ink">{sample}</code>
            </p>
          )}
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
                      <span className="min-w-0 flex-1 text-label text-muted">{field.meaning}</span>
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
