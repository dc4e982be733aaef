import * as alibabaCredentials from '@alicloud/credentials'
import type { AccountConnection } from '../provider'
import { local } from './errors'
import { exchange, type ExchangeContext } from './exchange'
import type { AccessKeys } from './openapi-core'

/** Where Weir's own identity comes from; the vendor's default chain unless told otherwise. */
export interface BaseCredentials {
  getCredentials(): Promise<{
    readonly accessKeyId: string
    readonly accessKeySecret: string
    readonly securityToken?: string | undefined
  }>
}

/** What the credentials of accounts need to know. */
export interface CredentialOptions {
  readonly stsEndpoint: string
  readonly base?: BaseCredentials
  /** For the expiry of sessions; real time unless told otherwise. */
  readonly now?: () => number
}

/** Keys for accounts: the base identity itself, or a session of the account's role. */
export interface AccountCredentials {
  keysFor(account: AccountConnection, context: ExchangeContext): Promise<AccessKeys>
  baseKeys(): Promise<AccessKeys>
  /** Forgets the session of an account: the next call assumes the role again. */
  forget(account: AccountConnection): void
}

/** API version of the security token service. */
export const STS_VERSION = '2015-04-01'

/** The longest session every role allows. Source: Sts 2015-04-01, AssumeRole, DurationSeconds, read 2026-11. */
const SESSION_SECONDS = 3600

/** A session this close to its end is renewed while it is still used. */
const RENEW_BEFORE_MS = 10 * 60_000

/** A session this close to its end is no longer used. */
const UNUSABLE_BEFORE_MS = 60_000

interface Session {
  readonly keys: AccessKeys
  readonly expiresAtMs: number
}

/**
 * Credentials with one AssumeRole call under way per role. The vendor's own provider speaks only https, sends one call
 * per caller, and hides failures of a renewal.
 */
export function createAccountCredentials(options: CredentialOptions): AccountCredentials {
  const now = options.now ?? Date.now
  const sessions = new Map<string, Session>()
  const underWay = new Map<string, Promise<Session>>()
  let chain: BaseCredentials | undefined = options.base

  async function baseKeys(): Promise<AccessKeys> {
    try {
      chain ??= alibabaCredentials.DefaultCredentialsProvider.builder().build()
      const { accessKeyId, accessKeySecret, securityToken } = await chain.getCredentials()
      return { accessKeyId, accessKeySecret, securityToken: securityToken === '' ? null : (securityToken ?? null) }
    } catch {
      // The vendor's chain remembers the last source it tried, failed or not: a fresh one tries them all again. Its
      // message is left out, because it repeats the environment.
      chain = options.base
      throw local('GetCredentials', {
        kind: 'denied',
        reason: 'NoCredentials',
        cause: 'No credentials for Alibaba Cloud were found in the environment, the profile or the instance.',
        remedy: 'Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET for the worker, or a profile.',
      })
    }
  }

  function assume(key: string, account: AccountConnection, context: ExchangeContext): Promise<Session> {
    const known = underWay.get(key)
    if (known !== undefined) return known
    const started = assumeRole(options.stsEndpoint, baseKeys, account, context)
      .then((session) => {
        sessions.set(key, session)
        return session
      })
      .finally(() => underWay.delete(key))
    underWay.set(key, started)
    return started
  }

  return {
    baseKeys,
    forget: (account) => sessions.delete(keyOf(account)),
    keysFor: async (account, context) => {
      if (account.roleArn === null) return baseKeys()
      const key = keyOf(account)
      const session = sessions.get(key)
      const leftMs = session === undefined ? 0 : session.expiresAtMs - now()
      if (session === undefined || leftMs <= UNUSABLE_BEFORE_MS) return (await assume(key, account, context)).keys
      // A failed early renewal is no failure yet: the session still works, and the next call tries again.
      if (leftMs <= RENEW_BEFORE_MS) assume(key, account, context).catch(() => undefined)
      return session.keys
    },
  }
}

function keyOf(account: AccountConnection): string {
  return [account.accountId, account.roleArn ?? '', account.externalId ?? ''].join('\n')
}

async function assumeRole(
  endpoint: string,
  baseKeys: () => Promise<AccessKeys>,
  account: AccountConnection,
  context: ExchangeContext,
): Promise<Session> {
  const { roleArn, externalId, accountId } = account
  const owner = /^acs:ram::(\d+):role\//.exec(roleArn ?? '')?.[1]
  if (roleArn === null || owner !== accountId) {
    // The wrong account's flow logs must never be taken for this account's.
    throw local('AssumeRole', {
      kind: 'denied',
      reason: 'RoleOfOtherAccount',
      cause: `The role ${roleArn ?? ''} does not belong to account ${accountId}.`,
      remedy: `Enter the ARN of a role of this account: acs:ram::${accountId}:role/<name>.`,
    })
  }
  // Others wait for this very call, so it must not end because one of them gives up; its time is limited all the same.
  const shared = { ...context, signal: new AbortController().signal }
  const answer = await exchange(shared, {
    endpoint,
    keys: baseKeys,
    action: 'AssumeRole',
    version: STS_VERSION,
    query: {
      RoleArn: roleArn,
      RoleSessionName: 'weir-control-plane',
      DurationSeconds: SESSION_SECONDS,
      ...(externalId === null ? {} : { ExternalId: externalId }),
    },
    // Another session does no harm: nothing is left open when the answer is lost.
    mutates: false,
  })
  const given = (answer['Credentials'] ?? {}) as Readonly<Record<string, unknown>>
  const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = given
  const expiresAtMs = typeof Expiration === 'string' ? Date.parse(Expiration) : Number.NaN
  if (
    typeof AccessKeyId !== 'string' ||
    typeof AccessKeySecret !== 'string' ||
    typeof SecurityToken !== 'string' ||
    Number.isNaN(expiresAtMs)
  ) {
    throw local('AssumeRole', {
      kind: 'unavailable',
      reason: 'UnreadableSession',
      cause: 'The answer of AssumeRole holds no complete credentials.',
      remedy: 'Nothing: Weir asks again soon. If it repeats, check the endpoint of STS.',
    })
  }
  return {
    keys: { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken },
    expiresAtMs,
  }
}
