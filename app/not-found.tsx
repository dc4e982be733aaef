import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

/** No such page at all. */
export default function NotFound() {
  return (
    <main>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        title="There is nothing at this address"
        action={<LinkButton href="/overview">Go to the overview</LinkButton>}
      />
    </main>
  )
}
