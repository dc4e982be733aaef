import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ofRouter } from '../lib/domain/cen/__fixtures__/rule-cases'
import { toS3 } from '../lib/domain/aws/__fixtures__/requests'

const PROGRAM = join(import.meta.dirname, '../bin/weir.mjs')

interface Answer {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs `weir` as a person would, from another folder than the clone. */
function weir(args: readonly string[], input = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: tmpdir() })
    let out = ''
    let err = ''
    child.stdout.on('data', (piece) => (out += String(piece)))
    child.stderr.on('data', (piece) => (err += String(piece)))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
    // A program that has not read its input when it ends has been called wrongly.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

describe('weir validate', { timeout: 60_000, concurrent: true }, () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weir-cli-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('says that a request is valid, exit 0', async () => {
    const answer = await weir(['validate', '--provider', 'aws-ec2', '-'], JSON.stringify(toS3()))
    expect(answer).toEqual({ code: 0, out: '{"valid":true,"violations":[]}\n', err: '' })
  })

  it('reads a file, names the broken rule, exit 1', async () => {
    const file = join(folder, 'request.json')
    await writeFile(file, `\uFEFF${JSON.stringify(toS3({ TrafficType: undefined }), null, 2)}\n`)
    const { code, out } = await weir(['validate', '--provider', 'aws-ec2', file])
    const { valid, violations } = JSON.parse(out) as { valid: boolean; violations: readonly object[] }
    expect({ code, valid }).toEqual({ code: 1, valid: false })
    expect(violations).toMatchObject([{ rule: 'R3', field: 'TrafficType' }])
    expect(Object.keys(violations[0]!)).toEqual(['rule', 'field', 'message', 'remedy', 'source'])
  })

  it('warns of what only the cloud can judge, and calls it valid', async () => {
    const request = ofRouter({ LogFormatString: '${srcaddr}${dstaddr}${bytes}${strat}' })
    const { code, out, err } = await weir(['validate', '--provider', 'alibaba-cen'], JSON.stringify(request))
    expect({ code, out }).toEqual({ code: 0, out: '{"valid":true,"violations":[]}\n' })
    expect(err).toMatch(/^warning: LogFormatString: strat .*Did you mean start\?\n$/)
  })

  it('answers each line with --json-lines, whatever it is', async () => {
    const lines = [JSON.stringify(ofRouter()), 'nope', '', JSON.stringify(ofRouter({ Interval: 5 })), '[]']
    const { code, out } = await weir(['validate', '--provider', 'alibaba-cen', '--json-lines'], lines.join('\r\n'))
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { violations: { rule: string }[] })
    expect(code).toBe(1)
    expect(answers.map(({ violations }) => violations.map(({ rule }) => rule))).toEqual([
      [],
      ['json'],
      ['json'],
      ['interval'],
      ['type'],
    ])
  })

  it('judges what depends on the place when it is named', async () => {
    const request = JSON.stringify({
      ...toS3({ LogDestinationType: 'kinesis-data-firehose' }),
      LogDestination: 'arn:aws:firehose:eu-central-1:111122223333:deliverystream:x',
    })
    const at = (region: string) => weir(['validate', '--provider', 'aws-ec2', '--region', region], request)
    expect((await at('eu-central-1')).code).toBe(0)
    expect((await at('us-east-1')).out).toContain('"rule":"R17"')
  })

  it.each([
    { args: ['frobnicate'], why: 'an unknown command' },
    { args: ['validate'], why: 'no provider' },
    { args: ['validate', '--provider', 'aws-ec2', '--frob'], why: 'an unknown option' },
    { args: ['validate', '--provider', 'aws-ec2', '/no/such/file'], why: 'no such file' },
    { args: ['validate', '--provider', 'aws-ec2', '--account', 'me'], why: 'no account id' },
  ])('refuses wrong usage with exit 2 and a remedy: $why', async ({ args }) => {
    const { code, out, err } = await weir(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.trim()).toMatch(/\n|Usage/)
  })

  it('shows its help, exit 0', async () => {
    const { code, out } = await weir(['validate', '--help'])
    expect(code).toBe(0)
    expect(out).toContain('--json-lines')
  })
})
