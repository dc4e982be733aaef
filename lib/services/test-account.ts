import { neededOnlyFor, testedFeatures, type TestedFeatures } from '../domain/onboarding/connection-permissions'
import { statementText, type StatementOwner } from '../domain/onboarding/onboard'
import { isProviderId, type ProviderId } from '../domain/provider-id'
import { GLOBAL_REGION } from '../domain/scope'
import type { ConnectionCheck, FlowLogProvider } from '../providers/provider'
import { lockAccount, writeTestResult } from '../store/accounts'
import type { Database } from '../store/database/connection'
import { addEvent } from '../store/events'
import { readInstallation } from '../store/installation'
import { inTransaction } from '../store/sql'

export interface TestContext {
  readonly database: Database
  readonly provider: (id: ProviderId) => FlowLogProvider
}

/** A check as people get it: a permission that is missing or unknown with the statements that grant it. */
interface NamedCheck extends ConnectionCheck {
  readonly statement: string | null
}

const CALL_TIMEOUT_MS = 15_000

/** Tries to reach an account and keeps what each step found. Run again it only tests again. */
export async function testAccount({ database, provider }: TestContext, accountId: string): Promise<void> {
  const account = await inTransaction(database.pool, (sql) => lockAccount(sql, accountId))
  if (account === null || !isProviderId(account.provider)) return
  const tested = testedFeatures(account.provider, account.features)
  const { installationId } = await readInstallation(database.pool)
  const known = { ...account, provider: account.provider }
  const found = await checksOf(provider(account.provider), known, tested)
  const checks = found.map((check) => named(check, { ...known, installationId }, tested))
  const state = checks.some((check) => check.state === 'failed') ? 'failed' : 'passed'
  await inTransaction(database.pool, async (sql) => {
    await writeTestResult(sql, accountId, { state, checks })
    await addEvent(sql, { topic: 'account', subject: accountId })
  })
}

/** Says what exactly to add, and does not call a lack a failure that nobody asked about. */
function named(check: ConnectionCheck, owner: StatementOwner, { required }: TestedFeatures): NamedCheck {
  const action = /^permission:(.+)$/.exec(check.id)?.[1] ?? null
  if (action === null || check.state === 'passed') return { ...check, statement: null }
  const statement = statementText(action, owner)
  const onlyFor = neededOnlyFor(owner.provider, action, required)
  if (check.state !== 'failed' || onlyFor === null) return { ...check, statement }
  return { ...check, state: 'skipped', message: `Missing, and needed only for ${onlyFor}. ${check.message}`, statement }
}

async function checksOf(
  cloud: FlowLogProvider,
  account: Parameters<FlowLogProvider['testConnection']>[0]['account'] & { readonly regions: readonly string[] },
  { tried }: TestedFeatures,
): Promise<readonly ConnectionCheck[]> {
  const { provider, partition, roleArn, externalId } = account
  const context = {
    account: { provider, partition, accountId: account.accountId, roleArn, externalId },
    scope: { provider, partition, accountId: account.accountId, region: account.regions[0] ?? GLOBAL_REGION },
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS * 4),
    timeoutMs: CALL_TIMEOUT_MS,
    onCall: () => undefined,
  }
  try {
    return await cloud.testConnection(context, tried)
  } catch (error) {
    // The port promises not to throw; should it, a test that never ends would be worse than one that says so.
    return [
      {
        id: 'reach',
        label: 'Reach the cloud',
        state: 'failed',
        message: error instanceof Error ? error.message : 'The test ended without an answer.',
        remedy: 'Check the network and the endpoint settings of the worker, then test again.',
        vendorCode: null,
        requestId: null,
      },
    ]
  }
}
