import Link from 'next/link'
import { ShortId } from '@/components/ui/copy-text'
import { StatePill } from '@/components/ui/state-pill'
import { ownershipWord } from '@/components/words/nouns'
import { flowLogState } from '@/components/words/states'
import type { FlowLogListItem } from '@/lib/http/schemas/flow-logs'

/** A short list of flow logs inside another thing's page. */
export function FlowLogLines({ logs }: { logs: readonly FlowLogListItem[] }) {
  return (
    <ul className="divide-y divide-line rounded-md border border-line">
      {logs.map((log) => {
        const state = flowLogState(log)
        return (
          <li key={log.id}>
            <Link href={`/flow-logs/${log.id}`} className="block px-3 py-2.5 text-table hover:bg-hover">
              <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
                <span className="flex min-w-0 items-center gap-3">
                  <StatePill tone={state.tone} plain>
                    {state.word}
                  </StatePill>
                  <ShortId id={log.externalId ?? 'no id yet'} max={24} />
                </span>
                <span className="text-label text-muted">{ownershipWord(log.ownership, log.manager)}</span>
              </span>
              <span className="mt-0.5 block truncate text-label text-muted">
                {[log.trafficType, log.destination, log.configuration?.name].filter(Boolean).join(' · ')}
              </span>
              {log.problem === null ? null : (
                <span className="mt-0.5 block text-label text-bad-ink">{log.problem.message}</span>
              )}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
