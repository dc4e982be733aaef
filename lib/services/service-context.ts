import type { Capabilities } from '../domain/capabilities'
import type { CommandRequest } from '../domain/command-request'
import type { ProviderId } from '../domain/provider-id'
import type { Database } from '../store/database/connection'
import type { JobQueue } from './job-queue'

/** What every use case may reach. Constructed once per process by the edge. */
export interface ServiceContext {
  readonly database: Database
  readonly jobs: JobQueue
  /** The moment a use case calls now; tests pass their own. */
  readonly clock: () => Date
  /** Every cloud's, in the order people see them. */
  readonly allCapabilities: readonly Capabilities[]
  readonly capabilities: (provider: ProviderId) => Capabilities
  /** What a person would type for a request. */
  readonly renderCommand: (request: CommandRequest) => string
}
