import type { FilterDef } from '@/components/ui/filter-bar'
import type { DriftGroups } from '@/lib/http/schemas/drift'
import { CAUSE_WORD, RESPONSE_WORD } from './drift-words'

/** The filters of the list of drift; Configurations are those that drift. */
export function driftFilterDefs(groups: DriftGroups | undefined): readonly FilterDef[] {
  const configurations = new Map(groups?.items.map(({ configuration }) => [configuration.id, configuration.name]))
  const fields = new Set(groups?.items.map((group) => group.fields).filter((one) => one !== ''))
  return [
    { name: 'cause', label: 'Cause', options: optionsOf(CAUSE_WORD, (word) => word) },
    { name: 'response', label: 'What Weir does', options: optionsOf(RESPONSE_WORD, ({ word }) => word) },
    {
      name: 'provider',
      label: 'Provider',
      options: [
        { value: 'aws-ec2', label: 'AWS' },
        { value: 'alibaba-cen', label: 'Alibaba Cloud' },
      ],
    },
    {
      name: 'configuration',
      label: 'Configuration',
      options: [...configurations].map(([value, label]) => ({ value, label })),
    },
    { name: 'field', label: 'Fields', isSingle: true, options: [...fields].map((value) => ({ value, label: value })) },
    {
      name: 'ignored',
      label: 'Ignored',
      isSingle: true,
      options: [
        { value: 'true', label: 'Yes' },
        { value: 'false', label: 'No' },
      ],
    },
  ]
}

function optionsOf<Word>(words: Readonly<Record<string, Word>>, label: (word: Word) => string) {
  return Object.entries(words).map(([value, word]) => ({ value, label: label(word) }))
}
