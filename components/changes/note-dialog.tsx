'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { TextAreaField } from '@/components/ui/field'
import { ProblemPanel } from '@/components/ui/problem-panel'
import type { ChangeRequestDetail } from '@/lib/http/schemas/change-requests'

const WORDS = {
  reject: { title: 'Reject', verb: 'Reject', body: 'Nothing is changed in any cloud. The request stays readable.' },
  withdraw: {
    title: 'Withdraw',
    verb: 'Withdraw',
    body: 'Nothing is changed in any cloud. The request can be proposed again.',
  },
  cancel: {
    title: 'Cancel the rest of',
    verb: 'Cancel the rest',
    body: 'What was already done stays done, what is under way is finished, and nothing else is started.',
  },
} as const

/** Ends a request, with a note for whoever reads it later. */
export function NoteDialog({
  request,
  ending,
  onClose,
}: {
  request: ChangeRequestDetail
  ending: keyof typeof WORDS
  onClose: () => void
}) {
  const [note, setNote] = useState('')
  const words = WORDS[ending]
  const end = useMutation({
    mutationFn: () => {
      const input = { params: { id: request.id }, body: { note } }
      if (ending === 'reject') return callApi('POST /change-requests/{id}/reject', input)
      if (ending === 'withdraw') return callApi('POST /change-requests/{id}/withdraw', input)
      return callApi('POST /change-requests/{id}/cancel', input)
    },
    onSuccess: onClose,
  })
  const { progress } = request
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${words.title} CR-${request.number}`}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look={ending === 'cancel' ? 'danger' : 'primary'} isBusy={end.isPending} onClick={() => end.mutate()}>
            {words.verb}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <p className="figures text-body">
          {ending === 'cancel' && progress !== null
            ? `${progress.done.toLocaleString('en-US')} of ${progress.total.toLocaleString('en-US')} are done, ${progress.applying.toLocaleString('en-US')} under way. `
            : ''}
          {words.body}
        </p>
        <TextAreaField label="Note" value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} />
        {end.error === null ? null : <ProblemPanel problem={problemOfError(end.error)} />}
      </div>
    </Dialog>
  )
}
