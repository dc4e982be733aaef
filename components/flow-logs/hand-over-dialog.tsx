'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/field'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { managerWord } from '@/components/words/nouns'
import { MANAGERS } from '@/lib/domain/flow-log'
import { ApiProblem } from '@/lib/http/client'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'
import type { FlowLogAdoptionInput } from '@/lib/http/schemas/adoption'

type Manager = NonNullable<FlowLogAdoptionInput['acknowledged']>[number]

/** Takes over the log that stands in the way, or lets go of ours. Neither calls a cloud. */
export function HandOverDialog({
  kind,
  log,
  onClose,
}: {
  kind: 'adopt' | 'release'
  log: FlowLogDetail
  onClose: () => void
}) {
  const router = useRouter()
  const [reason, setReason] = useState('')
  const [isKnown, setIsKnown] = useState(false)
  const params = { id: log.id }
  const propose = useMutation({
    mutationFn: (acknowledged: readonly Manager[]) =>
      kind === 'adopt'
        ? callApi('POST /flow-logs/{id}/adopt', {
            params,
            body: { reason: reason.trim(), acknowledged: [...acknowledged] },
          })
        : callApi('POST /flow-logs/{id}/release', { params, body: { reason: reason.trim() } }),
    onSuccess: (request) => router.push(`/changes/${request.id}`),
  })
  const manager = managerOf(propose.error)
  const target = log.target.name ?? log.target.externalId
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={kind === 'adopt' ? `Adopt the flow log of ${target}` : `Let go of the flow log of ${target}`}
      description={
        kind === 'adopt'
          ? 'Weir takes the flow log that stands there into its records as it is. What differs from the configuration is proposed separately.'
          : 'The flow log stays in the cloud with its tags, unmanaged. Its target leaves the configuration. It can be adopted again.'
      }
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            look="primary"
            isBusy={propose.isPending}
            disabled={manager !== null && !isKnown}
            onClick={() => propose.mutate(manager === null ? [] : [manager])}
          >
            {kind === 'adopt' ? 'Propose the adoption' : 'Propose to let go'}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {propose.error === null ? null : <ProblemPanel tone="warning" problem={problemOfError(propose.error)} />}
        {manager === null ? null : (
          <Checkbox
            label={`I know that ${managerWord(manager)} manages it too`}
            checked={isKnown}
            onChange={(event) => setIsKnown(event.target.checked)}
          />
        )}
        <TextField
          label="Reason"
          value={reason}
          maxLength={2000}
          help="Stands in the change request, for whoever approves it."
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </Dialog>
  )
}

/** Which manager the interface wants acknowledged, if that is what it says. */
function managerOf(error: Error | null): Manager | null {
  if (!(error instanceof ApiProblem) || error.code !== 'manager-not-acknowledged') return null
  const text = error.problem.errors?.map(({ message }) => message).join(' ') ?? ''
  return MANAGERS.find((manager) => text.endsWith(` ${manager}`)) ?? null
}
