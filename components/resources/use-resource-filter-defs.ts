import { useMemo } from 'react'
import type { FilterDef, FilterOption } from '@/components/ui/filter-bar'
import { providerWord, typePlural } from '@/components/words/nouns'
import { RUNG_WORD } from '@/components/words/states'
import type { FacetCount } from '@/lib/http/schemas/listing'
import type { ResourceFacets } from '@/lib/http/schemas/resources'

const optionsOf = (counts: readonly FacetCount[] | undefined, word: (value: string) => string): FilterOption[] =>
  (counts ?? []).map(({ value, label, count }) => ({ value, label: label ?? word(value), count }))

const same = (value: string) => value
const YES_NO: FilterOption[] = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]

/** The filters of the resource list, with counts from the server. */
export function useResourceFilterDefs(facets: ResourceFacets | undefined): readonly FilterDef[] {
  return useMemo(
    () => [
      { name: 'type', label: 'Type', options: optionsOf(facets?.type, typePlural) },
      { name: 'account', label: 'Account', options: optionsOf(facets?.account, same) },
      { name: 'region', label: 'Region', options: optionsOf(facets?.region, same) },
      { name: 'rung', label: 'Coverage', options: optionsOf(facets?.rung, (rung) => RUNG_WORD[rung] ?? rung) },
      {
        name: 'tag',
        label: 'Tag',
        options: [],
        text: { placeholder: 'key=value', hint: 'Type a tag: env=prod, or only env for any value.' },
      },
      { name: 'provider', label: 'Provider', options: optionsOf(facets?.provider, providerWord) },
      {
        name: 'failing',
        label: 'Delivery failing',
        options: YES_NO.map((option) =>
          option.value === 'true' ? { ...option, count: facets?.failing ?? 0 } : option,
        ),
      },
      { name: 'attachmentKind', label: 'Attachment kind', options: optionsOf(facets?.attachmentKind, same) },
      { name: 'hasDrift', label: 'Drifted', options: YES_NO },
      { name: 'coverable', label: 'Coverable', options: YES_NO },
      { name: 'owned', label: 'Owned by the account', options: YES_NO },
      ...TEXT_FILTERS,
    ],
    [facets],
  )
}

const TEXT_FILTERS: FilterDef[] = [
  {
    name: 'vpc',
    label: 'In VPC',
    options: [],
    text: { placeholder: 'vpc-…', hint: 'Subnets, interfaces and gateways of this VPC id.' },
  },
  {
    name: 'transitGateway',
    label: 'On transit gateway',
    options: [],
    text: { placeholder: 'tgw-…', hint: 'Attachments of this transit gateway id.' },
  },
  {
    name: 'transitRouter',
    label: 'On transit router',
    options: [],
    text: { placeholder: 'tr-…', hint: 'Attachments of this transit router id.' },
  },
  {
    name: 'cen',
    label: 'In CEN',
    options: [],
    text: { placeholder: 'cen-…', hint: 'Routers and attachments of this CEN id.' },
  },
]
