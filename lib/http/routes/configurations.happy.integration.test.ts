import { beforeAll, describe, expect, it } from 'vitest'
import { approved, proposed } from '../../../test/api/change-flow'
import {
  aCenSpec,
  aDocument,
  anAwsSpec,
  seedAccount,
  seedLog,
  seedResources,
  type SeededResource,
} from '../../../test/api/seed-fleet'
import { useApi } from '../../../test/api/use-api'
import { compileSelector } from '../../domain/selector'
import type { ConfigurationDocumentInput } from '../schemas/configuration-document'

type SelectorInput = ConfigurationDocumentInput['selector']

describe('configurations', () => {
  const api = useApi()
  const everything: SeededResource[] = []

  beforeAll(async () => {
    const { pool } = api.database
    const first = await seedAccount(pool, { regions: ['eu-west-1', 'us-east-1'] })
    const second = await seedAccount(pool, { accountId: '222222222222' })
    const china = await seedAccount(pool, { provider: 'alibaba-cen', regions: ['cn-hangzhou'] })
    const vpcs = await seedResources(pool, first, {
      count: 6,
      change: (vpc, index) => ({
        ...vpc,
        isSettled: index !== 1,
        ownerAccountId: index === 2 ? '999999999999' : vpc.ownerAccountId,
        tags: index === 3 ? {} : vpc.tags,
      }),
    })
    everything.push(
      ...vpcs,
      ...(await seedResources(pool, first, { count: 3, prefix: 'vpc-us', region: 'us-east-1' })),
      ...(await seedResources(pool, first, { count: 2, prefix: 'subnet-', type: 'Subnet' })),
      ...(await seedResources(pool, second, { count: 2, prefix: 'vpc-b' })),
      ...(await seedResources(pool, china, {
        count: 4,
        region: 'cn-hangzhou',
        prefix: 'tr-attach-',
        type: 'TransitRouterAttachment',
        change: (attachment, index) => ({
          ...attachment,
          key: { ...attachment.key, localKey: `tr-1/${attachment.externalId}` },
          attachmentKind: index % 2 === 0 ? 'VPC' : 'VBR',
          notCoverable: index === 3 ? 'BasicEdition' : null,
        }),
      })),
    )
    await seedLog(pool, first, vpcs[0]!, {
      externalId: 'fl-somebody',
      change: (log) => ({ ...log, spec: anAwsSpec() }),
    })
  })

  const clauses = (...list: Extract<SelectorInput, { kind: 'clauses' }>['clauses']): SelectorInput => ({
    kind: 'clauses',
    clauses: list,
    excludes: [],
  })

  it.each<[string, ConfigurationDocumentInput['family'], () => SelectorInput]>([
    ['a type', 'aws-vpc', () => clauses({ on: 'type', values: ['VPC'] })],
    ['accounts', 'aws-vpc', () => clauses({ on: 'account', values: ['222222222222', '333333333333'] })],
    [
      'a region and a tag',
      'aws-vpc',
      () => clauses({ on: 'region', values: ['eu-west-1'] }, { on: 'tag', key: 'env', values: ['prod'] }),
    ],
    ['a tag nobody has', 'aws-vpc', () => clauses({ on: 'tag', key: 'owner', values: [''] })],
    ['a kind of attachment', 'cen', () => clauses({ on: 'attachmentKind', values: ['VPC'] })],
    ['what cannot carry a log', 'cen', () => clauses({ on: 'type', values: ['TransitRouterAttachment'] })],
    [
      'named ones',
      'aws-vpc',
      () => ({ kind: 'explicit', targets: everything.slice(0, 4).map(({ keyText }) => keyText) }),
    ],
    [
      'excluded ones',
      'aws-vpc',
      () => ({ ...clauses({ on: 'type', values: ['VPC'] }), excludes: [everything[0]!.keyText] }) as SelectorInput,
    ],
  ])('previews %s exactly as the domain selects', async (_name, family, selectorOf) => {
    const selector = selectorOf()
    const provider = family === 'cen' ? 'alibaba-cen' : 'aws-ec2'
    const preview = await api.call('POST /selectors/preview', { body: { provider, family, selector } })
    const { selects } = compileSelector(selector, family)
    const expected = everything.filter(({ resource }) => selects(resource) && resource.notCoverable === null)
    expect(preview.total).toBe(expected.length)
    expect(preview.sample.map(({ keyText }) => keyText).sort()).toEqual(
      expected
        .map(({ keyText }) => keyText)
        .sort()
        .slice(0, 10),
    )
    expect(preview.byType.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length)
  })

  it('says what a selector passes by, and why', async () => {
    const selector = clauses(
      { on: 'type', values: ['VPC'] },
      { on: 'region', values: ['eu-west-1'] },
      { on: 'account', values: ['111111111111'] },
    )
    const body = { provider: 'aws-ec2', family: 'aws-vpc', selector } as const
    const { leftOut, total } = await api.call('POST /selectors/preview', { body })
    expect(total).toBe(4)
    expect(leftOut.map(({ reason, count }) => [reason, count]).sort()).toEqual([
      ['NotOwned', 1],
      ['NotSettled', 1],
    ])
  })

  const validate = (document: object, more: object = {}) =>
    api.call('POST /configurations/validate', { body: { document: { ...document }, ...more } })

  it('finds a sound draft sound, and says who is in its way', async () => {
    const answer = await validate(aDocument())
    expect(answer).toMatchObject({
      isValid: true,
      violations: [],
      selects: { total: 9 },
      inTheWay: {
        total: 1,
        sample: [{ reason: 'ForeignLogInTheWay', other: 'fl-somebody', targetExternalId: 'vpc-0001' }],
      },
      resolvedSample: { spec: { logDestination: 'arn:aws:s3:::central-flow-logs/weir/' } },
    })
  })

  it.each<[string, object, string]>([
    ['nothing at all', {}, '/name'],
    ['an unknown member', { ...aDocument(), colour: 'blue' }, '/colour'],
    ['a wrong type', { ...aDocument(), paused: 'no' }, '/paused'],
    [
      'an interval between',
      aDocument({ spec: { ...anAwsSpec(), maxAggregationIntervalSeconds: 300 as 60 } }),
      '/spec/maxAggregationIntervalSeconds',
    ],
    ['a rule of the vendor', aDocument({ spec: anAwsSpec({ logDestinationType: 'cloud-watch-logs' }) }), '/spec/'],
    [
      'an unknown placeholder',
      aDocument({ spec: anAwsSpec({ logDestination: 'arn:aws:s3:::logs-{team}' }) }),
      '/spec/logDestination',
    ],
    ['another family', aDocument({ spec: aCenSpec() }), '/spec'],
    ['an empty selector', aDocument({ selector: { kind: 'clauses', clauses: [], excludes: [] } }), '/selector/clauses'],
    ['a target that is none', aDocument({ selector: { kind: 'explicit', targets: ['vpc-1'] } }), '/selector/targets'],
  ])('names what is wrong with %s', async (_name, document, pointer) => {
    const { isValid, violations } = await validate(document)
    expect(isValid).toBe(false)
    expect(violations.some((violation) => violation.pointer.startsWith(pointer))).toBe(true)
    const refused = await api.post('/change-requests', { items: [{ op: 'create', document }] })
    expect(refused.status).toBe(422)
  })

  it('warns that a filter selects nothing yet, and takes a selection for a selector', async () => {
    const none = aDocument({ selector: clauses({ on: 'region', values: ['ap-south-1'] }) })
    expect(await validate(none)).toMatchObject({
      isValid: true,
      violations: [{ pointer: '/selector', severity: 'warning' }],
    })
    const { selector: _selector, ...rest } = aDocument()
    const selection = { mode: 'future', filter: { type: ['VPC'], region: ['us-east-1'] } }
    expect((await validate(rest, { selection })).selects?.total).toBe(3)
    const impossible = { mode: 'future', filter: { q: 'vpc', owned: 'false' } }
    const { violations } = await validate(rest, { selection: impossible })
    expect(violations.map(({ message }) => message)).toHaveLength(2)
  })

  it('knows a taken name, except for the Configuration that has it', async () => {
    await approved(api, await proposed(api, [{ op: 'create', document: aDocument({ name: 'Taken' }) }]))
    const [configuration] = (await api.call('GET /configurations', { query: { q: 'take' } })).items
    expect((await validate(aDocument({ name: 'TAKEN' }))).violations).toMatchObject([{ pointer: '/name' }])
    const own = await validate(aDocument({ name: 'Taken' }), { configurationId: configuration!.id })
    expect(own.violations).toEqual([])
    // Its own claims are not in its own way.
    expect(own.inTheWay.total).toBe(1)
    expect((await validate(aDocument({ name: 'Other' }))).inTheWay.total).toBe(10)
  })
})
