'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { TextAreaField } from '@/components/ui/field'
import { ProblemPanel } from '@/components/ui/problem-panel'
import type { SettingsView } from '@/lib/http/schemas/settings'

/** Stops every change at once, with the reason everybody then reads. */
export function StopDialog({ onClose, onDone }: { onClose: () => void; onDone: (settings: SettingsView) => void }) {
  const [reason, setReason] = useState('')
  const stop = useMutation({
    mutationFn: () => callApi('POST /settings/stop', { body: { reason: reason.trim() } }),
    onSuccess: onDone,
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Stop all changes"
      footer={
        <>
          <Button onClick={onClose}>Keep going</Button>
          <Button look="danger" disabled={reason.trim() === ''} isBusy={stop.isPending} onClick={() => stop.mutate()}>
            Stop all changes
          </Button>
        </>
      }
    >
      <div className="space-y-3 text-body">
        <p>
          From now on Weir begins no call that changes a cloud: nothing is created, changed, repaired or deleted, not
          even what was approved. Looking goes on, and approvals wait.
        </p>
        <TextAreaField
          label="Reason"
          isRequired
          value={reason}
          maxLength={1000}
          help="Stands at the top of every page until somebody resumes."
          onChange={(event) => setReason(event.target.value)}
        />
        {stop.error === null ? null : <ProblemPanel problem={problemOfError(stop.error)} />}
      </div>
    </Dialog>
  )
}
