import Link from 'next/link'
import { CopyableId } from '@/components/ui/copy-text'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import { REQUEST_WORD, requestTone } from '@/components/words/states'
import type { ChangeRequestDetail } from '@/lib/http/schemas/change-requests'

/** The request in one sentence, who asked for it and why. */
export function RequestHead({ request }: { request: ChangeRequestDetail }) {
  const { plan } = request
  return (
    <div className="space-y-1.5 px-4 pt-5 pb-3 md:px-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-label text-muted">
        <StatePill tone={requestTone(request.state)}>{REQUEST_WORD[request.state] ?? request.state}</StatePill>
        <span className="figures">CR-{request.number}</span>
        <span>
          {request.origin === 'follow-up' ? 'follow-up by' : 'by'} {request.author.name},{' '}
          <RelativeTime at={request.createdAt} />
        </span>
        {request.configurations.map((one) => (
          <Link
            key={one.id}
            href={`/configurations/${one.id}`}
            className="rounded-[4px] hover:text-ink hover:underline"
          >
            {one.name}
          </Link>
        ))}
        {plan === null ? null : (
          <span className="inline-flex items-center gap-1" data-tip="What an approval signs: SHA-256 over the plan">
            digest <CopyableId id={plan.digest} max={13} />
          </span>
        )}
        {request.decidedBy === null ? null : (
          <span>
            decided by {request.decidedBy.name}, <RelativeTime at={request.decidedAt} />
          </span>
        )}
      </div>
      <h1 className="text-title font-semibold tracking-[-0.01em]">{request.title}</h1>
      {plan === null ? null : <p className="figures max-w-[90ch] text-body text-ink">{plan.sentence}</p>}
      {request.reason === '' ? null : <p className="max-w-[90ch] text-table text-muted">Why: {request.reason}</p>}
      {request.decisionNote === null || request.decisionNote === '' ? null : (
        <p className="max-w-[90ch] text-table text-muted">Decision: {request.decisionNote}</p>
      )}
    </div>
  )
}
