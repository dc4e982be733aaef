import type { FlowLogSpec } from './flow-log-spec'
import type { Resource } from './resource'
import type { ScopeRef } from './scope'
import type { UpdateStep } from './update-step'

/** A mutation as it would be sent, for showing. */
export type CommandRequest =
  | {
      readonly kind: 'create'
      readonly scope: ScopeRef
      readonly targets: readonly Resource[]
      readonly spec: FlowLogSpec
    }
  | { readonly kind: 'update'; readonly scope: ScopeRef; readonly externalId: string; readonly step: UpdateStep }
  | { readonly kind: 'delete'; readonly scope: ScopeRef; readonly externalIds: readonly string[] }
