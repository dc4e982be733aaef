'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callApi, read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { ConsequenceDialog } from '@/components/ui/consequence-dialog'
import { CodeBlock } from '@/components/ui/copy-text'
import { Skeleton } from '@/components/ui/empty-state'
import { TextField } from '@/components/ui/field'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { countOf, typePlural, typeWord } from '@/components/words/nouns'
import type { FlowLogConsequence, FlowLogDetail } from '@/lib/http/schemas/flow-logs'

/** Names what deleting one of our flow logs would lose. It opens a change request; nothing is deleted before that is approved. */
export function DeleteDialog({ log, onClose }: { log: FlowLogDetail; onClose: () => void }) {
  const router = useRouter()
  const [reason, setReason] = useState('')
  const params = { id: log.id }
  const consequence = useQuery({ ...read('GET /flow-logs/{id}/consequence', { params }), staleTime: 0 })
  const remove = useMutation({
    mutationFn: () => callApi('POST /flow-logs/{id}/delete', { params, body: { reason: reason.trim() } }),
    onSuccess: (request) => router.push(`/changes/${request.id}`),
  })
  const { data } = consequence
  const error = consequence.error ?? remove.error
  return (
    <ConsequenceDialog
      isOpen
      onClose={onClose}
      title={`Delete the flow log of ${log.target.name ?? log.target.externalId}`}
      verb="Propose the deletion"
      isBusy={remove.isPending}
      isDisabled={data === undefined || !data.canDelete}
      confirmText={data !== undefined && data.canDelete && data.totalLosing > 0 ? log.target.externalId : undefined}
      onConfirm={() => remove.mutate()}
    >
      {error === null ? null : <ProblemPanel problem={problemOfError(error)} />}
      {data === undefined ? (
        error === null ? (
          <Skeleton className="h-24 w-full" />
        ) : null
      ) : data.canDelete ? (
        <>
          <Loss consequence={data} />
          <TextField
            label="Reason"
            value={reason}
            maxLength={2000}
            help="Stands in the change request, for whoever approves it."
            onChange={(event) => setReason(event.target.value)}
          />
        </>
      ) : (
        <ProblemPanel tone="warning" problem={{ message: data.message, cause: data.because }} />
      )}
    </ConsequenceDialog>
  )
}

function Loss({ consequence }: { consequence: FlowLogConsequence }) {
  const { message, losing, destination, configuration, equivalentCommand } = consequence
  return (
    <>
      <p className="font-medium">{message}</p>
      {losing.length === 0 ? null : (
        <ul className="figures list-inside list-disc text-table">
          {losing.map((one) => (
            <li key={one.type}>
              {countOf(one.count, inSentence(typeWord(one.type)), inSentence(typePlural(one.type)))}{' '}
              {one.count === 1 ? 'loses' : 'lose'} coverage
            </li>
          ))}
        </ul>
      )}
      <ul className="space-y-1 text-table text-muted">
        {destination === null ? null : (
          <li>
            Existing records stay in <code className="text-mono break-all">{destination}</code>.
          </li>
        )}
        {configuration === null ? null : (
          <li>
            {configuration.name} excludes this target from then on, or the next pass would bring the flow log back.
            {configuration.onRemoval === 'retain'
              ? ' It keeps what it no longer selects: the flow log stays in the cloud, released.'
              : ''}
          </li>
        )}
        <li>Nothing happens before the change request is approved.</li>
      </ul>
      {equivalentCommand === null ? null : <CodeBlock label="Command" code={equivalentCommand} isWrapped />}
    </>
  )
}

/** `Network interface` inside a sentence is small; `VPC` stays. */
const inSentence = (word: string): string =>
  /^[A-Z][a-z]/.test(word) ? word.charAt(0).toLowerCase() + word.slice(1) : word
