'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { callApi, renewTopic } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'

const IgnoreDialog = dynamic(() => import('./ignore-dialog').then((module) => module.IgnoreDialog), { ssr: false })
const ProposeDialog = dynamic(() => import('./propose-dialog').then((module) => module.ProposeDialog), { ssr: false })

type Open = { readonly kind: 'revert' | 'accept' | 'ignore'; readonly ids: readonly string[] }

/** What can be done about drift: put it back, keep it, leave it alone for a while, heal again. */
export function DriftCommands({
  idsOf,
  hasFlapping,
  configuration = null,
  onDone,
  size = 'medium',
}: {
  /** The one Configuration they all belong to, if it is one. */
  configuration?: { readonly id: string; readonly name: string } | null
  /** Which flow logs; asked for when a button is pressed, since "all that match" have to be looked up. */
  idsOf: () => Promise<readonly string[]>
  hasFlapping: boolean
  onDone: () => void
  size?: 'small' | 'medium'
}) {
  const client = useQueryClient()
  const [open, setOpen] = useState<Open | null>(null)
  const done = () => {
    setOpen(null)
    renewTopic(client, 'flow-log')
    onDone()
  }
  const start = useMutation({
    mutationFn: async (kind: Open['kind']) => ({ kind, ids: await idsOf() }),
    onSuccess: setOpen,
    onError: (error) => notify('problem', 'Could not read which', problemOfError(error).message),
  })
  const resume = useMutation({
    mutationFn: async () => callApi('POST /drift/resume', { body: { ids: [...(await idsOf())] } }),
    onSuccess: () => {
      notify('done', 'Weir heals it again')
      done()
    },
    onError: (error) => notify('problem', 'Could not resume', problemOfError(error).message),
  })
  return (
    <>
      <Button look="primary" size={size} disabled={start.isPending} onClick={() => start.mutate('revert')}>
        Revert…
      </Button>
      <Button size={size} disabled={start.isPending} onClick={() => start.mutate('accept')}>
        Accept…
      </Button>
      <Button size={size} disabled={start.isPending} onClick={() => start.mutate('ignore')}>
        Ignore until…
      </Button>
      {hasFlapping ? (
        <Button size={size} isBusy={resume.isPending} onClick={() => resume.mutate()}>
          Resume healing
        </Button>
      ) : null}
      {open?.kind === 'ignore' ? (
        <IgnoreDialog ids={open.ids} configuration={configuration} onClose={() => setOpen(null)} onDone={done} />
      ) : null}
      {open === null || open.kind === 'ignore' ? null : (
        <ProposeDialog kind={open.kind} ids={open.ids} onClose={() => setOpen(null)} />
      )}
    </>
  )
}
