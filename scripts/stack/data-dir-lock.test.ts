import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockDataDir } from './data-dir-lock'

describe('lockDataDir', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weir-lock-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('refuses the second start and names the first, until that one is done', async () => {
    const unlock = await lockDataDir(folder)
    await expect(lockDataDir(folder)).rejects.toThrow(`Another Weir (process ${process.pid}) uses ${folder}`)
    await unlock()
    const again = await lockDataDir(folder)
    await again()
    expect(existsSync(join(folder, 'lock'))).toBe(false)
  })

  it.each([
    { why: 'its process is gone', text: JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'once' }) },
    {
      why: 'its process id was given to another process',
      text: JSON.stringify({ pid: process.pid, startedAt: 'once' }),
    },
    { why: 'a crash cut it short', text: '{"pid":' },
  ])('takes a lock over when $why', async ({ text }) => {
    await writeFile(join(folder, 'lock'), text)
    await (
      await lockDataDir(folder)
    )()
  })

  it('gives a stale lock to exactly one of many', async () => {
    await writeFile(join(folder, 'lock'), JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'once' }))
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDir(folder)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
