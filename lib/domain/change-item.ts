import type { ConfigurationDocument } from './configuration'

/** Who acts. Until sign-in exists, people are the one local operator. */
export type Actor =
  | { readonly kind: 'person'; readonly id: string; readonly name: string }
  | { readonly kind: 'engine'; readonly id: 'weir'; readonly name: 'Weir' }

export const LOCAL_OPERATOR: Actor = { kind: 'person', id: 'local-operator', name: 'Local operator' }
export const ENGINE: Actor = { kind: 'engine', id: 'weir', name: 'Weir' }

/**
 * One proposed change of one Configuration. `baseGeneration` is the generation it was drafted on: another one at
 * approval makes the request stale. The id of a Configuration to be created is chosen when it is proposed, so that the
 * plan's fingerprints already name it.
 */
export type ChangeItem =
  | { readonly op: 'create'; readonly configurationId: string; readonly document: ConfigurationDocument }
  | {
      readonly op: 'edit'
      readonly configurationId: string
      readonly baseGeneration: number
      readonly document: ConfigurationDocument
    }
  | { readonly op: 'delete'; readonly configurationId: string; readonly baseGeneration: number }
  /** Deleting a single log: its target leaves the Configuration in a new generation, or the next pass would bring it back. */
  | {
      readonly op: 'exclude'
      readonly configurationId: string
      readonly baseGeneration: number
      /** Resource key texts. */
      readonly targets: readonly string[]
    }
  /** A follow-up: nothing changes in the Configuration, only what it already asks for needs approval. */
  | { readonly op: 'reconcile'; readonly configurationId: string; readonly baseGeneration: number }
