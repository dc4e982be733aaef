import Link from 'next/link'
import { ValueDiff } from '@/components/ui/value-diff'
import { CodeBlock } from '@/components/ui/copy-text'
import { managerWord } from '@/components/words/nouns'
import type { ChangeItemView } from '@/lib/http/schemas/change-requests'

const OP_WORD: Record<ChangeItemView['op'], string> = {
  create: 'New configuration',
  edit: 'Edited configuration',
  delete: 'Deleted configuration',
  exclude: 'Targets excluded from',
  adopt: 'Existing flow logs adopted into',
  mark: 'Adopted flow logs marked as managed by Weir:',
  reconcile: 'Unchanged configuration',
}

/** What changes in each configuration of the request. */
export function ItemChanges({ items }: { items: readonly ChangeItemView[] }) {
  return (
    <div className="scroll-quiet min-h-0 flex-1 space-y-6 overflow-y-auto px-4 py-4 md:px-6">
      {items.map((item) => (
        <section key={`${item.op}-${item.configurationId}`} className="max-w-5xl space-y-2">
          <h2 className="text-table font-semibold">
            {OP_WORD[item.op]}{' '}
            {item.currentGeneration === null ? (
              item.configurationName
            ) : (
              <Link href={`/configurations/${item.configurationId}`} className="text-accent hover:underline">
                {item.configurationName}
              </Link>
            )}
            {item.baseGeneration === null ? null : (
              <span className="ml-2 font-normal text-muted">drafted on generation {item.baseGeneration}</span>
            )}
          </h2>
          {item.op === 'create' && item.after !== null ? (
            <CodeBlock label="New configuration" code={JSON.stringify(item.after, null, 2)} />
          ) : null}
          {item.changes.length > 0 && item.op !== 'create' ? (
            <ValueDiff
              changes={item.changes.map((change) => ({
                field: change.pointer.replace(/^\//, '').replaceAll('/', ' › '),
                before: change.before,
                after: change.after,
              }))}
            />
          ) : null}
          {item.excludedTargets.length === 0 ? null : (
            <ul className="text-mono text-muted">
              {item.excludedTargets.map((target) => (
                <li key={target}>
                  <code>{target}</code>
                </li>
              ))}
            </ul>
          )}
          {item.op === 'delete' ? (
            <p className="text-table text-muted">
              The configuration ends with this request. Its versions stay readable; what becomes of its flow logs stands
              in the plan.
            </p>
          ) : null}
          {item.adopts === null ? null : (
            <p className="text-table text-muted">
              {item.adopts.count.toLocaleString('en-US')} existing flow logs are taken over as they are: no call to a
              cloud, no tag.
              {item.adopts.acknowledged.length === 0
                ? ''
                : ` It was acknowledged that ${item.adopts.acknowledged.map(managerWord).join(', ')} will see them change.`}
            </p>
          )}
          {item.isRetaining ? (
            <p className="text-table text-muted">Their flow logs stay in the cloud, unmanaged; Weir lets go of them.</p>
          ) : null}
          {item.op === 'reconcile' ? (
            <p className="text-table text-muted">
              Nothing changes in what was approved: the clouds left it, or new targets came that lie outside its upkeep.
            </p>
          ) : null}
        </section>
      ))}
    </div>
  )
}
