import type { FilterDef } from '@/components/ui/filter-bar'
import { kindWord, riskWord } from '@/components/words/nouns'
import { ACTION_WORD } from '@/components/words/states'

const KINDS = ['create', 'update', 'replace', 'delete', 'release', 'adopt']
const RISKS = [
  'adds-coverage',
  'neutral',
  'raises-cost',
  'second-copy',
  'changes-data-shape',
  'opens-gap',
  'reduces-coverage',
]

/** The filters of a plan's actions. */
export const ACTION_DEFS: readonly FilterDef[] = [
  { name: 'kind', label: 'Kind', options: KINDS.map((value) => ({ value, label: kindWord(value).word })) },
  { name: 'risk', label: 'Risk', options: RISKS.map((value) => ({ value, label: riskWord(value) })) },
  {
    name: 'state',
    label: 'State',
    options: Object.entries(ACTION_WORD).map(([value, label]) => ({ value, label: label.replace('…', '') })),
  },
  {
    name: 'account',
    label: 'Account',
    options: [],
    text: { placeholder: 'Account id', hint: 'Or pick it in the tree.' },
  },
  { name: 'region', label: 'Region', options: [], text: { placeholder: 'Region', hint: 'Or pick it in the tree.' } },
]
