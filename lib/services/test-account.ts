import { isProviderId, type ProviderId } from '../domain/provider-id'
import { GLOBAL_REGION } from '../domain/scope'
import type { ConnectionCheck, FlowLogProvider } from '../providers/provider'
import { lockAccount, writeTestResult } from '../store/accounts'
import type { Database } from '../store/database/connection'
import { addEvent } from '../store/events'
import { inTransaction } from '../store/sql'

export interface TestContext {
  readonly database: Database
  readonly provider: (id: ProviderId) => FlowLogProvider
}

const CALL_TIMEOUT_MS = 15_000

/** Tries to reach an account and keeps what each step found. Run again it only tests again. */
export async function testAccount({ database, provider }: TestContext, accountId: string): Promise<void> {
  const account = await inTransaction(database.pool, (sql) => lockAccount(sql, accountId))
  if (account === null || !isProviderId(account.provider)) return
  const checks = await checksOf(provider(account.provider), { ...account, provider: account.provider })
  const state = checks.some((check) => check.state === 'failed') ? 'failed' : 'passed'
  await inTransaction(database.pool, async (sql) => {
    await writeTestResult(sql, accountId, { state, checks })
    await addEvent(sql, { topic: 'account', subject: accountId })
  })
}

async function checksOf(
  cloud: FlowLogProvider,
  account: Parameters<FlowLogProvider['testConnection']>[0]['account'] & { readonly regions: readonly string[] },
): Promise<readonly ConnectionCheck[]> {
  const { provider, partition, roleArn, externalId } = account
  try {
    return await cloud.testConnection({
      account: { provider, partition, accountId: account.accountId, roleArn, externalId },
      scope: { provider, partition, accountId: account.accountId, region: account.regions[0] ?? GLOBAL_REGION },
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS * 4),
      timeoutMs: CALL_TIMEOUT_MS,
      onCall: () => undefined,
    })
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
