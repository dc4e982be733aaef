import type { Resource, ResourceKey, ResourceType } from '../../domain/resource'
import type { ScopeRef } from '../../domain/scope'
import type { CreateBatch, UpdateStep } from '../provider'
import type { FakeFaultBook, FakeFaultProbe } from './faults'
import type { Refusal } from './refusal'
import type { FakeLog, FakeWorld } from './world'

/** What one create answered, target by target, in the order of the batch. */
export type FakeCreateItem =
  | { readonly kind: 'accepted'; readonly target: ResourceKey; readonly externalId: string }
  | { readonly kind: 'refused'; readonly target: ResourceKey; readonly refusal: Refusal }

/** What the server side of a fake cloud gets for every call. */
export interface FakeRequest {
  readonly world: FakeWorld
  readonly faults: FakeFaultBook
  readonly probe: FakeFaultProbe
  readonly scope: ScopeRef
}

/** The words and rules in which one fake cloud differs from the other. Every function may throw a `Refusal`. */
export interface FakeCloudRules {
  readonly operations: {
    readonly create: string
    readonly observe: string
    readonly delete: string
    readonly identity: string
    readonly assumeRole: string
    readonly update: Readonly<Record<UpdateStep['kind'], string | null>>
    /** The global look, then a regional look. */
    readonly discoverGlobal: readonly string[]
    readonly discoverRegion: readonly string[]
  }
  /** The types that a listing tells of. */
  readonly listedBy: Readonly<Record<string, readonly ResourceType[]>>
  /** Permission action of an operation, as the cloud's policies spell it. */
  permission(operation: string): string
  create(request: FakeRequest, batch: CreateBatch): readonly FakeCreateItem[]
  /** Whether the id existed; a cloud that refuses unknown ids throws a refusal that names them. */
  delete(request: FakeRequest, externalIds: readonly string[]): void
  update(
    request: FakeRequest,
    change: { readonly operationId: string; readonly log: FakeLog; readonly step: UpdateStep },
  ): void
  missingLog(externalIds: readonly string[]): Refusal
  throttled(retryAfterMs: number | null): Refusal
  /** The cloud's own word for the state of a log. */
  rawStatus(log: FakeLog): string
  /** Which resources a look at this scope lists. */
  lists(resource: Resource, scope: ScopeRef): boolean
}
