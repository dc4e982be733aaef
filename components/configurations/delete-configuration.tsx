'use client'

import { useMutation } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { countOf } from '@/components/words/nouns'
import type { ConfigurationDetail } from '@/lib/http/schemas/configurations'

const ConsequenceDialog = dynamic(
  () => import('@/components/ui/consequence-dialog').then((module) => module.ConsequenceDialog),
  { ssr: false },
)

/** Deleting a Configuration opens a change request; its plan says target by target what goes. */
export function DeleteConfiguration({ configuration }: { configuration: ConfigurationDetail }) {
  const router = useRouter()
  const [isAsking, setIsAsking] = useState(false)
  const [isRetaining, setIsRetaining] = useState(false)
  const { id, generation, flowLogs, document, name } = configuration
  const remove = useMutation({
    mutationFn: () =>
      callApi('POST /change-requests', {
        body: {
          items: [
            { op: 'delete', configurationId: id, baseGeneration: generation, ...(isRetaining && { retain: true }) },
          ],
        },
      }),
    onSuccess: (request) => router.push(`/changes/${request.id}`),
  })
  const isDeleting = document.onRemoval === 'delete' && !isRetaining
  return (
    <>
      <Button look="danger" onClick={() => setIsAsking(true)}>
        Delete…
      </Button>
      {isAsking ? (
        <ConsequenceDialog
          isOpen
          onClose={() => setIsAsking(false)}
          title={`Delete ${name}`}
          verb="Propose the deletion"
          isBusy={remove.isPending}
          onConfirm={() => remove.mutate()}
        >
          <p className="font-medium">
            {isDeleting
              ? `${countOf(flowLogs.total, 'flow log goes', 'flow logs go')}; what they cover is no longer recorded, unless something else covers it.`
              : `${countOf(flowLogs.total, 'flow log stays', 'flow logs stay')} in the cloud; Weir lets go of them.`}
          </p>
          <p className="text-table text-muted">
            Existing records stay where they are, and every version stays readable. The next page shows target by target
            what happens; nothing is changed before it is approved.
          </p>
          {document.onRemoval === 'delete' ? (
            <Checkbox
              label="Keep the flow logs in the cloud"
              help="Weir lets go of them; they can be adopted again."
              checked={isRetaining}
              onChange={(event) => setIsRetaining(event.target.checked)}
            />
          ) : null}
          {remove.error === null ? null : <ProblemPanel problem={problemOfError(remove.error)} />}
        </ConsequenceDialog>
      ) : null}
    </>
  )
}
