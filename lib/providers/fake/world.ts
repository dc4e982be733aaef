import type { FlowLogSpec } from '../../domain/flow-log-spec'
import type { Resource, ResourceKey } from '../../domain/resource'
import { resourceKeyText } from '../../domain/resource'
import type { ScopeRef } from '../../domain/scope'
import { scopeKey } from '../../domain/scope'
import type { ListedAccount } from '../organisation'
import type { RegionState } from '../provider'
import type { FakeClock } from './manual-clock'

/** What the object itself is doing. `deleted` is still listed for a while where reads are eventually consistent. */
export type FakeLogState = 'creating' | 'active' | 'modifying' | 'inactive' | 'deleting' | 'deleted'

/** A flow log inside the fake cloud. Changed only by the fake cloud and its controls. */
export interface FakeLog {
  readonly externalId: string
  readonly scope: ScopeRef
  readonly target: ResourceKey
  readonly targetExternalId: string
  /** The transit router of the target, where the cloud locks by it. */
  readonly routerId: string | null
  /** The spec as the cloud keeps it; its tags are only people's. */
  spec: FlowLogSpec
  /** All tags, ownership tags included. */
  tags: Record<string, string>
  readonly createdAt: Date
  state: FakeLogState
  /** When the transient state ends; null when it does not. */
  settlesAtMs: number | null
  settlesTo: 'active' | 'inactive' | 'gone'
  /** Listings show it from here on. */
  visibleFromMs: number
  /** When the delivery verdict falls; null: never. */
  verdictAtMs: number | null
  /** The verdict's message when it is a failure. */
  deliveryFailure: string | null
  /** The cloud's own word where it differs from the ordinary ones (an unheard-of state). */
  rawStatus: string | null
}

/** Everything of the fake cloud that can be turned. Durations in milliseconds of the fake's clock. */
export interface FakeSettings {
  /** AWS: what makes two logs of one target "the same"; the vendor does not say, so both answers exist. */
  duplicateMode: 'destination-only' | 'full-config'
  /** AWS: whether a duplicate among several targets refuses the whole request or only that target. */
  duplicateScope: 'request' | 'item'
  /** How long a new log is missing from listings, and a deleted one still listed. */
  visibilityDelayMs: number
  /** From creation to the delivery verdict, where the cloud gives one. */
  deliveryDelayMs: number
  createDurationMs: number
  modifyDurationMs: number
  deleteDurationMs: number
  logsPerTarget: number
  logsPerAccount: number
  /** How long a client token is remembered. */
  tokenMemoryMs: number
  /** CEN: what a log made with the default format reports as its format. */
  defaultFormatEcho: string | null
}

interface RememberedToken {
  readonly fingerprint: string
  readonly answer: unknown
  readonly atMs: number
}

/** The whole state of the fake cloud: resources, flow logs and remembered tokens. */
export class FakeWorld {
  readonly resources = new Map<string, Resource>()
  readonly regions = new Map<string, readonly RegionState[]>()
  /** What an account that may list them is told. */
  organisation: readonly ListedAccount[] = []
  /** Destinations (as the spec names them) that do not exist, or refuse delivery. */
  readonly missingDestinations = new Set<string>()
  readonly deniedDestinations = new Set<string>()
  private readonly logsById = new Map<string, FakeLog>()
  private readonly tokens = new Map<string, RememberedToken>()
  private lastNumber = 0

  constructor(
    readonly clock: FakeClock,
    readonly settings: FakeSettings,
  ) {}

  nowMs(): number {
    return this.clock.now().getTime()
  }

  nextNumber(): number {
    this.lastNumber += 1
    return this.lastNumber
  }

  /** All logs that exist or are still listed, settled up to now. */
  logs(): readonly FakeLog[] {
    const nowMs = this.nowMs()
    for (const log of this.logsById.values()) this.settle(log, nowMs)
    return [...this.logsById.values()]
  }

  /** Logs that count for the cloud itself (duplicates, locks, quotas). */
  livingLogs(): readonly FakeLog[] {
    return this.logs().filter((log) => log.state !== 'deleted')
  }

  /** What a listing of the scope shows at this moment. */
  listedLogs(scope: ScopeRef): readonly FakeLog[] {
    const nowMs = this.nowMs()
    const key = scopeKey(scope)
    return this.logs().filter((log) => scopeKey(log.scope) === key && log.visibleFromMs <= nowMs)
  }

  living(scope: ScopeRef, externalId: string): FakeLog | null {
    const key = scopeKey(scope)
    return this.livingLogs().find((log) => log.externalId === externalId && scopeKey(log.scope) === key) ?? null
  }

  put(log: FakeLog): void {
    this.logsById.set(log.externalId, log)
  }

  drop(externalId: string): void {
    this.logsById.delete(externalId)
  }

  resource(key: ResourceKey): Resource | null {
    return this.resources.get(resourceKeyText(key)) ?? null
  }

  /** The answer an equal call got before with this token; `mismatch` when the call was another one. */
  recall(token: string, fingerprint: string): { readonly answer: unknown } | 'mismatch' | null {
    const remembered = this.tokens.get(token)
    if (!remembered || this.nowMs() - remembered.atMs > this.settings.tokenMemoryMs) return null
    return remembered.fingerprint === fingerprint ? { answer: remembered.answer } : 'mismatch'
  }

  remember(token: string, fingerprint: string, answer: unknown): void {
    this.tokens.set(token, { fingerprint, answer, atMs: this.nowMs() })
  }

  private settle(log: FakeLog, nowMs: number): void {
    if (log.settlesAtMs === null || log.settlesAtMs > nowMs) return
    log.settlesAtMs = null
    if (log.settlesTo === 'gone') this.logsById.delete(log.externalId)
    else log.state = log.settlesTo
  }
}
