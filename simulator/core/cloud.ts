import type { AdminRoute } from './admin-route'
import type { CallMeter } from './call-meter'
import type { SimClock } from './clock'
import type { FaultBook } from './faults'
import type { SimRandom } from './random'
import type { SimSettings } from './settings'
import type { Throttle } from './throttle'

/** One HTTP request as a simulated cloud sees it. Header names are lower-case; the body is the raw text. */
export interface SimRequest {
  readonly method: string
  /** Host header as sent: part of both clouds' signatures. */
  readonly host: string
  readonly path: string
  /** The raw query string without the question mark, still percent-encoded. */
  readonly rawQuery: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** One HTTP answer. */
export interface SimResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Text, or bytes where what is answered is a file. */
  readonly body: string | Buffer
}

/** What every simulated cloud shares: time, chance, faults, rate limits and the count of calls. */
export interface SimContext {
  readonly clock: SimClock
  readonly random: SimRandom
  readonly settings: SimSettings
  readonly faults: FaultBook
  readonly throttle: Throttle
  readonly meter: CallMeter
  /** To be called after every change of the world, so that it is saved soon. */
  markChanged(): void
}

/** The worlds that every cloud can make. A cloud that has no part in one leaves itself empty. */
export type WorldName = 'demo' | 'test' | 'empty' | 'bench-aws' | 'bench-cen'

export const WORLD_NAMES: readonly WorldName[] = ['demo', 'test', 'empty', 'bench-aws', 'bench-cen']

/** An account of the world and the way in, as somebody who onboards it would be told. */
export interface WorldAccount {
  readonly provider: 'aws' | 'alibaba'
  readonly accountId: string
  readonly name: string
  /** The role to assume; null where the base identity itself is used. */
  readonly roleArn: string | null
  readonly externalId: string | null
  readonly regions: readonly string[]
}

/**
 * A cloud the server can host. `handle` never throws: everything a client may send ends in an answer of that
 * cloud's own error form. `lose` says that the effect happened but the reply must be dropped (the server then
 * destroys the socket without answering).
 */
export interface SimulatedCloud {
  readonly name: 'aws' | 'alibaba'
  /** Whether the request is in this cloud's protocol, decided from method, headers and query alone. */
  owns(request: SimRequest): boolean
  handle(request: SimRequest): Promise<SimResponse | { readonly lose: true }>
  /** Replaces the whole state by a named world, drawn from the context's random seed. */
  populate(world: WorldName): void
  /** The accounts of the world. */
  accounts(): readonly WorldAccount[]
  /** This cloud's part of the admin API. */
  readonly adminRoutes: readonly AdminRoute[]
  /** The whole world as JSON, for persistence between starts. */
  dump(): unknown
  /** Restores what `dump` gave. */
  load(state: unknown): void
}
