import type { ConfigurationDocument } from './configuration'
import type { Manager } from './flow-log'

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
  | {
      readonly op: 'create'
      readonly configurationId: string
      readonly document: ConfigurationDocument
      /** Logs that exist already and are taken into the record instead of being created. */
      readonly adopt?: Adoptions
    }
  | {
      readonly op: 'edit'
      readonly configurationId: string
      readonly baseGeneration: number
      readonly document: ConfigurationDocument
    }
  | {
      readonly op: 'delete'
      readonly configurationId: string
      readonly baseGeneration: number
      /** Lets go of its flow logs whatever it says on removal: cloud and tags stay as they are. */
      readonly retain?: boolean
    }
  /** Deleting a single log: its target leaves the Configuration in a new generation, or the next pass would bring it back. */
  | {
      readonly op: 'exclude'
      readonly configurationId: string
      readonly baseGeneration: number
      /** Resource key texts. */
      readonly targets: readonly string[]
      /** Lets go of their flow logs whatever the Configuration says on removal. */
      readonly retain?: boolean
    }
  /** Logs that stand where the Configuration wants its own are taken into the record; the document stays as it is. */
  | {
      readonly op: 'adopt'
      readonly configurationId: string
      readonly baseGeneration: number
      readonly adopt: Adoptions
    }
  /** Adopted logs get our ownership tags, the one write that adoption leaves out. */
  | { readonly op: 'mark'; readonly configurationId: string; readonly baseGeneration: number }
  /** A follow-up: nothing changes in the Configuration, only what it already asks for needs approval. */
  | {
      readonly op: 'reconcile'
      readonly configurationId: string
      readonly baseGeneration: number
      /** Resource key texts: only what is to be done about these. Left out: everything of the Configuration. */
      readonly targets?: readonly string[]
    }

/** Which logs are adopted for which targets, and which other managers somebody has acknowledged by name. */
export interface Adoptions {
  readonly logs: readonly { readonly target: string; readonly externalId: string }[]
  readonly acknowledged: readonly Manager[]
}
