import type { AlibabaWorldState } from './world'

const LISTS = [
  'accounts',
  'users',
  'roles',
  'sessions',
  'cens',
  'routers',
  'attachments',
  'flowLogs',
  'goneFlowLogs',
  'projects',
  'clientTokens',
] as const

/** Checks that a saved state has the shape of this version. Throws with a sentence when it has not. */
export function parseState(state: unknown): AlibabaWorldState {
  const candidate = state as Partial<AlibabaWorldState> | null
  const isComplete =
    candidate?.format === 1 &&
    typeof candidate.sequence === 'number' &&
    typeof candidate.switches === 'object' &&
    LISTS.every((name) => Array.isArray(candidate[name]))
  if (!isComplete) {
    throw new Error('the saved Alibaba Cloud world is of another version of the simulator; start with --fresh')
  }
  return candidate as AlibabaWorldState
}
