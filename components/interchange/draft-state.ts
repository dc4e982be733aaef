import type { Tone } from '@/components/ui/tone'
import type { ImportedDraft } from '@/lib/http/schemas/interchange'

/** Whether a draft can be proposed as it is, and in a word why not. Pure. */
export function draftState(draft: ImportedDraft): {
  readonly isReady: boolean
  readonly tone: Tone
  readonly word: string
} {
  const isReady = draft.document !== null && draft.selector !== null && draft.violations.length === 0
  if (!isReady) return { isReady, tone: 'bad', word: draft.selector === null ? 'No targets' : 'Not complete' }
  if (draft.problemCount > 0 || draft.withoutTarget > 0)
    return { isReady, tone: 'warning', word: 'Some targets missing' }
  return { isReady, tone: 'good', word: 'Ready' }
}

/** What an import comes to, in one sentence. Pure. */
export function importSentence(preview: {
  readonly formatLabel: string | null
  readonly drafts: readonly ImportedDraft[]
  readonly notes: readonly { readonly severity: string }[]
}): string {
  const { formatLabel, drafts, notes } = preview
  const open = notes.filter(({ severity }) => severity !== 'info').length
  const targets = drafts.reduce((sum, { targetCount }) => sum + targetCount, 0)
  const count = (number: number, one: string, many: string) =>
    `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`
  if (drafts.length === 0) return `${formatLabel ?? 'The document'}: nothing was taken over.`
  const found = `${count(drafts.length, 'Configuration', 'Configurations')} for ${count(targets, 'target', 'targets')}`
  const rest = open === 0 ? 'everything was understood' : `${count(open, 'thing needs', 'things need')} a look`
  return `${formatLabel ?? 'Document'}: ${found}; ${rest}.`
}
