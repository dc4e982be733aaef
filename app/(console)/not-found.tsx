import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

/** No such page inside the console. */
export default function NotFound() {
  return (
    <EmptyState
      title="There is nothing at this address"
      action={<LinkButton href="/overview">Go to the overview</LinkButton>}
    >
      What was here may have been removed. ⌘K finds anything by its id or name.
    </EmptyState>
  )
}
