'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/field'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { countOf } from '@/components/words/nouns'

const WORDS = {
  revert: {
    title: 'Revert drift of',
    text: 'Weir puts these flow logs back to what their configurations ask for, once the change request is approved.',
    verb: 'Propose to revert',
  },
  accept: {
    title: 'Accept drift of',
    text: 'What the cloud has becomes what the configuration asks for, for all its targets. A deleted flow log is accepted by leaving its target out. The plan shows what that means before anything happens.',
    verb: 'Propose to accept',
  },
} as const

/** Opens a change request that puts drift back, or keeps it. */
export function ProposeDialog({
  kind,
  ids,
  onClose,
}: {
  kind: keyof typeof WORDS
  ids: readonly string[]
  onClose: () => void
}) {
  const router = useRouter()
  const [reason, setReason] = useState('')
  const { title, text, verb } = WORDS[kind]
  const propose = useMutation({
    mutationFn: () => callApi(`POST /drift/${kind}`, { body: { ids: [...ids], reason: reason.trim() } }),
    onSuccess: (request) => router.push(`/changes/${request.id}`),
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${title} ${countOf(ids.length, 'flow log', 'flow logs')}`}
      description={text}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="primary" isBusy={propose.isPending} onClick={() => propose.mutate()}>
            {verb}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {propose.error === null ? null : <ProblemPanel problem={problemOfError(propose.error)} />}
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
