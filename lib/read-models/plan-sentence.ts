import type { ActionKind } from '../domain/plan'
import type { StoredPlanSummary } from './change-request-rows'

/** A plan in one or two sentences: what happens, where, what loses coverage, which gap. Pure. */
export function planSentence(
  counters: Readonly<Omit<Record<ActionKind, number>, 'adopt'> & { readonly adopt?: number }>,
  summary: StoredPlanSummary,
  excluded: number,
): string {
  const parts = [
    verb(counters.create, 'creates'),
    verb(counters.update, 'changes in place'),
    verb(counters.replace, 'replaces'),
    verb(counters.delete, 'deletes'),
    verb(counters.release, 'lets go of'),
    // Plans of earlier days know no adoption.
    verb(counters.adopt ?? 0, 'adopts'),
  ].filter((part) => part !== '')
  if (parts.length === 0) {
    return summary.obstacles > 0
      ? `Nothing can be done: ${plural(summary.obstacles, 'obstacle')} in the way.`
      : 'Nothing to do: everything is as desired.'
  }
  const where = `in ${plural(summary.accounts, 'account')} and ${plural(summary.regions, 'region')}`
  const isWithoutCalls = counters.create + counters.update + counters.replace + counters.delete === 0
  const losing = summary.risks['reduces-coverage'] ?? 0
  const sentences = [
    `${capital(joined(parts))} ${where}.`,
    isWithoutCalls ? 'No call to a cloud: 0 cloud writes.' : '',
    losing === 0 ? 'Nothing loses coverage.' : `${plural(losing, 'action')} reduce${losing === 1 ? 's' : ''} coverage.`,
    summary.longestGapSeconds === null ? '' : `The longest gap is up to ${gap(summary.longestGapSeconds)}.`,
    summary.obstacles === 0 ? '' : `${capital(plural(summary.obstacles, 'obstacle'))} in the way.`,
    excluded === 0 ? '' : `${capital(plural(excluded, 'action'))} excluded.`,
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

const verb = (count: number, word: string) => (count === 0 ? '' : `${word} ${plural(count, 'flow log')}`)
const plural = (count: number, noun: string) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`
}

function gap(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
