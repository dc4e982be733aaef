'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { callApi, readKey } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/facts'
import { notify } from '@/components/ui/notify'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { StatePill } from '@/components/ui/state-pill'
import type { SettingsView } from '@/lib/http/schemas/settings'

const StopDialog = dynamic(() => import('./stop-dialog').then((module) => module.StopDialog), { ssr: false })
const ConfirmInstallationDialog = dynamic(
  () => import('./confirm-installation-dialog').then((module) => module.ConfirmInstallationDialog),
  { ssr: false },
)

/** Whether Weir may change anything at all, and the switch for it. */
export function ActingState({ settings }: { settings: SettingsView }) {
  const client = useQueryClient()
  const [open, setOpen] = useState<'stop' | 'confirm' | null>(null)
  const keep = (answer: SettingsView) => {
    client.setQueryData(readKey('GET /settings', {}), answer)
    void client.invalidateQueries({ queryKey: ['GET /overview'] })
    setOpen(null)
  }
  const resume = useMutation({
    mutationFn: () => callApi('POST /settings/resume'),
    onSuccess: (answer) => {
      keep(answer)
      notify('done', 'Weir changes what is approved again')
    },
    onError: (error) => notify('problem', 'Changes are still stopped', problemOfError(error).message),
  })
  const { stop, lookOnlyReason } = settings
  return (
    <Section title="Changes in the clouds">
      {lookOnlyReason === null ? null : (
        <ProblemPanel
          tone="warning"
          problem={{
            message: 'Weir only looks: it changes nothing before a person confirms this installation.',
            cause: lookOnlyReason,
            remedy:
              'See that no other installation works on the same accounts with this database’s past, then confirm. Two that act at once would undo each other’s work.',
          }}
          action={<Button onClick={() => setOpen('confirm')}>Confirm this installation…</Button>}
        />
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-md border border-line px-3 py-3">
        <div className="min-w-0 flex-1 basis-64 space-y-1">
          <StatePill tone={stop.isStopped ? 'warning' : lookOnlyReason === null ? 'good' : 'waiting'}>
            {stop.isStopped
              ? 'All changes are stopped'
              : lookOnlyReason === null
                ? 'Changes are allowed'
                : 'Only looking'}
          </StatePill>
          {stop.isStopped && stop.reason !== null && stop.reason !== '' ? (
            <p className="text-table break-words">Reason: {stop.reason}</p>
          ) : null}
          <p className="text-table text-muted">
            {stop.isStopped
              ? 'No call that changes a cloud is begun. What was already sent is finished by the cloud, and seen here.'
              : 'Only what was approved, or lies within the upkeep that was approved with a configuration.'}
          </p>
        </div>
        {stop.isStopped ? (
          <Button look="primary" isBusy={resume.isPending} onClick={() => resume.mutate()}>
            Resume changes
          </Button>
        ) : (
          <Button look="danger" onClick={() => setOpen('stop')}>
            Stop all changes…
          </Button>
        )}
      </div>
      {open === 'stop' ? <StopDialog onClose={() => setOpen(null)} onDone={keep} /> : null}
      {open === 'confirm' ? <ConfirmInstallationDialog onClose={() => setOpen(null)} onDone={keep} /> : null}
    </Section>
  )
}
