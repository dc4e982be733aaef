import { describe, expect, it } from 'vitest'
import { freeSpaceOnDisk, requireFreeSpace } from './free-disk-space'
import { isDiskFull, StartFailure } from './start-failure'

const MIB = 1024 * 1024

describe('requireFreeSpace', () => {
  it('says in one sentence what is missing, where, and what to do', async () => {
    const refusal = await requireFreeSpace('/data/weir', () => Promise.resolve(40 * MIB)).catch(
      (error: unknown) => error,
    )
    expect(refusal).toBeInstanceOf(StartFailure)
    expect((refusal as Error).message).toBe(
      'The disk that holds /data/weir has 40 MiB left, and Weir needs 512 MiB: free some space, or name a folder on another disk with WEIR_DATA_DIR.',
    )
  })

  it('lets a start through when there is room', async () => {
    await expect(requireFreeSpace('/data', () => Promise.resolve(513 * MIB))).resolves.toBeUndefined()
  })

  it('measures the disk of a folder that does not exist yet', async () => {
    expect(await freeSpaceOnDisk('/tmp/weir-not-there/at/all')).toBeGreaterThan(0)
  })
})

describe('isDiskFull', () => {
  const withCode = (code: string) => Object.assign(new Error('x'), { code })

  it.each([
    { why: 'Node could not write', error: withCode('ENOSPC'), full: true },
    { why: 'PostgreSQL could not extend a file', error: withCode('53100'), full: true },
    { why: 'initdb printed it', error: new Error('could not write: No space left on device'), full: true },
    { why: 'it is what caused another error', error: new Error('x', { cause: withCode('ENOSPC') }), full: true },
    { why: 'another system error', error: withCode('EACCES'), full: false },
    { why: 'not an error at all', error: 'ENOSPC', full: false },
  ])('$full: $why', ({ error, full }) => {
    expect(isDiskFull(error)).toBe(full)
  })
})
