'use client'

import { ConsequenceDialog } from '@/components/ui/consequence-dialog'
import { formatDuration } from '@/components/ui/relative-age'
import { countOf } from '@/components/words/nouns'
import type { ChangeRequestDetail, PlanSummary } from '@/lib/http/schemas/change-requests'

/** Asks once more where logging stops for a while or for good. Typing is asked for only where coverage falls. */
export function ApproveDialog({
  request,
  plan,
  isBusy,
  onClose,
  onApprove,
}: {
  request: ChangeRequestDetail
  plan: PlanSummary
  isBusy: boolean
  onClose: () => void
  onApprove: (note: string) => void
}) {
  const of = (risk: string) => plan.risks.find((one) => one.risk === risk)?.count ?? 0
  const losses = of('reduces-coverage')
  const gaps = of('opens-gap')
  const certain = plan.preflight.blocking
  return (
    <ConsequenceDialog
      isOpen
      onClose={onClose}
      title={`Approve and apply CR-${request.number}`}
      verb="Approve and apply"
      isBusy={isBusy}
      isDanger={losses > 0 || certain > 0}
      confirmText={losses > 0 || certain > 0 ? `CR-${request.number}` : undefined}
      onConfirm={() => onApprove('')}
    >
      {losses === 0 ? null : (
        <p>
          <strong className="font-semibold">{countOf(losses, 'action reduces', 'actions reduce')} coverage.</strong>{' '}
          Traffic there is no longer recorded from then on. Existing records stay where they are.
        </p>
      )}
      {certain === 0 ? null : (
        <p>
          <strong className="font-semibold">
            The clouds are certain to refuse {countOf(certain, 'part', 'parts')} of it.
          </strong>{' '}
          Preflight says what to add. Going on is recorded with your approval.
        </p>
      )}
      {gaps === 0 ? null : (
        <p>
          {countOf(gaps, 'action opens', 'actions open')} a gap
          {plan.longestGapSeconds === null ? '' : ` of up to ${formatDuration(plan.longestGapSeconds)}`}: traffic during
          it is not recorded.
        </p>
      )}
      <p className="text-muted">{plan.sentence}</p>
    </ConsequenceDialog>
  )
}
