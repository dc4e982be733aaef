import { useMemo } from 'react'
import type { FilterDef, FilterOption } from '@/components/ui/filter-bar'
import { managerName, ownershipName, providerWord, typePlural } from '@/components/words/nouns'
import { PHASE_WORD, STATUS_WORD } from '@/components/words/states'
import { CONDITIONS } from '@/lib/domain/conditions'
import type { FlowLogFacets } from '@/lib/http/schemas/flow-logs'
import type { FacetCount } from '@/lib/http/schemas/listing'
import { DELIVERY_WORD } from './delivery-words'
import { conditionWord } from './condition-words'

const optionsOf = (counts: readonly FacetCount[] | undefined, word: (value: string) => string): FilterOption[] =>
  (counts ?? []).map(({ value, label, count }) => ({ value, label: label ?? word(value), count }))

const same = (value: string) => value
const bare = (word: string | undefined, value: string) => (word ?? value).replace('…', '')

const YES_NO: FilterOption[] = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]

const CONDITION_OPTIONS: FilterOption[] = Object.keys(CONDITIONS).map((value) => ({
  value,
  label: conditionWord(value),
}))

/** The filters of the flow log list, with counts from the server. */
export function useFlowLogFilterDefs(facets: FlowLogFacets | undefined): readonly FilterDef[] {
  return useMemo(
    () => [
      { name: 'phase', label: 'Phase', options: optionsOf(facets?.phase, (value) => bare(PHASE_WORD[value], value)) },
      {
        name: 'delivery',
        label: 'Delivery',
        options: optionsOf(facets?.delivery, (value) => DELIVERY_WORD[value] ?? value),
      },
      { name: 'ownership', label: 'Belongs to', options: optionsOf(facets?.ownership, ownershipName) },
      { name: 'manager', label: 'Manager', options: optionsOf(facets?.manager, managerName) },
      {
        name: 'attention',
        label: 'Needs attention',
        isSingle: true,
        options: YES_NO.map((option) =>
          option.value === 'true' ? { ...option, count: facets?.attention ?? 0 } : option,
        ),
      },
      { name: 'configuration', label: 'Configuration', options: optionsOf(facets?.configuration, same) },
      { name: 'account', label: 'Account', options: optionsOf(facets?.account, same) },
      { name: 'region', label: 'Region', options: optionsOf(facets?.region, same) },
      { name: 'type', label: 'Target type', options: optionsOf(facets?.type, typePlural) },
      { name: 'provider', label: 'Provider', options: optionsOf(facets?.provider, providerWord) },
      {
        name: 'destination',
        label: 'Destination',
        options: [],
        isSingle: true,
        text: { placeholder: 'part of it', hint: 'Type a part of a bucket, log group, stream, project or Logstore.' },
      },
      { name: 'condition', label: 'Condition', options: CONDITION_OPTIONS },
      {
        name: 'status',
        label: 'Status in the cloud',
        options: optionsOf(facets?.status, (value) => bare(STATUS_WORD[value], value)),
      },
      { name: 'ended', label: 'Ended', isSingle: true, options: YES_NO },
    ],
    [facets],
  )
}
