import { beforeAll, describe, expect, it } from 'vitest'
import { approved, proposed } from '../../../test/api/change-flow'
import {
  aCenSpec,
  aDocument,
  seedAccount,
  seedLog,
  seedResources,
  type SeededResource,
} from '../../../test/api/seed-fleet'
import { useApi } from '../../../test/api/use-api'
import { importDocument } from '../../interchange/import-document'
import type { ImportedDraft } from '../schemas/interchange'

const TERRAFORM = `
resource "aws_flow_log" "app" {
  vpc_id               = "vpc-0001"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::imported-logs"
}

resource "aws_flow_log" "shop" {
  vpc_id               = "vpc-0002"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::imported-logs"
}

resource "aws_flow_log" "elsewhere" {
  vpc_id               = "vpc-9999"
  traffic_type         = "REJECT"
  log_destination_type = "s3"
  log_destination      = var.bucket_arn
}
`

describe('import and export', () => {
  const api = useApi()
  let vpcs: readonly SeededResource[] = []
  let routers: readonly SeededResource[] = []
  let observedId = ''

  beforeAll(async () => {
    const { pool } = api.database
    const first = await seedAccount(pool, { regions: ['eu-west-1', 'us-east-1'] })
    const second = await seedAccount(pool, { accountId: '222222222222' })
    const china = await seedAccount(pool, { provider: 'alibaba-cen', regions: ['cn-hangzhou'] })
    vpcs = await seedResources(pool, first, { count: 4 })
    // The same VPC as another account sees it, to which it is shared.
    await seedResources(pool, second, { change: (vpc) => ({ ...vpc, ownerAccountId: '111111111111' }) })
    await seedResources(pool, first, { region: 'us-east-1', prefix: 'vpc-twin-' })
    await seedResources(pool, second, { prefix: 'vpc-twin-' })
    routers = await seedResources(pool, china, {
      region: 'cn-hangzhou',
      type: 'TransitRouter',
      prefix: 'tr-',
      change: (router) => ({ ...router, links: { cen: 'cen-0001' } }),
    })
    observedId = await seedLog(pool, china, routers[0]!, {
      externalId: 'flowlog-0001',
      change: (log) => ({ ...log, spec: aCenSpec({ projectName: 'flow-logs-core', tags: { team: 'network' } }) }),
    })
  })

  const previewOf = (text: string) => api.call('POST /imports', { body: { text } })
  const only = (drafts: readonly ImportedDraft[]) => drafts[0]!

  it('finds the targets of a Terraform file among the discovered resources, the owner of a shared one', async () => {
    const preview = await previewOf(TERRAFORM)
    expect(preview).toMatchObject({ format: 'hcl', isUnderstood: false })
    const [draft, unfinished] = preview.drafts
    expect(draft).toMatchObject({
      name: 'app',
      targetCount: 2,
      problemCount: 0,
      violations: [],
      selector: { kind: 'explicit', targets: [vpcs[0]!.keyText, vpcs[1]!.keyText] },
    })
    expect(unfinished).toMatchObject({ targetCount: 0, selector: null, problemCount: 1 })
    expect(unfinished?.targets[0]?.problem).toContain('Not among the discovered resources')
    expect(unfinished?.violations.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/selector/targets', '/spec/logDestination']),
    )
    expect(preview.notes).toContainEqual(
      expect.objectContaining({ severity: 'warning', line: 20, field: 'aws_flow_log.elsewhere.log_destination' }),
    )
  })

  it('does not guess between two places of one id', async () => {
    const draft = only((await previewOf(TERRAFORM.replaceAll('vpc-0001', 'vpc-twin-0001'))).drafts)
    expect(draft.targets[0]?.problem).toContain('in several places: 111111111111 us-east-1, 222222222222 eu-west-1')
  })

  it('finds the target of a log whose state does not name it by the log itself', async () => {
    const state = {
      version: 4,
      terraform_version: '1.3.9',
      resources: [
        {
          mode: 'managed',
          type: 'alicloud_cen_flowlog',
          name: 'core',
          instances: [
            {
              attributes: {
                id: 'flowlog-0001',
                cen_id: 'cen-0001',
                project_name: 'flow-logs-core',
                log_store_name: 'cen',
              },
            },
          ],
        },
      ],
    }
    const draft = only((await previewOf(JSON.stringify(state))).drafts)
    expect(draft).toMatchObject({ withoutTarget: 0, selector: { targets: [routers[0]!.keyText] } })
  })

  it('becomes Configurations by an ordinary change request, and leaves as every format', async () => {
    const { document, selector } = only((await previewOf(TERRAFORM)).drafts)
    const request = await proposed(api, [{ op: 'create', document: { ...document!, selector: selector! } }])
    expect(request.plan?.counters.create).toBe(2)
    const { items } = await approved(api, request)
    const params = { id: items[0]!.configurationId }
    for (const format of ['weir', 'hcl', 'cloudformation', 'cli-json', 'command'] as const) {
      const { parts } = await api.call('GET /configurations/{id}/export', { params, query: { format } })
      expect(parts, format).toHaveLength(1)
      const read = importDocument(parts[0]!.text, { format, provider: null })
      expect(read.drafts[0]?.document.spec, format).toEqual(document!.spec)
      const named = read.drafts[0]?.selector.kind === 'named' ? read.drafts[0].selector.targets : []
      expect(named.map(({ externalId }) => externalId)).toEqual(['vpc-0001', 'vpc-0002'])
    }
    // A state holds what exists; none of these does yet.
    const state = await api.call('GET /configurations/{id}/export', { params, query: { format: 'tfstate' } })
    expect(state.parts).toEqual([])
    expect(state.notes).toHaveLength(2)
  })

  it('writes a log that somebody else made, with its CEN and an import block', async () => {
    const params = { id: observedId }
    const { parts, notes } = await api.call('GET /flow-logs/{id}/export', { params, query: { format: 'hcl' } })
    expect(notes).toEqual([])
    expect(parts[0]?.text).toContain('cen_id            = "cen-0001"')
    expect(parts[0]?.text).toContain('  to = alicloud_cen_flowlog.tr_0001\n  id = "flowlog-0001"\n')
    const refused = await api.call('GET /flow-logs/{id}/export', { params, query: { format: 'cloudformation' } })
    expect(refused).toMatchObject({ parts: [], notes: [{ severity: 'error' }] })
  })

  it('says when a name is taken, and when nothing can be read', async () => {
    await proposed(api, [{ op: 'create', document: aDocument({ name: 'taken' }) }]).then((one) => approved(api, one))
    const draft = only((await previewOf(TERRAFORM.replace('"app"', '"taken"'))).drafts)
    expect(draft.violations).toContainEqual(expect.objectContaining({ pointer: '/name' }))
    expect(await previewOf('nothing of ours')).toMatchObject({ format: null, drafts: [], isUnderstood: false })
    expect((await api.post('/imports', { text: 'x'.repeat(900_001) })).status).toBe(422)
  })
})
