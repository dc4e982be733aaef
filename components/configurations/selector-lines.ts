import { countOf, typePlural } from '@/components/words/nouns'
import type { Selector } from '@/lib/domain/configuration'

const ON_WORD = {
  account: 'Account',
  region: 'Region',
  type: 'Type',
  attachmentKind: 'Attachment kind',
  tag: 'Tag',
} as const

/** A selector as lines that a person reads: clauses are AND, their values OR. Pure. */
export function selectorLines(selector: Selector): readonly (readonly [label: string, value: string])[] {
  if (selector.kind === 'explicit') {
    return [['Named', countOf(selector.targets.length, 'target, one by one', 'targets, one by one')]]
  }
  return [
    ...selector.clauses.map((clause): readonly [string, string] => {
      if (clause.on === 'tag') return [`Tag ${clause.key}`, clause.values.join(' or ')]
      if (clause.on === 'type') return [ON_WORD.type, clause.values.map(typePlural).join(' or ')]
      return [ON_WORD[clause.on], clause.values.join(' or ')]
    }),
    ...(selector.excludes.length === 0
      ? []
      : [['Excluded', countOf(selector.excludes.length, 'target', 'targets')] as const]),
  ]
}
