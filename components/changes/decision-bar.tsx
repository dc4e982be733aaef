'use client'

import { useMutation } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { useNow } from '@/components/ui/clock'
import { notify } from '@/components/ui/notify'
import { RelativeTime } from '@/components/ui/relative-time'
import type { ChangeRequestDetail } from '@/lib/http/schemas/change-requests'

const ApproveDialog = dynamic(() => import('./approve-dialog').then((module) => module.ApproveDialog), { ssr: false })
const NoteDialog = dynamic(() => import('./note-dialog').then((module) => module.NoteDialog), { ssr: false })

/** As long as a run of preflight takes at most. */
const ASKING_AT_MOST_MS = 100_000

type Ending = 'reject' | 'withdraw' | 'cancel'

/** Stays at the foot of a request: the decision, and what else may be done with it now. */
export function DecisionBar({ request }: { request: ChangeRequestDetail }) {
  const [isApproving, setIsApproving] = useState(false)
  const [ending, setEnding] = useState<Ending | null>(null)
  const params = { id: request.id }
  const { plan, allowed } = request
  const isCertainToFail = (plan?.preflight.blocking ?? 0) > 0
  const now = useNow(5_000)
  // An answer that does not come must not hold anybody up for ever.
  const isAsking =
    plan?.preflight.state === 'running' && now !== null && now - Date.parse(plan.computedAt) < ASKING_AT_MOST_MS

  const approve = useMutation({
    mutationFn: (note: string) =>
      callApi('POST /change-requests/{id}/approve', {
        params,
        body: { digest: plan?.digest ?? '', note, despitePreflight: isCertainToFail },
      }),
    onSuccess: () => {
      setIsApproving(false)
      notify('done', `CR-${request.number} is approved; Weir applies it now`)
    },
    onError: (error) => notify('problem', 'Not approved', problemOfError(error).message),
  })
  const replan = useMutation({
    mutationFn: () => callApi('POST /change-requests/{id}/replan', { params }),
    onSuccess: () => notify('done', 'Planning again from what the clouds hold now'),
    onError: (error) => notify('problem', 'Could not plan again', problemOfError(error).message),
  })

  const shown = (['approve', 'reject', 'withdraw', 'replan', 'cancel'] as const).filter((one) => allowed.includes(one))
  if (shown.length === 0) return null
  const risky = plan?.risks.some(
    (one) => one.count > 0 && (one.risk === 'reduces-coverage' || one.risk === 'opens-gap'),
  )
  const active = (plan?.total ?? 0) - (plan?.excluded ?? 0)

  return (
    <footer className="sticky bottom-0 z-20 flex flex-wrap items-center gap-2 border-t border-line bg-surface px-4 py-3 md:px-6">
      {allowed.includes('approve') && plan !== null ? (
        <Button
          look="primary"
          size="large"
          isBusy={approve.isPending}
          data-tip={isAsking ? 'The clouds are being asked first' : undefined}
          disabled={
            isAsking || (active === 0 && plan.inSync === 0 && request.items.every((item) => item.op === 'reconcile'))
          }
          onClick={() => (risky === true || isCertainToFail ? setIsApproving(true) : approve.mutate(''))}
        >
          Approve and apply
        </Button>
      ) : null}
      {allowed.includes('cancel') ? (
        <Button look="danger" onClick={() => setEnding('cancel')}>
          Cancel the rest
        </Button>
      ) : null}
      {allowed.includes('replan') ? (
        <Button isBusy={replan.isPending} onClick={() => replan.mutate()}>
          Plan again
        </Button>
      ) : null}
      {allowed.includes('reject') ? <Button onClick={() => setEnding('reject')}>Reject</Button> : null}
      {allowed.includes('withdraw') ? (
        <Button look="quiet" onClick={() => setEnding('withdraw')}>
          Withdraw
        </Button>
      ) : null}
      {plan === null ? null : (
        <span className="ml-auto flex flex-wrap gap-x-3 text-label text-muted max-md:hidden">
          <span>
            planned <RelativeTime at={plan.computedAt} />
          </span>
          {request.expiresAt === null ? null : (
            <span>
              expires <RelativeTime at={request.expiresAt} />
            </span>
          )}
        </span>
      )}
      {isApproving && plan !== null ? (
        <ApproveDialog
          request={request}
          plan={plan}
          isBusy={approve.isPending}
          onClose={() => setIsApproving(false)}
          onApprove={(note) => approve.mutate(note)}
        />
      ) : null}
      {ending === null ? null : <NoteDialog request={request} ending={ending} onClose={() => setEnding(null)} />}
    </footer>
  )
}
