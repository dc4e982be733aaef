/** An account as its organisation lists it. */
export interface ListedAccount {
  readonly accountId: string
  readonly name: string
  /** The cloud's own word for its state. */
  readonly rawState: string
  /** False while it is being made, closed or suspended: nobody can look into it then. */
  readonly isActive: boolean
  /** Folders from the root down, joined by `/`; empty when the listing does not say. */
  readonly path: string
  readonly joinedAt: Date | null
}
