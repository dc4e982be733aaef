import type { FlowLogSpec } from './flow-log-spec'
import type { Resource } from './resource'
import type { ScopeRef } from './scope'
import type { UpdateStep } from './update-step'

/** What a command has to know of a target. */
export type CommandTarget = Pick<Resource, 'key' | 'externalId' | 'links'>

/** A mutation as it would be sent, for showing. A scope whose region is not known has an empty one. */
export type CommandRequest =
  | {
      readonly kind: 'create'
      readonly scope: ScopeRef
      readonly targets: readonly CommandTarget[]
      readonly spec: FlowLogSpec
    }
  | { readonly kind: 'update'; readonly scope: ScopeRef; readonly externalId: string; readonly step: UpdateStep }
  | { readonly kind: 'delete'; readonly scope: ScopeRef; readonly externalIds: readonly string[] }
