import type { ChangeItem } from './change-item'
import type { ConfigurationDocument } from './configuration'

/** A Configuration as membership and planning see it: its newest generation, approved or merely proposed. */
export interface ConfigurationState {
  readonly id: string
  readonly generation: number
  readonly document: ConfigurationDocument
  /** Soft-deleted, or proposed to be: what it made shall go, or be let go of. */
  readonly isDeleted: boolean
}

/** Thrown for an item that does not fit the Configurations it is laid over; a service turns it into a stale request. */
export class OverlayMismatch extends Error {
  override readonly name = 'OverlayMismatch'
  constructor(
    readonly configurationId: string,
    readonly reason: 'Missing' | 'AlreadyExists' | 'StaleGeneration',
  ) {
    super(`change of Configuration ${configurationId}: ${reason}`)
  }
}

/**
 * The Configurations as they would be once the items are approved: what a proposal is planned on, and what its approval
 * writes. Pure; throws `OverlayMismatch` where an item was drafted on something else.
 */
export function overlayConfigurations(
  configurations: readonly ConfigurationState[],
  items: readonly ChangeItem[],
): readonly ConfigurationState[] {
  const byId = new Map(configurations.map((configuration) => [configuration.id, configuration]))
  for (const item of items) byId.set(item.configurationId, overlayOne(byId.get(item.configurationId), item))
  return [...byId.values()]
}

function overlayOne(current: ConfigurationState | undefined, item: ChangeItem): ConfigurationState {
  if (item.op === 'create') {
    if (current !== undefined) throw new OverlayMismatch(item.configurationId, 'AlreadyExists')
    return { id: item.configurationId, generation: 1, document: item.document, isDeleted: false }
  }
  // What a deleted one left behind can still need an approval: only there a follow-up on it makes sense.
  if (current === undefined || (current.isDeleted && item.op !== 'reconcile')) {
    throw new OverlayMismatch(item.configurationId, 'Missing')
  }
  if (current.generation !== item.baseGeneration) throw new OverlayMismatch(item.configurationId, 'StaleGeneration')
  const next = { ...current, generation: current.generation + 1 }
  switch (item.op) {
    case 'edit':
      return { ...next, document: item.document }
    case 'delete':
      return {
        ...next,
        isDeleted: true,
        document: item.retain === true ? { ...current.document, onRemoval: 'retain' } : current.document,
      }
    case 'exclude':
      return { ...next, document: withoutTargets(current.document, item.targets) }
    case 'adopt':
    case 'mark':
    case 'reconcile':
      return current
  }
}

/** The document with these targets left out. Pure. */
export function withoutTargets(document: ConfigurationDocument, targets: readonly string[]): ConfigurationDocument {
  const { selector } = document
  const left = new Set(targets)
  if (selector.kind === 'explicit') {
    return {
      ...document,
      selector: { ...selector, targets: selector.targets.filter((target) => !left.has(target)) },
    }
  }
  return { ...document, selector: { ...selector, excludes: [...new Set([...selector.excludes, ...targets])].sort() } }
}
