import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { CopyableId } from '@/components/ui/copy-text'
import { StatePill } from '@/components/ui/state-pill'
import { ownershipWord, staleWord, typeWord } from '@/components/words/nouns'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'
import { flowLogSentence } from './flow-log-sentence'
import { FlowLogStatePill } from './flow-log-state'

/** What a flow log records, whose it is, where it stands, in one sentence. */
export function FlowLogHead({ log, as: Title }: { log: FlowLogDetail; as: 'h1' | 'h2' }) {
  const name = log.target.name ?? log.target.externalId
  return (
    <div className="min-w-0 flex-1 basis-80 space-y-1.5">
      <p className="text-label text-muted">
        {[
          'Flow log',
          log.target.type === null ? null : typeWord(log.target.type),
          log.scope.accountName,
          log.scope.region,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      <Title className="text-title font-semibold tracking-[-0.01em]">
        {log.target.resourceId === null ? (
          name
        ) : (
          <Link
            href={`/resources/${log.target.resourceId}`}
            className="rounded-[4px] underline-offset-2 hover:underline"
          >
            {name}
          </Link>
        )}
      </Title>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span aria-live="polite">
          <FlowLogStatePill log={log} />
        </span>
        {log.externalId === null ? (
          <span className="text-label text-muted">no id yet</span>
        ) : (
          <CopyableId id={log.externalId} max={40} />
        )}
        <Badge>{ownershipWord(log.ownership, log.manager)}</Badge>
        {log.freshness.isStale ? (
          <StatePill tone="warning">Stale: {staleWord(log.freshness.staleBecause)}</StatePill>
        ) : null}
      </div>
      <p className="max-w-[90ch] text-body text-muted">{flowLogSentence(log)}</p>
    </div>
  )
}
