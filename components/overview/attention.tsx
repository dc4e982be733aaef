import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/facts'
import { StateShape } from '@/components/ui/state-shape'
import type { AttentionItem } from '@/lib/http/schemas/overview'

const NEXT_STEP: Record<AttentionItem['kind'], string> = {
  stopped: 'Resume changes in Settings when it is safe',
  'look-only': 'Confirm this installation in Settings',
  'endpoint-changed': 'Check where the calls of these accounts go',
  'delivery-failing': 'Open them: each names its cause and remedy',
  blocked: 'Open them: something outside Weir is in the way',
  failed: 'Mend the cause, then retry',
  stalled: 'Open them: they are past their deadline',
  drifted: 'See what differs, then heal or accept',
  'awaiting-approval': 'Review the plan and decide',
  'scope-failing': 'Test the connection of the account',
  'scope-in-part': 'See which listing is refused',
  'scope-stale': 'See which scopes were not looked at',
  'connection-failed': 'Grant what the test names, then test again',
  unbound: 'See which of our logs lost their record',
}

/** What a person should look at, worst first, each with its next step. */
export function Attention({ items }: { items: readonly AttentionItem[] }) {
  return (
    <Section title="Needs attention">
      {items.length === 0 ? (
        <p className="flex items-center gap-2 rounded-md border border-line px-3 py-3 text-table text-muted">
          <StateShape tone="good" />
          Nothing. Everything that should deliver does, as far as Weir could look.
        </p>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-md border border-line">
          {items.map((item) => (
            <li key={item.kind}>
              <Link
                href={item.href}
                prefetch={false}
                className="flex gap-2.5 bg-surface px-3 py-2.5 text-table hover:bg-hover focus-visible:outline-offset-[-2px]"
              >
                <StateShape tone={item.severity} className="mt-[3px]" />
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{item.message}</span>
                  <span className="flex flex-wrap gap-x-2 text-label text-muted">
                    {NEXT_STEP[item.kind]}
                    {item.since === null ? null : (
                      <span>
                        · since <RelativeTime at={item.since} />
                      </span>
                    )}
                  </span>
                </span>
                <ChevronRight aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
