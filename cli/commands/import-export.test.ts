import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const FIXTURES = 'lib/interchange/__fixtures__'

interface Answer {
  readonly code: number | null
  readonly wrote: string
  readonly said: string
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-import-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs `weir` as its own process, as people do. */
function weir(args: readonly string[], input = ''): Promise<Answer> {
  const child = spawn(process.execPath, ['bin/weir.mjs', ...args])
  let wrote = ''
  let said = ''
  child.stdout.on('data', (piece: Buffer) => (wrote += piece.toString('utf8')))
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString('utf8')))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, wrote, said }))
  })
}

describe.concurrent('weir import and weir export', { timeout: 30_000 }, () => {
  it('turns a state into Weir YAML, and that into Terraform with an import block', async () => {
    const imported = await weir(['import', `${FIXTURES}/state-aws-5.tfstate`])
    expect({ code: imported.code, said: imported.said }).toEqual({ code: 0, said: '' })
    expect(imported.wrote).toMatch(/^apiVersion: weir\/v1\nkind: Configuration\nname: network-vpc-this\n/)
    const exported = await weir(['export', '--to', 'hcl', '-'], imported.wrote)
    expect(exported.code).toBe(0)
    expect(exported.wrote).toContain('  id = "fl-0f1e2d3c4b5a69788"\n')
  })

  it('answers 1 and names what was not understood, with file, line and column', async () => {
    const { code, wrote, said } = await weir(['import', '--json', '--from', 'hcl', `${FIXTURES}/alicloud.tf`])
    expect(code).toBe(1)
    expect(JSON.parse(wrote)).toMatchObject([
      { name: 'router', selector: { targets: [{ id: 'tr-bp1l4u7aq0gcv5w8y2n3k' }] } },
      {},
    ])
    expect(said).toContain(`${FIXTURES}/alicloud.tf:19:23: warning: alicloud_cen_flowlog.router.cen_id: `)
  })

  it('writes a file per account and region, and never over one', async () => {
    const args = ['export', '--to', 'cli-json', '--output', join(folder, 'out'), `${FIXTURES}/state-aws-5.tfstate`]
    const first = await weir(args)
    expect(first.code).toBe(0)
    expect(await readdir(join(folder, 'out'))).toEqual(['flow-logs-111122223333-eu-west-1.json'])
    const text = await readFile(join(folder, 'out', 'flow-logs-111122223333-eu-west-1.json'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ ResourceType: 'VPC', ResourceIds: ['vpc-0a1b2c3d4e5f60718'] })
    expect(await weir(args)).toMatchObject({ code: 2, wrote: '' })
  })

  it('refuses what it cannot know: which flow logs clauses come to', async () => {
    const { code, said } = await weir(['export', '--to', 'command', `${FIXTURES}/configurations.yaml`])
    expect(code).toBe(1)
    expect(said).toContain('It selects by clauses')
  })

  it('answers 2 to wrong usage and unreadable files', async () => {
    for (const args of [
      ['import', '--from', 'cobol'],
      ['export', 'x'],
      ['import', join(folder, 'none.tf')],
    ]) {
      const { code, wrote, said } = await weir(args)
      expect({ code, wrote }, args.join(' ')).toEqual({ code: 2, wrote: '' })
      expect(said).not.toBe('')
    }
  })
})
