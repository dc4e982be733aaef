import type { ProviderId } from '../domain/provider-id'
import type { FlowLogProvider } from '../providers/provider'
import type { Database } from '../store/database/connection'
import type { JobName, JobQueue, Jobs } from './job-queue'
import { listOrganisation } from './list-organisation'
import { planChangeRequest } from './plan-change-request'
import { preflightPlan, startPreflight } from './preflight-plan'
import { readRecords } from './read-records'
import { testAccount } from './test-account'

/** What jobs may reach: more than use cases of the web, for only the worker has clouds. */
export interface JobContext {
  readonly database: Database
  readonly clock: () => Date
  readonly provider: (id: ProviderId) => FlowLogProvider
  /** One job may cause another. */
  readonly jobs: JobQueue
}

type Handlers = { readonly [Name in JobName]: (context: JobContext, data: Jobs[Name]) => Promise<void> }

/** What the worker does for each job. Every handler may run twice for the same job without harm. */
export const JOB_HANDLERS: Handlers = {
  'plan-change-request': ({ database, clock, provider, jobs }, { changeRequestId }) =>
    planChangeRequest(
      {
        database,
        clock,
        capabilities: (id) => provider(id).capabilities,
        renderCommand: (request) => provider(request.scope.provider).renderCommand(request),
        planned: (sql, planId) => startPreflight(sql, jobs, planId),
      },
      changeRequestId,
    ),
  'preflight-plan': (context, { planId }) => preflightPlan(context, planId),
  'list-organisation': (context, { organisationId }) => listOrganisation(context, organisationId),
  'read-records': (context, { recordRequestId }) => readRecords(context, recordRequestId),
  'test-account': (context, { accountId }) => testAccount(context, accountId),
}
