import { AsyncLocalStorage } from 'node:async_hooks'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { EC2Client } from '@aws-sdk/client-ec2'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { fromNodeProviderChain } from '@aws-sdk/credential-providers'
import { GLOBAL_REGION } from '../../domain/scope'
import type { AccountConnection, CallContext } from '../provider'
import { ProviderError } from '../errors'
import type { AwsIdentity, BaseCredentials, RoleSession } from './credentials'
import { AccountCredentials } from './credentials'
import { foreignHost, isVendorHost } from './endpoints'
import type { UnpagedFallback } from './paging'
import { homeRegion } from './regions'
import { errorCode, toProviderError } from './sdk-errors'

/** Where calls go when they do not go to AWS: from the environment, by the names the AWS SDKs define. */
export interface AwsEndpoints {
  readonly all?: string
  readonly EC2?: string
  readonly STS?: string
  readonly S3?: string
  readonly CLOUDWATCH_LOGS?: string
  readonly IAM?: string
  readonly KMS?: string
  readonly FIREHOSE?: string
  readonly ORGANIZATIONS?: string
}

/**
 * A service that only some work needs. Its client is loaded with its first use: most of a worker's life goes by without
 * it, and each costs memory.
 */
export interface FurtherService<Client extends FurtherClient> {
  readonly name: 'S3' | 'CLOUDWATCH_LOGS' | 'IAM' | 'KMS' | 'FIREHOSE' | 'ORGANIZATIONS'
  /** Has one endpoint for all regions of a partition. */
  readonly isGlobal: boolean
  load(settings: FurtherSettings): Promise<Client>
}

/** What a client of a further service is made with. */
export interface FurtherSettings {
  readonly region: string
  readonly maxAttempts: number
  readonly requestHandler: object
  readonly credentials: () => Promise<AwsIdentity>
  readonly endpoint?: string
}

/** What every client of the SDK has. */
export interface FurtherClient {
  readonly middlewareStack: object
}

/** As much of a middleware stack as is used here; the SDK types it anew for every client. */
interface AnyStack {
  add(
    middleware: (next: (args: WithRequest) => Promise<unknown>) => (args: WithRequest) => Promise<unknown>,
    options: { readonly step: 'deserialize'; readonly priority: 'low'; readonly name: string },
  ): void
}

interface WithRequest {
  readonly request?: unknown
}

export interface AwsClientOptions {
  readonly endpoints: AwsEndpoints
  /** Redirected endpoints keep AWS's promises all the same. */
  readonly isFaithful?: boolean
  /** The standard chain of the SDK when left out. */
  readonly baseCredentials?: BaseCredentials
  /** Appears in the trails of the accounts. */
  readonly sessionName?: string
  readonly now?: () => Date
}

/** What every SDK call of the adapter gets. */
export interface SendOptions {
  readonly abortSignal: AbortSignal
}

/** One SDK call, described for records and errors. */
export interface AwsCall<Output> {
  readonly operation: string
  /** Ids of targets or flow logs the request names. */
  readonly requested?: readonly string[]
  /** The end of the port call that this exchange belongs to; a fresh time limit when left out. */
  readonly deadline?: AbortSignal
  readonly send: (options: SendOptions) => Promise<Output>
}

/** An answer with the id by which AWS finds it again. */
export interface AwsAnswered<Output> {
  readonly output: Output
  readonly requestId: string | null
}

interface WithMetadata {
  readonly $metadata: { readonly requestId?: string | undefined }
}

/** Set by the middleware when a request really leaves, so that exactly the exchanges are reported. */
interface Exchange {
  sentAt: Date | null
}

const SESSION_SECONDS = 3600

/**
 * The SDK clients of all accounts and regions: one per account and region, kept, over shared connections. The SDK's own
 * retries are off: the engine must see every attempt, with its own pacing and its own count of calls.
 */
export class AwsClients {
  private readonly ec2Clients = new Map<string, EC2Client>()
  private readonly stsClients = new Map<string, STSClient>()
  private readonly furtherClients = new Map<string, Promise<FurtherClient>>()
  private readonly exchanges = new AsyncLocalStorage<Exchange>()
  private readonly credentials: AccountCredentials
  private readonly now: () => Date
  private readonly requestHandler = {
    connectionTimeout: 5_000,
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 64 }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 64 }),
  }

  constructor(private readonly options: AwsClientOptions) {
    this.now = options.now ?? (() => new Date())
    this.credentials = new AccountCredentials(options.baseCredentials ?? fromNodeProviderChain(), this.now)
  }

  /** EC2 calls do not go to AWS itself, nor to something that is said to keep its promises. */
  get isStandIn(): boolean {
    if (this.options.isFaithful === true) return false
    return (this.options.endpoints.EC2 ?? this.options.endpoints.all) !== undefined
  }

  /** What a listing falls back to where the endpoint is not AWS; null where it is. */
  unpagedFallback<Item>(
    context: CallContext,
    fetchWhole: UnpagedFallback<Item>['fetchWhole'],
  ): UnpagedFallback<Item> | null {
    if (!this.isStandIn) return null
    return { fetchWhole, onRepeat: () => context.onShortfall?.('PagingIgnored') }
  }

  /** Ends idle connections. */
  close(): void {
    this.requestHandler.httpAgent.destroy()
    this.requestHandler.httpsAgent.destroy()
  }

  /** Calls EC2 in the region of the scope as the account's role. Throws only `ProviderError`. */
  async ec2<Output extends WithMetadata>(
    context: CallContext,
    call: Omit<AwsCall<Output>, 'send'> & {
      readonly send: (client: EC2Client, options: SendOptions) => Promise<Output>
    },
  ): Promise<AwsAnswered<Output>> {
    await this.assume(context)
    const client = this.ec2Client(context)
    try {
      return await this.exchange(context, { ...call, send: (options) => call.send(client, options) })
    } catch (error) {
      if (error instanceof ProviderError && error.reading.reason === 'SessionExpired') this.dropSession(context.account)
      throw error
    }
  }

  /** Calls STS, as the account's role or as the base identity. Throws only `ProviderError`. */
  async sts<Output extends WithMetadata>(
    context: CallContext,
    identity: 'account' | 'base',
    call: Omit<AwsCall<Output>, 'send'> & {
      readonly send: (client: STSClient, options: SendOptions) => Promise<Output>
    },
  ): Promise<AwsAnswered<Output>> {
    if (identity === 'account') await this.assume(context)
    const client = this.stsClient(context.account, identity)
    return await this.exchange(context, { ...call, send: (options) => call.send(client, options) })
  }

  /** Calls a further service in the region of the scope as the account's role. Throws only `ProviderError`. */
  async further<Client extends FurtherClient, Output extends WithMetadata>(
    context: CallContext,
    service: FurtherService<Client>,
    call: Omit<AwsCall<Output>, 'send'> & {
      readonly send: (client: Client, options: SendOptions) => Promise<Output>
    },
  ): Promise<AwsAnswered<Output>> {
    await this.assume(context)
    const client = await this.furtherClient(context, service)
    try {
      return await this.exchange(context, { ...call, send: (options) => call.send(client, options) })
    } catch (error) {
      if (error instanceof ProviderError && error.reading.reason === 'SessionExpired') this.dropSession(context.account)
      throw error
    }
  }

  /** Makes sure that a session of the account's role is at hand; one AssumeRole serves all regions and callers. */
  async assume(context: CallContext): Promise<void> {
    if (context.account.roleArn === null) return
    await this.credentials.get(context.account, (account) => this.assumeRole(context, account))
  }

  /** Clients keep the identity they signed with last, so they go together with the session. */
  private dropSession(account: AccountConnection): void {
    this.credentials.forget(account)
    for (const clients of [this.ec2Clients, this.stsClients, this.furtherClients]) {
      for (const key of clients.keys()) if (key.startsWith(accountPrefix(account))) clients.delete(key)
    }
  }

  private async assumeRole(
    context: CallContext,
    account: AccountConnection & { readonly roleArn: string },
  ): Promise<RoleSession> {
    const command = new AssumeRoleCommand({
      RoleArn: account.roleArn,
      RoleSessionName: this.options.sessionName ?? 'weir',
      DurationSeconds: SESSION_SECONDS,
      ...(account.externalId === null ? {} : { ExternalId: account.externalId }),
    })
    // Not ended by the caller's own signal: others may be waiting for the same session.
    const patient = { ...context, signal: new AbortController().signal }
    const { output } = await this.exchange(patient, {
      operation: 'AssumeRole',
      send: (options) => this.stsClient(account, 'base').send(command, options),
    })
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = output.Credentials ?? {}
    if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
      throw toProviderError('AssumeRole', new Error('The answer holds no session.'), { wasSent: true })
    }
    const expiresAt = Expiration ?? new Date(this.now().getTime() + SESSION_SECONDS * 1000)
    return {
      credentials: {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        expiration: expiresAt,
      },
      expiresAt,
    }
  }

  private async exchange<Output extends WithMetadata>(
    context: CallContext,
    call: AwsCall<Output>,
  ): Promise<AwsAnswered<Output>> {
    const { operation } = call
    const limit = call.deadline ?? AbortSignal.timeout(context.timeoutMs)
    const abortSignal = AbortSignal.any([context.signal, limit])
    const exchange: Exchange = { sentAt: null }
    const report = (outcome: 'ok' | 'error', requestId: string | null, vendorCode: string | null): void => {
      if (exchange.sentAt === null) return
      const durationMs = this.now().getTime() - exchange.sentAt.getTime()
      context.onCall({ operation, startedAt: exchange.sentAt, durationMs, outcome, requestId, vendorCode })
    }
    try {
      abortSignal.throwIfAborted()
      const output = await this.exchanges.run(exchange, () => call.send({ abortSignal }))
      const requestId = output.$metadata.requestId ?? null
      report('ok', requestId, null)
      return { output, requestId }
    } catch (error) {
      const facts = { wasSent: exchange.sentAt !== null, ...(call.requested && { requested: call.requested }) }
      const failure = toProviderError(operation, error, facts)
      report('error', failure.requestId, failure.vendorCode ?? errorCode(error))
      throw failure
    }
  }

  private ec2Client(context: CallContext): EC2Client {
    const { account, scope } = context
    const region = scope.region === GLOBAL_REGION ? homeRegion(scope.partition) : scope.region
    const key = accountPrefix(account) + region
    const known = this.ec2Clients.get(key)
    if (known) return known
    const endpoint = this.options.endpoints.EC2 ?? this.options.endpoints.all
    const client = new EC2Client({ ...this.clientSettings(account, region), ...(endpoint ? { endpoint } : {}) })
    client.middlewareStack.add(
      (next) => (args) => {
        this.watch(args.request, endpoint)
        return next(args)
      },
      { step: 'deserialize', priority: 'low', name: 'weirExchange' },
    )
    this.ec2Clients.set(key, client)
    return client
  }

  private stsClient(account: AccountConnection, identity: 'account' | 'base'): STSClient {
    const region = homeRegion(account.partition)
    const key = identity === 'base' ? `base ${region}` : accountPrefix(account) + region
    const known = this.stsClients.get(key)
    if (known) return known
    const endpoint = this.options.endpoints.STS ?? this.options.endpoints.all
    const settings = this.clientSettings(identity === 'base' ? { ...account, roleArn: null } : account, region)
    const client = new STSClient({ ...settings, ...(endpoint ? { endpoint } : {}) })
    client.middlewareStack.add(
      (next) => (args) => {
        this.watch(args.request, endpoint)
        return next(args)
      },
      { step: 'deserialize', priority: 'low', name: 'weirExchange' },
    )
    this.stsClients.set(key, client)
    return client
  }

  private async furtherClient<Client extends FurtherClient>(
    { account, scope }: CallContext,
    service: FurtherService<Client>,
  ): Promise<Client> {
    const isHome = service.isGlobal || scope.region === GLOBAL_REGION
    const region = isHome ? homeRegion(scope.partition) : scope.region
    const key = `${accountPrefix(account)}${region} ${service.name}`
    const known = this.furtherClients.get(key)
    // One key, one service: what was kept under it is its client.
    if (known !== undefined) return (await known) as Client
    const endpoint = this.options.endpoints[service.name] ?? this.options.endpoints.all
    const loaded = service
      .load({ ...this.clientSettings(account, region), ...(endpoint ? { endpoint } : {}) })
      .then((client) => {
        const stack = client.middlewareStack as AnyStack
        stack.add(
          (next) => (args) => {
            this.watch(args.request, endpoint)
            return next(args)
          },
          { step: 'deserialize', priority: 'low', name: 'weirExchange' },
        )
        return client
      })
    this.furtherClients.set(key, loaded)
    return await loaded
  }

  private clientSettings(account: AccountConnection, region: string) {
    return {
      region,
      // One attempt: a retry inside the SDK would be an unseen call with an unseen effect.
      maxAttempts: 1,
      requestHandler: this.requestHandler,
      credentials: () => this.credentials.current(account),
    }
  }

  /** The last step before the network: notes that the request leaves, and that it leaves for where it should. */
  private watch(request: unknown, endpoint: string | undefined): void {
    const host = hostOf(request)
    if (endpoint === undefined && !isVendorHost(host)) throw foreignHost(host)
    const exchange = this.exchanges.getStore()
    if (exchange) exchange.sentAt = this.now()
  }
}

function accountPrefix(account: AccountConnection): string {
  return `${JSON.stringify([account.partition, account.accountId, account.roleArn, account.externalId])} `
}

function hostOf(request: unknown): string {
  return typeof request === 'object' && request !== null && 'hostname' in request ? String(request.hostname) : ''
}
