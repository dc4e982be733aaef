import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ACCEPTED =
  '2 111122223333 eni-0a1b2c3d4e5f60718 10.0.1.15 10.0.2.20 49152 443 6 12 3400 1760000000 1760000055 ACCEPT OK'
const NO_DATA = '2 111122223333 eni-0a1b2c3d4e5f60718 - - - - - - - 1760000000 1760000059 - NODATA'

interface Answer {
  readonly code: number | null
  readonly lines: readonly unknown[]
  readonly said: string
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-records-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs `weir records parse` as its own process, as people do. */
function parse(args: readonly string[], input: string | Uint8Array = ''): Promise<Answer> {
  const child = spawn(process.execPath, ['bin/weir.mjs', 'records', 'parse', ...args])
  const pieces: Buffer[] = []
  let said = ''
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece))
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString('utf8')))
  child.stdin.on('error', () => undefined) // it may stop before it has read everything
  child.stdin.end(input)
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const lines = Buffer.concat(pieces).toString('utf8').split('\n').filter(Boolean)
      resolve({ code, said, lines: lines.map((line): unknown => JSON.parse(line)) })
    })
  })
}

const AWS = ['--provider', 'aws-ec2'] as const
const CEN = ['--provider', 'alibaba-cen'] as const

describe.concurrent('weir records parse', () => {
  it('turns records into JSON lines', async () => {
    const { code, lines, said } = await parse([...AWS, '--format', 'default'], `${ACCEPTED}\n${NO_DATA}\n`)
    expect({ code, said }).toEqual({ code: 0, said: '' })
    expect(lines).toMatchObject([
      { version: 2, 'account-id': '111122223333', dstport: 443, bytes: 3400, action: 'ACCEPT' },
      { srcaddr: null, dstport: null, start: 1760000000, 'log-status': 'NODATA' },
    ])
  })

  it('goes on after a line that does not fit, and answers 1', async () => {
    const { code, lines } = await parse([...AWS, '-'], `${ACCEPTED}\nnot a record\n${ACCEPTED}`)
    expect(code).toBe(1)
    expect(lines).toMatchObject([
      { dstport: 443 },
      { line: 2, error: 'expected 14 columns (version to log-status), found 3' },
      { dstport: 443 },
    ])
  })

  it('reads gzip, and uses a header of other columns, saying so', async () => {
    const { code, lines, said } = await parse(AWS, gzipSync('dstport srcaddr\n443 10.0.0.1\n'))
    expect({ code, lines }).toEqual({ code: 0, lines: [{ dstport: 443, srcaddr: '10.0.0.1' }] })
    expect(said).toContain('standard input: The header in line 1 names other columns')
  })

  it('reads what is left of a torn gzip file, and answers 1', async () => {
    const { code, lines, said } = await parse(AWS, gzipSync(`${ACCEPTED}\n`.repeat(50)).subarray(0, -8))
    expect(code).toBe(1)
    expect(lines).toHaveLength(50)
    expect(said).toContain('ends early')
  })

  it('reads Parquet, from a file and from standard input', async () => {
    const columnData = [
      { name: 'dstport', type: 'INT32' as const, data: [443, 22] },
      { name: 'bytes', type: 'INT64' as const, data: [1n, 9_007_199_254_740_993n] },
    ]
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData }))
    const file = join(folder, 'records.parquet')
    await writeFile(file, bytes)
    const args = [...AWS, '--format', '${dstport} ${bytes}']
    const both = await Promise.all([parse([...args, file]), parse(args, bytes)])
    for (const { code, lines } of both) {
      expect(code).toBe(0)
      expect(lines).toMatchObject([{ dstport: 443, bytes: 1 }, { dstport: 22 }])
    }
  })

  it('reads records of Simple Log Service, and columns by a format', async () => {
    const input = '{"srcaddr":"10.0.0.1","bytes":"12","tr-id":"tr-1"}\n10.0.0.1 10.0.0.2 13\n'
    const { code, lines } = await parse([...CEN, '--format', '${srcaddr}${dstaddr}${bytes}'], input)
    expect(code).toBe(0)
    expect(lines).toEqual([
      { srcaddr: '10.0.0.1', dstaddr: null, bytes: 12, 'tr-id': 'tr-1' },
      { srcaddr: '10.0.0.1', dstaddr: '10.0.0.2', bytes: 13 },
    ])
  })

  it('takes the default format of a family', async () => {
    const line = Array.from({ length: 36 }, (_unused, index) => (index === 0 ? '6' : '-')).join(' ')
    const { code, lines } = await parse([...AWS, '--family', 'aws-transit-gateway'], `${line}\n`)
    expect(code).toBe(0)
    expect(lines).toMatchObject([{ version: 6, 'tgw-id': null }])
  })

  it.each([
    { why: 'no cloud', args: [] },
    { why: 'an unknown cloud', args: ['--provider', 'nobody'] },
    { why: 'a format that is none', args: [...AWS, '--format', 'srcaddr dstaddr'] },
    { why: 'a family of the other cloud', args: [...AWS, '--family', 'cen'] },
    { why: 'a file that is not there', args: [...AWS, '/does/not/exist'] },
  ])('answers 2 to $why, and says what to do', async ({ args }) => {
    const { code, lines, said } = await parse(args)
    expect({ code, lines }).toEqual({ code: 2, lines: [] })
    expect(said).toContain('error: ')
  })

  it('ends quietly when nobody reads on', async () => {
    const child = spawn('sh', ['-c', `node bin/weir.mjs records parse --provider aws-ec2 | head -1`])
    let said = ''
    child.stderr.on('data', (piece: Buffer) => (said += piece.toString('utf8')))
    child.stdin.on('error', () => undefined)
    child.stdin.end(`${ACCEPTED}\n`.repeat(20_000))
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect({ code, said }).toEqual({ code: 0, said: '' })
  })
})
