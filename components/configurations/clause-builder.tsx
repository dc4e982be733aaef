'use client'

import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '@/components/ui/button'
import { Select } from '@/components/ui/choice'
import { CONTROL } from '@/components/ui/field'
import { typePlural } from '@/components/words/nouns'
import type { SelectorClause } from '@/lib/domain/configuration'
import type { ResourceType } from '@/lib/domain/resource'
import type { ResourceFacets } from '@/lib/http/schemas/resources'
import type { FamilyView } from './draft'
import { ValuePicker } from './value-picker'

type On = SelectorClause['on']

const ON_WORD: Record<On, string> = {
  account: 'Account',
  region: 'Region',
  type: 'Type',
  attachmentKind: 'Attachment kind',
  tag: 'Tag',
}

/** Every clause must hold, each by one of its values. */
export function ClauseBuilder({
  clauses,
  family,
  facets,
  onChange,
}: {
  clauses: readonly SelectorClause[]
  family: FamilyView
  facets: ResourceFacets | undefined
  onChange: (clauses: readonly SelectorClause[]) => void
}) {
  const set = (index: number, clause: SelectorClause) =>
    onChange(clauses.map((one, at) => (at === index ? clause : one)))
  const used = new Set<On>(clauses.filter((clause) => clause.on !== 'tag').map((clause) => clause.on))
  const free = (Object.keys(ON_WORD) as On[]).filter((on) => !used.has(on))
  return (
    <div className="space-y-2">
      {clauses.map((clause, index) => (
        <div key={index} role="group" aria-label={`Clause ${index + 1}`} className="flex items-start gap-2">
          <span className="w-10 shrink-0 pt-1.5 text-right text-label text-muted">{index === 0 ? 'where' : 'and'}</span>
          <div className="grid min-w-0 flex-1 gap-1.5 sm:grid-cols-[140px_minmax(0,1fr)]">
            <Select
              aria-label={`What clause ${index + 1} is about`}
              value={clause.on}
              onChange={(event) => set(index, emptyClause(event.target.value as On))}
            >
              {(Object.keys(ON_WORD) as On[])
                .filter((on) => on === clause.on || on === 'tag' || free.includes(on))
                .map((on) => (
                  <option key={on} value={on}>
                    {ON_WORD[on]}
                  </option>
                ))}
            </Select>
            <ClauseValues clause={clause} family={family} facets={facets} onChange={(next) => set(index, next)} />
          </div>
          <IconButton
            label={`Remove clause ${index + 1}`}
            onClick={() => onChange(clauses.filter((_, at) => at !== index))}
          >
            <X className="size-4" />
          </IconButton>
        </div>
      ))}
      <Button
        size="small"
        look={clauses.length === 0 ? 'secondary' : 'quiet'}
        onClick={() => onChange([...clauses, emptyClause(free[0] ?? 'tag')])}
      >
        <Plus aria-hidden className="size-3.5" /> Add a clause
      </Button>
    </div>
  )
}

function emptyClause(on: On): SelectorClause {
  if (on === 'tag') return { on, key: '', values: [] }
  if (on === 'type') return { on, values: [] }
  return { on, values: [] }
}

function ClauseValues({
  clause,
  family,
  facets,
  onChange,
}: {
  clause: SelectorClause
  family: FamilyView
  facets: ResourceFacets | undefined
  onChange: (clause: SelectorClause) => void
}) {
  switch (clause.on) {
    case 'tag':
      return <TagClause clause={clause} onChange={onChange} />
    case 'type':
      return (
        <ValuePicker
          label="Types"
          values={clause.values}
          options={family.targetTypes.map((type) => ({ value: type, label: typePlural(type) }))}
          onChange={(values) => onChange({ on: 'type', values: values as ResourceType[] })}
        />
      )
    case 'account':
    case 'region':
    case 'attachmentKind':
      return (
        <ValuePicker
          label={ON_WORD[clause.on]}
          values={clause.values}
          canType
          options={(facets?.[clause.on] ?? []).map(({ value, label, count }) => ({
            value,
            label: label ?? value,
            count,
          }))}
          onChange={(values) => onChange({ on: clause.on, values })}
        />
      )
  }
}

function TagClause({
  clause,
  onChange,
}: {
  clause: Extract<SelectorClause, { on: 'tag' }>
  onChange: (clause: SelectorClause) => void
}) {
  const [text, setText] = useState(clause.values.join(', '))
  return (
    <div className="flex items-center gap-1.5">
      <input
        aria-label="Tag key"
        placeholder="env"
        value={clause.key}
        maxLength={128}
        spellCheck={false}
        onChange={(event) => onChange({ ...clause, key: event.target.value })}
        className={`${CONTROL} h-8 font-mono text-mono`}
      />
      <span aria-hidden className="text-faint">
        =
      </span>
      <input
        aria-label="Tag values, separated by commas"
        placeholder="prod, staging"
        value={text}
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value)
          const values = event.target.value.split(',').map((one) => one.trim())
          onChange({ ...clause, values: values.filter((one) => one !== '') })
        }}
        className={`${CONTROL} h-8 font-mono text-mono`}
      />
    </div>
  )
}
