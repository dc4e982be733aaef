'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { Dialog } from '@/components/ui/dialog'
import { TextAreaField, TextField } from '@/components/ui/field'
import { notify } from '@/components/ui/notify'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { countOf } from '@/components/words/nouns'

const DAY_MS = 24 * 60 * 60_000
const dayFromNow = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

/** Leaves drift alone until a date: somebody answers for it, and says why. */
export function IgnoreDialog({
  ids,
  configuration = null,
  onClose,
  onDone,
}: {
  ids: readonly string[]
  /** The one Configuration that all of them belong to: then all of it can be ignored. */
  configuration?: { readonly id: string; readonly name: string } | null
  onClose: () => void
  onDone: () => void
}) {
  const [until, setUntil] = useState(() => dayFromNow(14))
  const [owner, setOwner] = useState('')
  const [reason, setReason] = useState('')
  const [isWhole, setIsWhole] = useState(false)
  const ignore = useMutation({
    mutationFn: () =>
      callApi('POST /drift/ignore', {
        body: {
          ...(isWhole && configuration !== null ? { configurationId: configuration.id } : { ids: [...ids] }),
          // To the end of the day that was chosen.
          until: `${until}T23:59:59Z`,
          owner: owner.trim(),
          reason: reason.trim(),
        },
      }),
    onSuccess: () => {
      notify('done', `Ignored until ${until}`)
      onDone()
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Ignore drift of ${countOf(ids.length, 'flow log', 'flow logs')}`}
      description="It is shown as ignored, not healed and not counted, and comes back at the date. You can end it at any time."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            look="primary"
            isBusy={ignore.isPending}
            disabled={until === '' || owner.trim() === '' || reason.trim() === ''}
            onClick={() => ignore.mutate()}
          >
            Ignore
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {ignore.error === null ? null : <ProblemPanel problem={problemOfError(ignore.error)} />}
        <TextField
          label="Until"
          type="date"
          value={until}
          min={dayFromNow(1)}
          max={dayFromNow(365)}
          isRequired
          help="The last day, in UTC. At most a year ahead."
          onChange={(event) => setUntil(event.target.value)}
        />
        <TextField
          label="Owner"
          value={owner}
          isRequired
          maxLength={120}
          help="Who answers for it: a person or a team."
          onChange={(event) => setOwner(event.target.value)}
        />
        {configuration === null ? null : (
          <Checkbox
            label={`Everything in ${configuration.name}`}
            help="Also what drifts there later, until the date. Lost delivery still counts."
            checked={isWhole}
            onChange={(event) => setIsWhole(event.target.checked)}
          />
        )}
        <TextAreaField
          label="Reason"
          value={reason}
          isRequired
          maxLength={2000}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </Dialog>
  )
}
