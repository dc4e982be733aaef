import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { CopyableId } from '@/components/ui/copy-text'
import { ownershipWord, staleWord, typeWord } from '@/components/words/nouns'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'
import { FlowLogStatePill } from './flow-log-state'

/** What a flow log logs, whose it is, where it stands. */
export function FlowLogHead({ log, as: Title }: { log: FlowLogDetail; as: 'h1' | 'h2' }) {
  const name = log.target.name ?? log.target.externalId
  return (
    <div className="min-w-0 space-y-1">
      <p className="text-label text-muted">
        Flow log on {log.target.type === null ? 'a target' : typeWord(log.target.type)} · {log.scope.accountName} ·{' '}
        {log.scope.region}
      </p>
      <Title className="text-title font-semibold tracking-[-0.01em]">
        {log.target.resourceId === null ? (
          name
        ) : (
          <Link href={`/resources/${log.target.resourceId}`} className="rounded-[4px] hover:underline">
            {name}
          </Link>
        )}
      </Title>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <FlowLogStatePill log={log} />
        {log.externalId === null ? (
          <span className="text-label text-faint">no id yet</span>
        ) : (
          <CopyableId id={log.externalId} max={40} />
        )}
        <Badge>{ownershipWord(log.ownership, log.manager)}</Badge>
        {log.freshness.isStale ? <Badge>stale: {staleWord(log.freshness.staleBecause)}</Badge> : null}
      </div>
    </div>
  )
}
