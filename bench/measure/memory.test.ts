import { describe, expect, it } from 'vitest'
import { parsePeakMiB, parseProcessorMs, peakMiB } from './memory'

describe('what the kernel says of a process', () => {
  it('reads the high-water mark of its memory', () => {
    expect(parsePeakMiB('Name:\tnode\nVmPeak:\t 1298432 kB\nVmHWM:\t  307200 kB\nVmRSS:\t  204800 kB\n')).toBe(300)
  })

  it('has nothing to read where a process has none (kernel threads)', () => {
    expect(parsePeakMiB('Name:\tkthreadd\n')).toBeNull()
  })

  it('reads user and system time, whatever the name of the process holds', () => {
    const before = '4242 (a) name (with) brackets) S 1 4242 4242 0 -1 4194560 100 0 0 0'
    expect(parseProcessorMs(`${before} 150 50 0 0 20 0 11 0 100 1000000 5000`)).toBe(2_000)
  })

  it('knows that a process that never was has none', async () => {
    expect(await peakMiB(2 ** 30)).toBeNull()
  })
})
