'use client'

import { useState } from 'react'
import { SelectField } from '@/components/ui/choice'
import { CodeBlock } from '@/components/ui/copy-text'
import { Section } from '@/components/ui/facts'
import type { RecordsView } from '@/lib/http/schemas/records'

const LANGUAGE: Readonly<Record<RecordsView['queries'][number]['language'], string>> = {
  'logs-insights': 'CloudWatch Logs Insights',
  athena: 'Athena',
  sls: 'Simple Log Service',
}

/** Queries for this log's own format and place, ready to be copied: for more than a page of records. */
export function ReadyQueries({ queries }: { queries: RecordsView['queries'] }) {
  const [chosen, setChosen] = useState(queries[0]?.id ?? '')
  const query = queries.find(({ id }) => id === chosen) ?? queries[0]
  if (query === undefined) return null
  return (
    <Section title={`Queries for ${LANGUAGE[query.language]}`}>
      <div className="max-w-sm">
        <SelectField
          label="Question"
          value={query.id}
          options={queries.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={setChosen}
        />
      </div>
      {query.hint === null ? null : <p className="text-label text-muted">{query.hint}</p>}
      <CodeBlock label="Query" code={query.text} isWrapped />
    </Section>
  )
}
