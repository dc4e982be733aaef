'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { callApi, read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { ConsequenceDialog } from '@/components/ui/consequence-dialog'
import { CodeBlock } from '@/components/ui/copy-text'
import { Skeleton } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { countOf, typePlural, typeWord } from '@/components/words/nouns'

/** Names what deleting one of our flow logs would lose. It opens a change request; nothing is deleted before that is approved. */
export function DeleteDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const router = useRouter()
  const consequence = useQuery(read('GET /flow-logs/{id}/consequence', { params: { id } }))
  const remove = useMutation({
    mutationFn: () => callApi('POST /flow-logs/{id}/delete', { params: { id }, body: {} }),
    onSuccess: (request) => router.push(`/changes/${request.id}`),
  })
  const { data } = consequence
  const error = consequence.error ?? remove.error
  return (
    <ConsequenceDialog
      isOpen
      onClose={onClose}
      title="Delete this flow log"
      verb="Propose the deletion"
      isBusy={remove.isPending || data === undefined || !data.canDelete}
      onConfirm={() => remove.mutate()}
    >
      {error === null ? null : <ProblemPanel problem={problemOfError(error)} />}
      {data === undefined ? (
        error === null ? (
          <Skeleton className="h-16 w-full" />
        ) : null
      ) : (
        <>
          <p className="font-medium">{data.message}</p>
          {data.because === null ? null : <p className="text-bad-ink">{data.because}</p>}
          {data.losing.length === 0 ? null : (
            <ul className="figures list-inside list-disc text-table text-muted">
              {data.losing.map((one) => (
                <li key={one.type}>{countOf(one.count, typeWord(one.type), typePlural(one.type))} lose coverage</li>
              ))}
            </ul>
          )}
          {data.destination === null ? null : (
            <p className="text-table text-muted">
              Existing records stay in <code className="text-mono break-all">{data.destination}</code>.
            </p>
          )}
          {data.configuration === null ? null : (
            <p className="text-table text-muted">
              The configuration {data.configuration.name} excludes this target from then on, or the next pass would
              bring the flow log back.
            </p>
          )}
          {data.equivalentCommand === null ? null : (
            <CodeBlock label="Command" code={data.equivalentCommand} isWrapped />
          )}
        </>
      )}
    </ConsequenceDialog>
  )
}
