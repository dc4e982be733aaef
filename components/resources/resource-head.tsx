import { CopyableId } from '@/components/ui/copy-text'
import { typeWord } from '@/components/words/nouns'
import type { ResourceDetail } from '@/lib/http/schemas/resources'
import { CoveragePill } from './resource-columns'

/** Name, id and where a resource stands. */
export function ResourceHead({ resource, as: Title }: { resource: ResourceDetail; as: 'h1' | 'h2' }) {
  return (
    <div className="min-w-0 space-y-1">
      <div className="flex flex-wrap items-center gap-x-3 text-label text-muted">
        {typeWord(resource.type)} · {resource.scope.accountName} · {resource.scope.region}
      </div>
      <Title className="text-title font-semibold tracking-[-0.01em]">{resource.name ?? resource.externalId}</Title>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <CoveragePill row={resource} />
        <CopyableId id={resource.externalId} max={40} />
        {resource.missingSince === null ? null : (
          <span className="text-label text-warning-ink">Missing from the last look; a second look decides.</span>
        )}
      </div>
    </div>
  )
}
