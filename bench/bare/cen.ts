import * as openapi from '@alicloud/openapi-core'
import * as dara from '@darabonba/typescript'
import { pause, Permits } from './permits'

/** What the script is told; everything else it finds out by its calls. */
export interface BareCenInput {
  readonly endpoint: string
  readonly keys: { readonly accessKeyId: string; readonly accessKeySecret: string }
  readonly accounts: readonly {
    readonly accountId: string
    readonly roleArn: string | null
    readonly externalId: string | null
    readonly regions: readonly string[]
  }[]
  readonly atOnce: number
  /** From a region's creations to its next listing. */
  readonly pollMs: number
  /** Kinds of attachment that get a flow log. */
  readonly attachmentKinds: readonly string[]
}

/**
 * What a person would write for once: put every attachment under flow logging by the vendor's runtime alone, one
 * creation after the other on each router, with the calls and polls that the engine makes and nothing else.
 */
async function main(input: BareCenInput): Promise<object> {
  const startedAt = performance.now()
  const cpu = process.cpuUsage()
  const permits = new Permits(input.atOnce)
  const made = await Promise.all(input.accounts.map((account) => accountOf(input, permits, account)))
  const { user, system } = process.cpuUsage(cpu)
  return {
    ms: performance.now() - startedAt,
    flowLogs: sum(made),
    peakMiB: process.resourceUsage().maxRSS / 1024,
    cpuMs: (user + system) / 1000,
  }
}

type Account = BareCenInput['accounts'][number]
type Row = Readonly<Record<string, unknown>>

async function accountOf(input: BareCenInput, permits: Permits, account: Account): Promise<number> {
  const session = await permits.with(() => sessionOf(input, account))
  const routers = await permits.with(async () => {
    await session('DescribeChildInstanceRegions', {})
    const cens = await numbered((page) => session('DescribeCens', page), 'Cens', 'Cen')
    const found: Row[] = []
    for (const { CenId } of cens) {
      found.push(
        ...(await numbered((page) => session('ListTransitRouters', { CenId, ...page }), 'TransitRouters', null)),
      )
    }
    return found
  })
  const made = account.regions.map((region) =>
    regionOf(
      input,
      permits,
      session,
      routers.filter(({ RegionId }) => RegionId === region),
      region,
      account.accountId,
    ),
  )
  return sum(await Promise.all(made))
}

const KINDS = ['Vpc', 'Vpn', 'Vbr', 'Peer', 'Ecr'] as const

async function regionOf(
  input: BareCenInput,
  permits: Permits,
  call: Call,
  routers: readonly Row[],
  RegionId: string,
  accountId: string,
): Promise<number> {
  const list = () => numbered((page) => call('DescribeFlowlogs', { RegionId, ...page }), 'FlowLogs', 'FlowLog')
  const create = async (router: Row, attachment: Row) => {
    await call('CreateFlowlog', {
      RegionId,
      CenId: router['CenId'],
      TransitRouterId: router['TransitRouterId'],
      TransitRouterAttachmentId: attachment['TransitRouterAttachmentId'],
      ProjectName: `bench-${accountId}-${RegionId}`,
      LogStoreName: 'bare',
      Interval: 600,
    })
  }
  /** One more creation on a router; answers whether there was one to make. */
  const createNext = async ({ router, waiting }: Chain): Promise<boolean> => {
    const attachment = waiting.shift()
    if (attachment !== undefined) await create(router, attachment)
    return attachment !== undefined
  }
  const chains = await permits.with(async () => {
    const found: Chain[] = []
    for (const router of routers) found.push({ router, waiting: await attachmentsOf(input, call, router) })
    await list()
    for (const chain of found) await createNext(chain)
    return found
  })
  for (;;) {
    await pause(input.pollMs)
    const settled = await permits.with(async () => {
      const logs = await list()
      const busy = new Set(logs.filter(({ Status }) => Status !== 'Active').map((log) => log['TransitRouterId']))
      let isOver = busy.size === 0
      for (const chain of chains) {
        if (!busy.has(chain.router['TransitRouterId']) && (await createNext(chain))) isOver = false
      }
      return isOver ? logs.length : null
    })
    if (settled !== null) return settled
  }
}

/** A transit router and its attachments that have no flow log yet. */
interface Chain {
  readonly router: Row
  readonly waiting: Row[]
}

async function attachmentsOf(input: BareCenInput, call: Call, router: Row): Promise<Row[]> {
  const { TransitRouterId, CenId, RegionId } = router
  const found: Row[] = []
  for (const kind of KINDS) {
    let token: unknown
    do {
      const page = { MaxResults: 20, ...(token === undefined ? {} : { NextToken: token }) }
      const request = { RegionId, CenId, TransitRouterId, ...page }
      const answer = await call(`ListTransitRouter${kind}Attachments`, request)
      found.push(...((answer['TransitRouterAttachments'] ?? []) as Row[]))
      token = answer['NextToken'] === '' ? undefined : answer['NextToken']
    } while (token !== undefined)
  }
  return found.filter(({ ResourceType }) => input.attachmentKinds.includes(String(ResourceType)))
}

/** All rows of a listing by page number; `inner` is the member below `member` that holds them, where there is one. */
async function numbered(
  ask: (page: Row) => Promise<Row>,
  member: string,
  inner: string | null,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (let PageNumber = 1; ; PageNumber += 1) {
    const answer = await ask({ PageNumber, PageSize: 50 })
    const list = (inner === null ? answer[member] : (answer[member] as Row | undefined)?.[inner]) as Row[] | undefined
    rows.push(...(list ?? []))
    if ((list ?? []).length < 50 || rows.length >= Number(answer['TotalCount'])) return rows
  }
}

type Call = (action: string, query: Row) => Promise<Row>
type Client = InstanceType<typeof openapi.default>

// The package is CommonJS: natively imported the class is the default of the default.
const imported = openapi.default as typeof openapi.default & { readonly default?: typeof openapi.default }
const ClientClass = imported.default ?? imported

/** The calls of one account, made as its role where it has one. */
async function sessionOf(input: BareCenInput, { roleArn, externalId }: Account): Promise<Call> {
  const base = clientFor(input, { ...input.keys })
  if (roleArn === null) return (action, query) => send(base, action, '2017-09-12', query)
  const answer = await send(base, 'AssumeRole', '2015-04-01', {
    RoleArn: roleArn,
    RoleSessionName: 'bare',
    DurationSeconds: 3600,
    ...(externalId === null ? {} : { ExternalId: externalId }),
  })
  const session = (answer['Credentials'] ?? {}) as Readonly<Record<string, string>>
  const client = clientFor(input, {
    accessKeyId: session['AccessKeyId'] ?? '',
    accessKeySecret: session['AccessKeySecret'] ?? '',
    securityToken: session['SecurityToken'] ?? '',
  })
  return (action, query) => send(client, action, '2017-09-12', query)
}

function clientFor(input: BareCenInput, keys: Readonly<Record<string, string>>): Client {
  const { host, protocol } = new URL(input.endpoint)
  return new ClientClass(
    new openapi.$OpenApiUtil.Config({ ...keys, endpoint: host, protocol: protocol.replace(':', '') }),
  )
}

async function send(client: Client, action: string, version: string, query: Row): Promise<Row> {
  const params = new openapi.$OpenApiUtil.Params({
    action,
    version,
    protocol: 'HTTPS',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'string',
  })
  const request = new openapi.$OpenApiUtil.OpenApiRequest({ query: openapi.OpenApiUtil.query(query) })
  const options = new dara.RuntimeOptions({ readTimeout: 15_000, connectTimeout: 15_000 })
  const answer = (await client.callApi(params, request, options)) as { readonly body?: string }
  return JSON.parse(answer.body ?? '{}') as Row
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((left, right) => left + right, 0)
}

const result = await main(JSON.parse(process.argv[2] ?? '{}') as BareCenInput)
process.stdout.write(JSON.stringify(result))
