'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCrumb } from '@/components/console/crumbs'
import { PageHead, ScrollPage } from '@/components/console/page-frame'
import { read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Skeleton } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import type { ConfigurationDetail } from '@/lib/http/schemas/configurations'
import { ConfigurationForm } from './configuration-form'
import { draftOf } from './draft'

/** Edits a Configuration. The draft stays on the generation it was opened with; a newer one is said, not overwritten. */
export function EditConfiguration({ id }: { id: string }) {
  const providers = useQuery({ ...read('GET /providers', {}), staleTime: Infinity })
  const { data, error } = useQuery(read('GET /configurations/{id}', { params: { id } }))
  useCrumb(data?.name ?? null)
  return (
    <ScrollPage>
      <PageHead
        title={data === undefined ? 'Edit configuration' : `Edit ${data.name}`}
        sentence="The change becomes a plan first; nothing changes before it is approved."
      />
      {error === null || data !== undefined ? null : (
        <div className="px-4 md:px-6">
          <ProblemPanel problem={problemOfError(error)} />
        </div>
      )}
      {data === undefined || providers.data === undefined ? (
        <Skeleton className="mx-6 h-96" />
      ) : (
        <Loaded newest={data} providers={providers.data.items} />
      )}
    </ScrollPage>
  )
}

function Loaded({
  newest,
  providers,
}: {
  newest: ConfigurationDetail
  providers: Parameters<typeof ConfigurationForm>[0]['providers']
}) {
  const [opened] = useState(newest)
  return (
    <>
      {newest.generation === opened.generation ? null : (
        <div className="px-4 pb-4 md:px-6">
          <ProblemPanel
            tone="warning"
            problem={{
              message: `Generation ${newest.generation} was approved while this form was open.`,
              cause: `What is written here is based on generation ${opened.generation}; its plan would be stale.`,
              remedy: 'Copy what you need from the YAML view, then open the form again.',
            }}
          />
        </div>
      )}
      <ConfigurationForm
        providers={providers}
        initial={draftOf(opened.document)}
        dropped={[]}
        edited={{ id: opened.id, generation: opened.generation }}
      />
    </>
  )
}
