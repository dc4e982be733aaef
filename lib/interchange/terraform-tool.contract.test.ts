import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anyTagText, anyValidAwsSpec, anyValidCenSpec, AWS_SCOPE, CEN_SCOPE } from '../../test/builders/valid-specs'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import type { ExportedLog } from './exported'
import { exportFlowLogs, joinParts } from './export-flow-logs'
import { evaluateHcl } from './hcl/evaluate'
import { parseHcl } from './hcl/parse'
import { HclScope } from './hcl/scope'
import { hclText } from './hcl/write'
import { namedTarget } from './imported'
import { Notes } from './notes'

const run = promisify(execFile)

/** Whether Terraform is on this machine, or why not. */
async function findTerraform(): Promise<{ readonly version: string } | { readonly missing: string }> {
  try {
    return { version: (await run('terraform', ['version'], { timeout: 30_000 })).stdout.trim() }
  } catch (error) {
    return { missing: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) }
  }
}

const found = await findTerraform()
if ('missing' in found) {
  console.warn(`Skipped: no Terraform on this machine (${found.missing}). The round-trip tests stand in.`)
}

/** What people write by hand and writers get wrong. */
const TEXTS = [
  ...['$${a}', '$$${a}', '%%{a}', '%%%{ x', '$', '$$', '%', '${', '%{', '\\${a}', '"${"', '\\', 'é\n\t\r', '\u0001'],
  ...fc.sample(anyTagText(200), 200),
]

function anyLog(spec: FlowLogSpec, index: number): ExportedLog {
  if (spec.family === 'cen') {
    const id = `tr-${index}`
    return {
      spec,
      target: namedTarget('TransitRouter', id, {
        ...CEN_SCOPE,
        transitRouterId: id,
        cenId: 'cen-1',
        flowLogId: `flowlog-${index}`,
      }),
    }
  }
  const type = spec.family === 'aws-vpc' ? 'VPC' : 'TransitGateway'
  return { spec, target: namedTarget(type, `id-${index}`, { ...AWS_SCOPE, flowLogId: `fl-${index}` }) }
}

describe.skipIf('missing' in found)('Terraform itself', { timeout: 60_000 }, () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'weir-terraform-'))
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })
  // No provider is needed, so nothing is fetched.
  const terraform = (...args: string[]) =>
    run('terraform', [`-chdir=${folder}`, ...args], {
      timeout: 50_000,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        NODE_ENV: 'test',
        CHECKPOINT_DISABLE: '1',
        TF_IN_AUTOMATION: '1',
      },
    })

  it('has nothing to format in what Weir writes', async () => {
    const specs = fc.sample(fc.oneof(anyValidAwsSpec, anyValidCenSpec), 200)
    const written = exportFlowLogs(specs.map(anyLog), { format: 'hcl', baseName: 'all', maxCreateBatch: () => 1 })
    writeFileSync(join(folder, 'written.tf'), joinParts(written))
    const { stdout } = await terraform('fmt', '-check', '-diff')
    expect(stdout).toBe('')
    rmSync(join(folder, 'written.tf'))
  })

  it('reads every text as Weir meant it, and as Weir reads it', async () => {
    const document = `output "texts" {\n  value = [\n${TEXTS.map((text) => `    ${hclText(text)},\n`).join('')}  ]\n}\n`
    writeFileSync(join(folder, 'texts.tf'), document)
    await terraform('apply', '-auto-approve', '-input=false')
    const { stdout } = await terraform('output', '-json', 'texts')
    // Terraform keeps its texts in composed form.
    const theirs = JSON.parse(stdout) as string[]
    expect(theirs).toEqual(TEXTS.map((text) => text.normalize('NFC')))
    const body = parseHcl(document)
    const [value] = body.blocks[0]?.body.attributes ?? []
    const ours = value === undefined ? null : evaluateHcl(value.value, new HclScope(body), new Notes())
    expect(
      ours?.kind === 'list' ? ours.items.map((item) => (item.kind === 'text' ? item.value : item.kind)) : [],
    ).toEqual(TEXTS)
  })
})
