import type { Violation } from '@/lib/domain/problem'

/** What is wrong with a field, what to do, and which rule says so, where it is written. */
export function FieldFault({ text, rule }: { text: string; rule: Pick<Violation, 'rule' | 'source'> }) {
  return (
    <>
      {text}{' '}
      <span className="block text-muted [overflow-wrap:anywhere]">
        Rule {rule.rule}: {rule.source}
      </span>
    </>
  )
}
