import type { FilterDef } from '@/components/ui/filter-bar'
import { providerWord } from '@/components/words/nouns'
import { PROVIDER_IDS } from '@/lib/domain/provider-id'

/** Filters of the list of accounts and what they offer. */
export const ACCOUNT_FILTER_DEFS: readonly FilterDef[] = [
  {
    name: 'provider',
    label: 'Provider',
    options: PROVIDER_IDS.map((value) => ({ value, label: providerWord(value) })),
  },
  {
    name: 'test',
    label: 'Connection test',
    options: [
      { value: 'passed', label: 'Passed' },
      { value: 'failed', label: 'Failed' },
      { value: 'running', label: 'Running' },
      { value: 'never', label: 'Never run' },
    ],
  },
  {
    name: 'paused',
    label: 'Paused',
    isSingle: true,
    options: [
      { value: 'true', label: 'Yes' },
      { value: 'false', label: 'No' },
    ],
  },
]
