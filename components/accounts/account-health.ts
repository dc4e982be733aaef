import type { Tone } from '@/components/ui/tone'
import { countOf } from '@/components/words/nouns'
import type { AccountListItem } from '@/lib/http/schemas/accounts'
import { PARTLY_LISTED } from '@/lib/domain/scope'
import type { ScopeView } from '@/lib/http/schemas/scopes'

export interface Health {
  readonly word: string
  readonly tone: Tone
  /** More than a word, for hovering. */
  readonly note: string | null
}

/** The one thing to know of an account first: paused, refused, failing, stale, being looked at, or healthy. Pure. */
export function accountHealth(
  account: Pick<AccountListItem, 'isPaused' | 'test' | 'scopes' | 'oldestObservedAt'>,
): Health {
  const { test, scopes } = account
  if (account.isPaused) return { word: 'Paused', tone: 'off', note: 'Not looked at and not changed until resumed.' }
  if (test.state === 'failed') {
    return {
      word: 'Connection failed',
      tone: 'bad',
      note: `${countOf(test.failed, 'check', 'checks')} of the connection test failed.`,
    }
  }
  if (scopes.failing > 0) {
    return {
      word: `${scopes.failing} of ${scopes.total} cannot be read`,
      tone: 'bad',
      note: `${countOf(scopes.failing, 'scope', 'scopes')} could not be read at the last look.`,
    }
  }
  if (test.state === 'running') return { word: 'Testing…', tone: 'busy', note: null }
  if (account.oldestObservedAt === null) {
    return { word: 'Not looked at yet', tone: 'waiting', note: 'The first look takes a minute or two.' }
  }
  if (scopes.stale > 0) {
    return {
      word: `${scopes.stale} of ${scopes.total} stale`,
      tone: 'warning',
      note: `The last look at ${countOf(scopes.stale, 'scope', 'scopes')} is overdue.`,
    }
  }
  return { word: 'Healthy', tone: 'good', note: null }
}

/** How one scope stands: whether it is watched, being looked at, failing or old. Pure. */
export function scopeHealth(scope: Pick<ScopeView, 'state' | 'isLooking' | 'problem' | 'freshness'>): Health {
  const { staleBecause } = scope.freshness
  if (scope.state === 'NotEnabled' || staleBecause === 'NotEnabled') {
    return {
      word: 'Not enabled',
      tone: 'off',
      note: 'The account has not opted in to this region: nothing can be there.',
    }
  }
  if (scope.state === 'Paused' || staleBecause === 'Paused') return { word: 'Paused', tone: 'off', note: null }
  if (staleBecause === 'EndpointChanged') {
    return {
      word: 'Endpoint changed',
      tone: 'bad',
      note: 'Calls now go elsewhere than when it was added; nothing is read into it or changed.',
    }
  }
  if (scope.isLooking) return { word: 'Looking…', tone: 'busy', note: null }
  if (scope.problem?.reason === PARTLY_LISTED) {
    return { word: 'Partly listed', tone: 'warning', note: scope.problem.message }
  }
  if (scope.problem !== null) return { word: 'Cannot be read', tone: 'bad', note: scope.problem.message }
  if (staleBecause === 'NeverLooked') return { word: 'Not looked at yet', tone: 'waiting', note: null }
  if (scope.freshness.isStale) return { word: 'Stale', tone: 'warning', note: 'The last look is overdue.' }
  return { word: 'Fresh', tone: 'good', note: null }
}
