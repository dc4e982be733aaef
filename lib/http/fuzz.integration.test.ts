import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aCenSpec, aDocument, anAwsSpec, seedAccount, seedLog, seedResources } from '../../test/api/seed-fleet'
import { approved, proposed } from '../../test/api/change-flow'
import { useApi } from '../../test/api/use-api'
import { problemDocument } from './schemas/problem'
import { ENDPOINTS } from './routes/all-endpoints'
import type { Endpoint } from './endpoint'

const RUNS = Number(process.env['WEIR_FUZZ_RUNS'] ?? '60')

/** Values that have broken interfaces before. */
const NASTY: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    Number.MAX_SAFE_INTEGER + 2,
    1e308,
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '%',
    '_',
    "'; DROP TABLE account; --",
    '${jndi:ldap://x}',
    '{region}',
    '{nothing}',
    '${region}',
    '__proto__',
    'constructor',
    '../../etc/passwd',
    'x'.repeat(9_000),
    '𝒳'.repeat(130),
    '9'.repeat(400),
    'NaN',
    'true',
    '2026-13-45T99:99:99Z',
    [],
    {},
    [[]],
    [null],
    { __proto__: null, on: 'tag' },
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer(),
  fc.double(),
  fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue(), { maxKeys: 3 }),
  fc.jsonValue({ maxDepth: 3 }),
)

describe('whatever is sent', () => {
  const api = useApi()
  let ids: string[] = []
  let samples: Record<string, unknown[]> = {}

  beforeAll(async () => {
    const { pool } = api.database
    const account = await seedAccount(pool)
    const [vpc] = await seedResources(pool, account, { count: 3 })
    const log = await seedLog(pool, account, vpc!, { externalId: 'fl-1' })
    const request = await proposed(api, [{ op: 'create', document: aDocument() }])
    const open = await proposed(api, [{ op: 'create', document: aDocument({ name: 'Second' }) }])
    await approved(api, request)
    const configuration = (await api.call('GET /configurations')).items[0]!
    const ours = (await api.call('GET /flow-logs', { query: { ownership: ['ours'] } })).items[0]!
    ids = [account.id, account.scopes['eu-west-1']!, vpc!.id, log, request.id, open.id, configuration.id, ours.id]
    samples = bodySamples(configuration.id, vpc!)
  })

  beforeEach(() => {
    api.errors.length = 0
  })

  const endpoints = ENDPOINTS.filter(({ stream }) => !stream)

  it.each(endpoints.map((known) => [`${known.method.toUpperCase()} ${known.path}`, known] as const))(
    '%s answers with a problem or does what was asked, and never fails inside',
    async (name, known) => {
      await fc.assert(
        fc.asyncProperty(requestFor(known), async ({ path, init }) => {
          const before = await rowCounts()
          const response = await api.raw(path, init)
          const text = await response.text()
          expect(
            response.status,
            `${name} ${path} ${(typeof init.body === 'string' ? init.body : '').slice(0, 2_000)}: ${text}`,
          ).toBeLessThan(500)
          if (response.status < 400) return
          const problem = problemDocument.parse(JSON.parse(text))
          expect(problem.status).toBe(response.status)
          expect(problem.code).toMatch(/^[a-z-]+$/)
          expect(problem.title.length * problem.detail.length).toBeGreaterThan(0)
          expect(await rowCounts(), `${name} was refused and stored something`).toEqual(before)
        }),
        { numRuns: RUNS },
      )
      expect(api.errors).toEqual([])
    },
  )

  it('any bytes as a body', async () => {
    const posts = endpoints.filter(({ body, method }) => body !== null && method === 'post')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...posts), fc.uint8Array({ maxLength: 200 }), async (known, bytes) => {
        const response = await api.raw(known.path.replace('{id}', ids[0]!), {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': 'fuzzed-key' },
          body: bytes,
        })
        expect(response.status).toBeLessThan(500)
      }),
      { numRuns: RUNS * 2 },
    )
  })

  /** Requests near enough to sound ones to get past the first check, and far enough to trip the later ones. */
  function requestFor(known: Endpoint): fc.Arbitrary<{ path: string; init: RequestInit & { method: string } }> {
    const id = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...ids) },
      fc.uuid(),
      fc.webSegment(),
      fc.constant('%00'),
    )
    const body = bodyFor(known)
    return fc
      .record({
        id,
        body,
        query: queryFor(known),
        key: fc.uuid(),
        revision: fc.constantFrom('"1"', '"2"', '"x"', '*', ''),
      })
      .map((one) => ({
        path: known.path.replace('{id}', encodePath(one.id)) + one.query,
        init: {
          method: known.method.toUpperCase(),
          headers: {
            'content-type': 'application/json',
            'idempotency-key': one.key,
            ...(one.revision === '' ? {} : { 'if-match': one.revision }),
          },
          ...(known.body === null ? {} : { body: JSON.stringify(one.body) }),
        },
      }))
  }

  function bodyFor(known: Endpoint): fc.Arbitrary<unknown> {
    const sound = samples[known.path] ?? [{}]
    const mutated = fc
      .tuple(fc.constantFrom(...sound), fc.array(fc.tuple(fc.nat(), NASTY), { minLength: 1, maxLength: 2 }))
      .map(([sample, changes]) => changes.reduce<unknown>((value, [at, nasty]) => replaceAt(value, at, nasty), sample))
    return fc.oneof({ weight: 6, arbitrary: mutated }, { weight: 1, arbitrary: fc.constantFrom(...sound) }, NASTY)
  }

  function queryFor(known: Endpoint): fc.Arbitrary<string> {
    const shape = known.query === null ? {} : 'shape' in known.query ? (known.query.shape as object) : {}
    const names = [...Object.keys(shape), 'unknown']
    const value = fc.oneof(
      NASTY.map((value) => (typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value))),
      fc.constantFrom('true', 'false', 'VPC', 'name', '-name', '1', '200', 'env=prod', 'eu-west-1', 'Failed', ...ids),
      fc.constant(forgedCursor()),
    )
    return fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 4 }).map((pairs) => {
      const search = new URLSearchParams(pairs.map(([name, text]) => [name, text]))
      return `?${search.toString()}`
    })
  }

  async function rowCounts(): Promise<unknown> {
    const { rows } = await api.database.pool.query<object>(COUNTS)
    return rows
  }
})

const COUNTED = [
  'account',
  'scope',
  'configuration',
  'configuration_version',
  'change_request',
  'plan',
  'plan_action',
  'desired_flow_log',
  'grant',
  'grant_action',
  'event',
  'audit_entry',
  'idempotency_key',
]
const COUNTS = `SELECT ${COUNTED.map((table) => `(SELECT count(*)::int FROM "${table}") AS "${table}"`).join(', ')},
  (SELECT count(*)::int FROM pgboss.job) AS jobs, (SELECT "revision" FROM installation) AS settings`

function bodySamples(configurationId: string, vpc: { id: string; keyText: string }): Record<string, unknown[]> {
  const { selector: _selector, ...unselected } = aDocument({ name: 'Fuzzed' })
  const cen = aDocument({
    name: 'Fuzzed CEN',
    provider: 'alibaba-cen',
    family: 'cen',
    spec: aCenSpec(),
    selector: { kind: 'clauses', clauses: [{ on: 'type', values: ['TransitRouterAttachment'] }], excludes: [] },
  })
  const clauses = [
    { on: 'account' as const, values: ['111111111111'] },
    { on: 'tag' as const, key: 'env', values: ['prod'] },
  ]
  const document = aDocument({ name: 'Fuzzed', selector: { kind: 'clauses', clauses, excludes: [vpc.keyText] } })
  const group = anAwsSpec({
    logDestinationType: 'cloud-watch-logs',
    logDestination: 'arn:aws:logs:{region}:{accountId}:log-group:weir',
    deliverLogsPermissionArn: 'arn:aws:iam::{accountId}:role/flow-logs',
    destinationOptions: null,
    logFormat: '${version} ${srcaddr} ${dstaddr}',
    tags: { team: 'network' },
  })
  const selection = { mode: 'now', resourceIds: [vpc.id] }
  const future = { mode: 'future', filter: { region: ['eu-west-1'], tag: ['env=prod'], type: ['VPC'] } }
  const change = { configurationId, baseGeneration: 1 }
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  return {
    '/accounts': [
      {
        provider: 'aws-ec2',
        accountId: '222222222222',
        name: 'fuzzed',
        roleArn: 'arn:aws:iam::222222222222:role/weir',
        externalId: 'external',
        regions: ['eu-west-1'],
        labels: { a: 'b' },
      },
    ],
    '/accounts/{id}': [{ name: 'renamed', regions: ['eu-west-1', 'us-east-1'], labels: {} }],
    '/settings': [{ requiredTraffic: 'ALL', maxDeletesPerPass: 50, discoverInterfaces: true }],
    '/settings/stop': [{ reason: 'Fuzzed.' }],
    '/flow-logs/{id}/delete': [{ reason: 'Fuzzed.' }],
    '/flow-logs/{id}/adopt': [{ acknowledged: ['terraform'], reason: 'Fuzzed.' }],
    '/flow-logs/{id}/release': [{ reason: 'Fuzzed.' }],
    '/flow-logs/switches': [
      { ids: [vpc.id], paused: true, observeOnly: false, onRemoval: 'retain', reason: 'Fuzzed.' },
    ],
    '/adoption/propose': [
      {
        clusters: [{ key: 'a'.repeat(64), name: 'Fuzzed', accounts: ['111111111111'], regions: ['eu-west-1'] }],
        acknowledged: ['terraform'],
      },
    ],
    '/drift/ignore': [
      { ids: [vpc.id], until: tomorrow, owner: 'Fuzzed', reason: 'Fuzzed.' },
      { configurationId, until: tomorrow, owner: 'Fuzzed', reason: 'Fuzzed.' },
    ],
    '/drift/revert': [{ ids: [vpc.id], reason: 'Fuzzed.' }],
    '/drift/accept': [{ ids: [vpc.id], reason: 'Fuzzed.' }],
    '/drift/resume': [{ ids: [vpc.id] }],
    '/configurations/{id}/switches': [{ paused: true, observeOnly: true, reason: 'Fuzzed.' }],
    '/configurations/{id}/restore': [{ generation: 1, reason: 'Fuzzed.' }],
    '/configurations/validate': [
      { document },
      { document: { ...document, spec: group }, configurationId },
      { document: cen },
      { document: unselected, selection },
      { document: unselected, selection: future },
    ],
    '/selectors/preview': [
      { provider: 'aws-ec2', family: 'aws-vpc', selector: document.selector },
      { provider: 'aws-ec2', family: 'aws-vpc', selection },
      { provider: 'aws-ec2', family: 'aws-vpc', selection: future },
    ],
    '/change-requests': [
      { title: 'Fuzzed', reason: '', items: [{ op: 'create', document }] },
      { items: [{ op: 'create', document: unselected, fromSelection: selection }] },
      { items: [{ op: 'edit', ...change, document: { ...document, spec: group } }] },
      { items: [{ op: 'delete', ...change }] },
      { items: [{ op: 'exclude', ...change, targets: [vpc.keyText], retain: true }] },
      { items: [{ op: 'mark', ...change }] },
      { items: [{ op: 'reconcile', ...change, targets: [vpc.keyText] }] },
    ],
    '/change-requests/{id}/actions/exclude': [{ ordinals: [0, 1] }, { filter: { risk: ['adds-coverage'], q: 'vpc' } }],
    '/change-requests/{id}/actions/include': [{ ordinals: [0, 1] }, { filter: { kind: ['create'] } }],
    '/change-requests/{id}/approve': [{ digest: 'a'.repeat(64), note: '' }],
    '/change-requests/{id}/reject': [{ note: 'Fuzzed.' }],
    '/change-requests/{id}/withdraw': [{ note: 'Fuzzed.' }],
    '/change-requests/{id}/cancel': [{ note: 'Fuzzed.' }],
  }
}

/** The value with the member at some place of it, counted through the whole tree, put in another's stead. */
function replaceAt(value: unknown, at: number, nasty: unknown): unknown {
  const places = pathsOf(value)
  const path = places[at % places.length] ?? []
  return put(value, path, nasty)
}

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))]
}

function put(value: unknown, [key, ...rest]: readonly string[], nasty: unknown): unknown {
  if (key === undefined) return nasty
  if (Array.isArray(value))
    return value.map((member: unknown, index) => (String(index) === key ? put(member, rest, nasty) : member))
  if (typeof value !== 'object' || value === null) return nasty
  return { ...value, [key]: put(Reflect.get(value, key), rest, nasty) }
}

function forgedCursor(): string {
  return Buffer.from(JSON.stringify(['name', "x'", 'not-a-uuid'])).toString('base64url')
}

function encodePath(id: string): string {
  return id === '%00' ? id : encodeURIComponent(id)
}
