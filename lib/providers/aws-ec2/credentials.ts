import type { AccountConnection } from '../provider'

/** Keys that sign a call, as the SDK takes them. They never leave this process and are never logged. */
export interface AwsIdentity {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly expiration?: Date
}

/** The identity Weir itself has: environment, profile, workload identity. */
export type BaseCredentials = () => Promise<AwsIdentity>

/** A session of an assumed role. */
export interface RoleSession {
  readonly credentials: AwsIdentity
  readonly expiresAt: Date
}

/** Asks STS for one session; the caller reports the exchange and maps its errors. */
export type AssumeRole = (account: AccountConnection & { readonly roleArn: string }) => Promise<RoleSession>

/** Sessions are renewed this long before they end, so that no call starts with one about to expire. */
export const RENEW_BEFORE_EXPIRY_MS = 5 * 60_000

/**
 * The credentials of every account: the base identity itself, or a session of the account's role. One session serves all
 * regions, and any number of callers at once cause one AssumeRole.
 */
export class AccountCredentials {
  private readonly sessions = new Map<string, RoleSession>()
  private readonly flights = new Map<string, Promise<RoleSession>>()

  constructor(
    private readonly base: BaseCredentials,
    private readonly now: () => Date,
  ) {}

  /** Credentials for a call that starts now. A failed AssumeRole is not remembered: the next call asks again. */
  async get(account: AccountConnection, assumeRole: AssumeRole): Promise<AwsIdentity> {
    const { roleArn } = account
    if (roleArn === null) return await this.base()
    const key = sessionKey(account)
    const session = this.sessions.get(key)
    if (session && session.expiresAt.getTime() - this.now().getTime() > RENEW_BEFORE_EXPIRY_MS)
      return session.credentials
    const flight = this.flights.get(key) ?? this.startFlight(key, { ...account, roleArn }, assumeRole)
    return (await flight).credentials
  }

  /** What to sign with right now, after `get`: the SDK asks for it while a call is under way. */
  async current(account: AccountConnection): Promise<AwsIdentity> {
    if (account.roleArn === null) return await this.base()
    const session = this.sessions.get(sessionKey(account))
    if (!session) throw new Error('The session of the role was given up a moment ago.')
    return session.credentials
  }

  /** The cloud called a session expired: the next call takes a new one. */
  forget(account: AccountConnection): void {
    this.sessions.delete(sessionKey(account))
  }

  private startFlight(
    key: string,
    account: AccountConnection & { readonly roleArn: string },
    assumeRole: AssumeRole,
  ): Promise<RoleSession> {
    const flight = assumeRole(account)
      .then((session) => {
        this.sessions.set(key, session)
        return session
      })
      .finally(() => this.flights.delete(key))
    this.flights.set(key, flight)
    return flight
  }
}

function sessionKey(account: AccountConnection): string {
  return JSON.stringify([account.partition, account.accountId, account.roleArn, account.externalId])
}
