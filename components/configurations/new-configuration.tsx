'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { PageHead, ScrollPage } from '@/components/console/page-frame'
import { read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { RESOURCE_FILTERS } from '@/components/resources/resource-filters'
import { Skeleton } from '@/components/ui/empty-state'
import { SegmentedField } from '@/components/ui/choice'
import { ProblemPanel } from '@/components/ui/problem-panel'
import type { ImportedDraft } from '@/lib/http/schemas/interchange'
import { ConfigurationForm } from './configuration-form'
import { draftOf, newDraft, type Draft } from './draft'
import { clausesOfFilters } from './filter-clauses'
import { useStartTargets } from './use-start-targets'

const ImportPanel = dynamic(
  () => import('@/components/interchange/import-panel').then((module) => module.ImportPanel),
  {
    // Not before it can take what is pasted: a text typed into a page that is not awake yet would be lost.
    ssr: false,
    loading: () => <Skeleton className="mx-6 h-96" />,
  },
)

/** What one begins with: an empty form, or a document somebody has already. */
const STARTS = ['form', 'document'] as const

const subscribeNever = () => () => undefined

/** Creates flow logs: from rows picked in a list, from its filters, or from nothing. */
export function NewConfiguration() {
  const params = useSearchParams()
  const isInBrowser = useSyncExternalStore(
    subscribeNever,
    () => true,
    () => false,
  )
  const filters = useMemo(() => filtersOf(params), [params])
  const providers = useQuery({ ...read('GET /providers', {}), staleTime: Infinity })
  const start = useStartTargets(params, filters, isInBrowser)
  const error = providers.error ?? start.error
  const items = providers.data?.items ?? []
  const cloud = items.find((one) => one.families.some((two) => two.family === start.family)) ?? items[0]
  const family = cloud?.families.find((one) => one.family === start.family) ?? cloud?.families[0]
  const fromFilters = clausesOfFilters(filters)
  const [from, setFrom] = useQueryState('from', parseAsStringLiteral(STARTS).withDefault('form'))
  const [opened, setOpened] = useState<Draft | null>(null)
  const choice = useRef<HTMLDivElement | null>(null)
  return (
    <ScrollPage>
      <PageHead
        title="Create flow log"
        sentence="Say what must be logged and where the records go. Weir plans it; nothing changes before the plan is approved."
      />
      <div ref={choice} className="px-4 pb-5 md:px-6">
        <SegmentedField
          label="Start from"
          value={from}
          onChange={(next) => void setFrom(next)}
          options={[
            { value: 'form', label: 'The form' },
            { value: 'document', label: 'A document you have' },
          ]}
        />
      </div>
      {error === null ? null : (
        <div className="px-4 md:px-6">
          <ProblemPanel problem={problemOfError(error)} />
        </div>
      )}
      {/* Kept while the form is open, so that one comes back to the document as one left it. */}
      <div hidden={from !== 'document'}>
        {from === 'document' || opened !== null ? (
          <ImportPanel
            onOpen={(draft) => {
              setOpened(openedDraft(draft))
              void setFrom('form')
              // The form begins where the document began, not in the middle.
              choice.current?.scrollIntoView({ block: 'center' })
            }}
          />
        ) : null}
      </div>
      {from === 'document' ? null : cloud === undefined || family === undefined || start.targets === null ? (
        error === null ? (
          <Skeleton className="mx-6 h-96" />
        ) : null
      ) : (
        <ConfigurationForm
          key={opened === null ? 'new' : `${opened.family}/${opened.name}`}
          providers={items}
          initial={opened ?? newDraft(cloud, family, start.targets)}
          clauses={fromFilters.clauses}
          dropped={fromFilters.dropped}
          edited={null}
        />
      )}
    </ScrollPage>
  )
}

/** A draft of a document as the form begins with it; where no target was found, one chooses. */
function openedDraft({ document, selector }: ImportedDraft): Draft | null {
  if (document === null) return null
  return draftOf({ ...document, selector: selector ?? { kind: 'clauses', clauses: [], excludes: [] } })
}

/** The list's filters as they came in the address. */
function filtersOf(params: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries(
    [...RESOURCE_FILTERS, 'q']
      .map((name) => [name, params.getAll(name)] as const)
      .filter(([, list]) => list.length > 0),
  )
}
