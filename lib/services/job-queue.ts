import type { Sql } from '../store/sql'

/** Side jobs: what is not a pass over a scope, and not to be waited for inside a request. */
export interface Jobs {
  /** Makes the plan of a change request. */
  'plan-change-request': { readonly changeRequestId: string }
  /** Asks the clouds what a plan rests on. */
  'preflight-plan': { readonly planId: string }
  /** Lists the accounts of an organisation. */
  'list-organisation': { readonly organisationId: string }
  /** Reads a page of a flow log's records for somebody who waits. */
  'read-records': { readonly recordRequestId: string }
  /** Tries the connection of an account with the cloud. */
  'test-account': { readonly accountId: string }
}

export type JobName = keyof Jobs

export const JOB_NAMES = [
  'plan-change-request',
  'preflight-plan',
  'list-organisation',
  'read-records',
  'test-account',
] as const satisfies readonly JobName[]

/** Where use cases put jobs: inside the transaction that causes them, so that both happen or neither. */
export interface JobQueue {
  send<Name extends JobName>(sql: Sql, name: Name, data: Jobs[Name]): Promise<void>
}
