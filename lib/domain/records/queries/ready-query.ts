import type { FlowLogSpec } from '../../flow-log-spec'

/** A flow log as ready-made queries need it: what it writes, and where. */
export interface QueriedLog {
  readonly spec: FlowLogSpec
  /** The cloud's id, for example `fl-0123…`. */
  readonly externalId: string
  /** Whose log it is, and where; parts of the paths in a bucket. */
  readonly accountId: string
  readonly region: string
  /** When the log was made: queries need not look further back. Null when that is not known. */
  readonly createdAt: Date | null
}

export type QueryLanguage = 'logs-insights' | 'athena' | 'sls'

/** A query that a person can copy and run as it is. */
export interface ReadyQuery {
  /** Stable within a language, for example `top-talkers`. */
  readonly id: string
  readonly language: QueryLanguage
  readonly title: string
  /** The query's text; of several statements, each ends in a semicolon. */
  readonly text: string
  /** What a person must know before running it; null when there is nothing. */
  readonly hint: string | null
}
