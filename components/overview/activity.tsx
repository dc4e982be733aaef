import Link from 'next/link'
import { Section } from '@/components/ui/facts'
import { RelativeTime } from '@/components/ui/relative-time'
import type { ActivityItem } from '@/lib/http/schemas/activity'

/** Who did what last: people, and Weir by itself. */
export function Activity({ items }: { items: readonly ActivityItem[] }) {
  return (
    <Section title="Recent activity">
      {items.length === 0 ? (
        <p className="text-table text-muted">Nothing has happened yet.</p>
      ) : (
        <ul className="space-y-2">
          {items.slice(0, 10).map((item) => (
            <li key={item.id} className="flex items-baseline gap-3 text-table">
              <span className="min-w-0 flex-1">
                <span className="text-muted">{item.actor.name}: </span>
                {item.href === null ? (
                  item.summary
                ) : (
                  <Link href={item.href} prefetch={false} className="rounded-[4px] hover:underline">
                    {item.summary}
                  </Link>
                )}
              </span>
              <RelativeTime at={item.at} className="shrink-0 text-label text-faint" />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
