import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { contentDigest, makeWhenChanged } from './content-stamp'

describe('content stamps', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'weir-stamp-'))
    await mkdir(join(root, 'app', 'deep'), { recursive: true })
    await writeFile(join(root, 'app', 'deep', 'page.tsx'), 'one')
    await writeFile(join(root, 'config.mjs'), 'two')
  })
  afterEach(() => rm(root, { recursive: true }))

  const digest = () => contentDigest(root, ['app', 'config.mjs', 'not-there'], (path) => path.endsWith('.test.ts'))

  it('changes with a content, a name and a new file, and with nothing else', async () => {
    const before = await digest()
    expect(await digest()).toBe(before)
    await writeFile(join(root, 'app', 'a.test.ts'), 'ignored')
    expect(await digest()).toBe(before)
    await writeFile(join(root, 'config.mjs'), 'three')
    const changed = await digest()
    expect(changed).not.toBe(before)
    await writeFile(join(root, 'app', 'new.ts'), '')
    expect(await digest()).not.toBe(changed)
  })

  it('does the work once for one content, and again after a failure', async () => {
    const stamp = join(root, 'out', 'stamp')
    const make = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error('no')).mockResolvedValue()
    await expect(makeWhenChanged(stamp, 'a', make)).rejects.toThrow('no')
    expect(await makeWhenChanged(stamp, 'a', make)).toBe(true)
    expect(await makeWhenChanged(stamp, 'a', make)).toBe(false)
    expect(await makeWhenChanged(stamp, 'b', make)).toBe(true)
    expect(make).toHaveBeenCalledTimes(3)
  })
})
