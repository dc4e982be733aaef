/** What surrounds one resource of a Terraform document. */
export interface TerraformPlace {
  /** The resource's name with its module, for people. */
  readonly name: string
  /** A state holds what exists; a configuration what is wanted. */
  readonly isState: boolean
  readonly region: string | null
  /** From an import block; a state has it among the attributes. */
  readonly flowLogId: string | null
  /** Tags the provider adds to everything. */
  readonly defaultTags: Readonly<Record<string, string>>
}
