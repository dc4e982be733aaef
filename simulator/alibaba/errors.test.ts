import { createHash, createHmac, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createManualClock, type ManualClock } from '../core/clock'
import { startSimulator, type Simulator } from '../server'
import type { AlibabaAdmin } from './admin'
import { ALIBABA_ERRORS, type AlibabaErrorCode, type AlibabaErrorRow } from './errors'
import { BASE_IDENTITY } from './identities'
import { CBN_VERSION, STS_VERSION } from './operations/operation'
import { createRpcCall, failureOf, type RpcCall } from './testing/rpc-client'
import { lookupIn, type WorldLookup } from './testing/world-lookup'
import { TEST_WORLD } from './worlds/test-world'

/** What a scenario has at hand. It must end in a call that fails with the code it is listed under. */
interface Stage {
  readonly call: RpcCall
  readonly world: WorldLookup
  readonly admin: AlibabaAdmin
  readonly clock: ManualClock
  readonly simulator: Simulator
}

const HZ = 'backbone-cn-hangzhou'
const SH = 'backbone-cn-shanghai'
const BASIC = 'backbone-ap-southeast-1'

const create =
  (change: Record<string, unknown>, on: readonly [string, string?] = [HZ, 'vpc-1']) =>
  ({ call, world }: Stage): Promise<unknown> =>
    call('CreateFlowlog', { ...world.creation(...on), ...change })

const assume =
  (change: Record<string, unknown>) =>
  ({ call }: Stage): Promise<unknown> =>
    call(
      'AssumeRole',
      {
        RoleArn: `acs:ram::${TEST_WORLD.memberAccountId}:role/${BASE_IDENTITY.roleName}`,
        RoleSessionName: 'test',
        ExternalId: BASE_IDENTITY.externalId,
        ...change,
      },
      { version: STS_VERSION },
    )

/** A create that needs the world prepared first. */
const after =
  (prepare: (stage: Stage) => unknown, then: (stage: Stage) => Promise<unknown> = create({})) =>
  async (stage: Stage): Promise<unknown> => {
    await prepare(stage)
    return then(stage)
  }

const denyBase = (...deniedActions: string[]) =>
  after(({ admin }) => {
    const user = admin.world.users.get(BASE_IDENTITY.accessKeyId)
    if (user !== undefined) user.deniedActions = deniedActions
  })

const existing = ({ admin }: Stage): Record<string, unknown> => ({
  RegionId: 'cn-shanghai',
  FlowLogId: admin.flowLogs()[0]?.flowLogId,
})

/** The seeded log loses its SLS project while the switch says that this matters. */
const orphaned = (action: string) =>
  after(
    ({ admin }) => {
      admin.patchSwitches({ missingProjectRefused: true })
      admin.removeProject(TEST_WORLD.foreignProject)
    },
    (stage) => stage.call(action, existing(stage)),
  )

async function sessionCall({ simulator, call }: Stage, change: Record<string, string>): Promise<unknown> {
  const answer = (await assume({})({ call } as Stage)) as { Credentials: Record<string, string> }
  const keys = { accessKeyId: '', accessKeySecret: '', securityToken: '' }
  keys.accessKeyId = answer.Credentials['AccessKeyId'] ?? ''
  keys.accessKeySecret = answer.Credentials['AccessKeySecret'] ?? ''
  keys.securityToken = answer.Credentials['SecurityToken'] ?? ''
  return createRpcCall(simulator.url, { ...keys, ...change })('DescribeCens')
}

/** A signed request made by hand, for what a well-behaved client never sends. Throws what the vendor's client would. */
async function rawCall(url: string, headers: { readonly date?: string; readonly nonce?: string }): Promise<void> {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
  const signed: Record<string, string> = {
    host: url.replace('http://', ''),
    'x-acs-action': 'DescribeCens',
    'x-acs-content-sha256': hash(''),
    'x-acs-date': headers.date ?? `${new Date().toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': headers.nonce ?? randomBytes(32).toString('hex'),
    'x-acs-version': CBN_VERSION,
  }
  const names = Object.keys(signed).join(';')
  const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}\n`)
  const canonical = ['POST', '/', '', lines.join(''), names, hash('')].join('\n')
  const signature = createHmac('sha256', BASE_IDENTITY.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${hash(canonical)}`)
    .digest('hex')
  const authorization = `ACS3-HMAC-SHA256 Credential=${BASE_IDENTITY.accessKeyId},SignedHeaders=${names},Signature=${signature}`
  const { host: _host, ...sent } = signed
  const response = await fetch(url, { method: 'POST', headers: { ...sent, authorization } })
  const body = (await response.json()) as { Code?: string }
  if (response.status >= 400)
    throw Object.assign(new Error(body.Code), { code: body.Code, statusCode: response.status })
}

/** How each code that a rule answers comes about. */
const SCENARIOS: Partial<Record<AlibabaErrorCode, (stage: Stage) => Promise<unknown>>> = {
  'InvalidAccessKeyId.NotFound': ({ simulator }) =>
    createRpcCall(simulator.url, { accessKeyId: 'nobody', accessKeySecret: 'x' })('DescribeCens'),
  'InvalidProduct.NotFound': ({ call }) => call('DescribeCens', {}, { version: '2016-01-01' }),
  'InvalidApi.NotFound': ({ call }) => call('DescribeRegions'),
  SignatureDoesNotMatch: ({ simulator }) =>
    createRpcCall(simulator.url, { ...BASE_IDENTITY, accessKeySecret: 'wrong' })('DescribeCens'),
  SignatureNonceUsed: async ({ simulator }) => {
    await rawCall(simulator.url, { nonce: 'once' })
    await rawCall(simulator.url, { nonce: 'once' })
  },
  'InvalidTimeStamp.Expired': after(
    ({ clock }) => clock.advanceWall(16 * 60_000),
    ({ call }) => call('DescribeCens'),
  ),
  'InvalidTimeStamp.Format': ({ simulator }) => rawCall(simulator.url, { date: 'yesterday' }),
  'InvalidSecurityToken.Expired': (stage) => {
    stage.simulator.admin.patchSettings({ alibaba: { maxClockSkewMs: 10_000_000 } })
    const early = assume({ DurationSeconds: 900 })(stage) as Promise<{ Credentials: Record<string, string> }>
    return early.then(({ Credentials: given }) => {
      stage.clock.advanceWall(901_000)
      const keys = {
        accessKeyId: given['AccessKeyId'] ?? '',
        accessKeySecret: given['AccessKeySecret'] ?? '',
        securityToken: given['SecurityToken'] ?? '',
      }
      return createRpcCall(stage.simulator.url, keys)('DescribeCens')
    })
  },
  'InvalidSecurityToken.MismatchWithAccessKey': (stage) => sessionCall(stage, { securityToken: 'another' }),
  MissingRegionId: create({ RegionId: '' }),
  MissingCenId: create({ CenId: '' }),
  MissingFlowLogId: ({ call }) => call('DeleteFlowlog', { RegionId: 'cn-hangzhou' }),
  MissingResourceType: ({ call }) => call('TagResources', { RegionId: 'cn-hangzhou', Tag: [{ Key: 'a', Value: 'b' }] }),
  MissingResourceId: ({ call }) =>
    call('TagResources', { RegionId: 'cn-hangzhou', ResourceType: 'Flowlog', Tag: [{ Key: 'a', Value: 'b' }] }),
  MissingRoleArn: assume({ RoleArn: null }),
  MissingRoleSessionName: assume({ RoleSessionName: null }),
  'Throttling.User': async ({ simulator, call }) => {
    const once = { size: 1, refillPerSecond: 0 }
    simulator.admin.patchSettings({ throttlingEnabled: true, alibaba: { buckets: { describeCens: once } } })
    await call('DescribeCens')
    await call('DescribeCens')
  },
  'Forbidden.RAM': after(({ admin }) => admin.patchSwitches({ denialCode: 'Forbidden.RAM' }), denyBase('cen:*')),
  NoPermission: denyBase('cen:CreateFlowlog'),
  Unauthorized: denyBase('*'),
  ProjectOrLogstoreNotExist: orphaned('DeleteFlowlog'),
  SourceProjectNotExist: orphaned('ActiveFlowLog'),
  'OperationUnsupported.action': create({}, [BASIC, 'vpc-basic']),
  RuleExist: after(
    async (stage) => {
      await create({}, [HZ])(stage)
      stage.clock.advance(30_000)
    },
    create({}, [HZ]),
  ),
  'QuotaExceeded.FlowlogCount': after(({ admin }) => admin.patchAccount(TEST_WORLD.mainAccountId, { flowLogQuota: 1 })),
  'InvalidFlowlogId.exist': after(
    ({ admin, world }) => {
      const seeded = admin.flowLogs()[0]
      if (seeded === undefined) throw new Error('no seeded log')
      const cenId = world.router(HZ).cenId
      admin.putFlowLog({ ...seeded, flowLogId: 'flowlog-legacy', cenId, transitRouterId: '', attachmentId: '' })
    },
    create({ TransitRouterId: '', TransitRouterAttachmentId: null }),
  ),
  'Flowlog.AlreayExist': create({}, [SH, 'vpc-logged']),
  'IllegalParam.TransitRouterAttachmentId': ({ call, world }) =>
    call('CreateFlowlog', {
      ...world.creation(HZ),
      TransitRouterAttachmentId: world.attachment(SH, 'vpc-free').attachmentId,
    }),
  'InvalidTransitRouterAttachmentId.NotFound': create({ TransitRouterAttachmentId: 'tr-attach-nowhere' }),
  'IncorrectStatus.flowlog': after(
    (stage) => stage.call('DeactiveFlowLog', existing(stage)),
    (stage) => stage.call('DeleteFlowlog', existing(stage)),
  ),
  'InvalidOperation.TransitRouterNotExist': create({ TransitRouterId: 'tr-nowhere' }),
  'IncorrectStatus.TransitRouterAttachmentId': create({}, [HZ, 'vpc-attaching']),
  ProjectExist: after(
    ({ admin }) =>
      admin.putProject({
        projectName: 'taken',
        accountId: TEST_WORLD.memberAccountId,
        regionId: 'cn-hangzhou',
        logStores: [],
      }),
    create({ ProjectName: 'taken' }),
  ),
  'InvalidParameter.ProjectName': create({ ProjectName: TEST_WORLD.foreignProject }),
  'IncorrectStatus.TrFlowlog': after(create({}, [HZ, 'vpc-2'])),
  'OperationInvalid.IncompatibleFlowlogExist': create({ Interval: 60 }, [SH]),
  'InvalidParameter.LogFormatString': create({ LogFormatString: '${srcaddr}${bytes}' }),
  'InvalidParameter.LogStoreName': create({ LogStoreName: 'Upper' }),
  'OperationFailed.InvalidLogInfo': after(({ admin }) =>
    admin.patchAccount(TEST_WORLD.mainAccountId, { logServiceActivated: false }),
  ),
  'IncorrectStatus.TransitRouterInstance': after(({ admin, world }) =>
    admin.patchRouter(world.router(HZ).transitRouterId, { status: 'Modifying' }),
  ),
  InvalidParameter: create({ Interval: 300 }),
  'InvalidParameter.CenId': create({ CenId: 'cen-nowhere' }),
  'NoPermission.AliyunServiceRoleForTRFlowLog': after(
    ({ admin }) => admin.patchAccount(TEST_WORLD.mainAccountId, { hasFlowLogServiceRole: false }),
    denyBase('ram:CreateServiceLinkedRole'),
  ),
  'InvalidFlowlogId.NotFound': ({ call }) =>
    call('DeleteFlowlog', { RegionId: 'cn-hangzhou', FlowLogId: 'flowlog-nowhere' }),
  'IncorrectStatus.CenInstance': after(({ admin, world }) => {
    const cen = admin.world.cens.get(world.router(HZ).cenId)
    if (cen !== undefined) cen.status = 'Deleting'
  }),
  'Forbbiden.TransitRouterServiceNotOpen': after(({ admin }) =>
    admin.patchAccount(TEST_WORLD.mainAccountId, { transitRouterServiceOpen: false }),
  ),
  IdempotentParameterMismatch: after(create({ ClientToken: 't' }), create({ ClientToken: 't', FlowLogName: 'other' })),
  'EntityNotExist.Role': assume({ RoleArn: `acs:ram::${TEST_WORLD.memberAccountId}:role/Other` }),
  'InvalidParameter.RoleArn': assume({ RoleArn: 'arn:aws:iam::1:role/x' }),
  'InvalidParameter.RoleSessionName': assume({ RoleSessionName: 'a b' }),
  'InvalidParameter.DurationSeconds': assume({ DurationSeconds: 60 }),
  'InvalidParameter.ExternalId': assume({ ExternalId: 'not allowed!' }),
}

const ROWS = Object.entries(ALIBABA_ERRORS) as [AlibabaErrorCode, AlibabaErrorRow][]

let stage: Stage

beforeEach(async () => {
  const clock = createManualClock()
  const simulator = await startSimulator({ world: 'test', clock })
  const { admin } = simulator.admin.clouds.alibaba
  stage = { clock, simulator, admin, call: createRpcCall(simulator.url), world: lookupIn(simulator) }
})

afterEach(async () => {
  await stage.simulator.close()
})

describe('every code of the table', () => {
  it.each(ROWS.filter(([, row]) => row.by === 'rule'))('%s comes about by a rule: $when', async (code, row) => {
    const scenario = SCENARIOS[code]
    if (scenario === undefined) throw new Error(`${code} has no scenario`)
    expect(await failureOf(scenario(stage))).toMatchObject({ code, statusCode: row.status })
  })

  it.each(ROWS.filter(([, row]) => row.by === 'fault'))('%s comes about by a fault', async (code, row) => {
    const { status, message } = row
    stage.simulator.admin.postFault({ match: { cloud: 'alibaba' }, effect: { kind: 'error', status, code, message } })
    expect(await failureOf(create({})(stage))).toMatchObject({ code, statusCode: status })
    expect(stage.admin.flowLogs()).toHaveLength(1)
    expect(await create({})(stage)).toMatchObject({ Success: 'true' })
  })
})

describe('faults', () => {
  const fault = (effect: Parameters<Simulator['admin']['postFault']>[0]['effect']): void => {
    stage.simulator.admin.postFault({ match: { cloud: 'alibaba', operation: 'CreateFlowlog' }, effect })
  }
  const others = (): string[] =>
    stage.admin
      .flowLogs()
      .filter((log) => log.createdBy !== 'seed')
      .map((log) => log.status)

  it('loses a reply after the effect, and the same token finds it', async () => {
    fault({ kind: 'loseReply' })
    expect((await failureOf(create({ ClientToken: 't' })(stage))).statusCode).toBeUndefined()
    expect(others()).toEqual(['Creating'])
    expect(await create({ ClientToken: 't' })(stage)).toMatchObject({ Success: 'true' })
    expect(others()).toHaveLength(1)
  })

  it('answers with a gateway page, or with 200 and no success, and nothing happens', async () => {
    fault({ kind: 'htmlError', status: 502 })
    expect((await failureOf(create({})(stage))).name).toBe('SyntaxError')
    fault({ kind: 'successFalse' })
    expect(await create({})(stage)).toMatchObject({ Success: 'false' })
    expect(others()).toEqual([])
  })

  it('leaves a log stuck in Creating until it is freed', async () => {
    fault({ kind: 'stuckCreating' })
    await create({})(stage)
    stage.clock.advance(3_600_000)
    expect(others()).toEqual(['Creating'])
    const stuck = stage.admin.flowLogs().find((log) => log.status === 'Creating')
    stage.admin.patchFlowLog(stuck?.flowLogId ?? '', { unstick: true })
    expect(others()).toEqual(['Active'])
  })

  it('lets a log vanish instead of becoming active', async () => {
    fault({ kind: 'vanish' })
    await create({})(stage)
    expect(others()).toEqual(['Creating'])
    stage.clock.advance(30_000)
    expect(others()).toEqual([])
    expect(stage.admin.goneFlowLogs()).toMatchObject([{ goneBecause: 'vanished' }])
  })

  it('hides a fresh log from listings for a while', async () => {
    fault({ kind: 'hideFresh', ms: 60_000 })
    await create({})(stage)
    const listing = { RegionId: 'cn-hangzhou' }
    expect(await stage.call('DescribeFlowlogs', listing)).toMatchObject({ TotalCount: '0' })
    stage.clock.advance(60_000)
    expect(await stage.call('DescribeFlowlogs', listing)).toMatchObject({ TotalCount: '1' })
  })

  it('names what was denied', async () => {
    const failure = await failureOf(denyBase('cen:CreateFlowlog')(stage))
    expect(failure.accessDeniedDetail).toMatchObject({ AuthAction: 'cen:CreateFlowlog' })
  })
})
