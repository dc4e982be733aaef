import { readFile } from 'node:fs/promises'

/**
 * The most memory a process has held, in MiB: what the kernel calls the high-water mark of its resident set. Null where
 * the system has no /proc.
 */
export async function peakMiB(pid: number): Promise<number | null> {
  try {
    return parsePeakMiB(await readFile(`/proc/${pid}/status`, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Reads VmHWM out of a status file. Pure. */
export function parsePeakMiB(status: string): number | null {
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return kib === undefined ? null : Math.round(Number(kib) / 1024)
}

/** Clock ticks a second of process times: 100 on every Linux that Node runs on. Source: proc(5), sysconf(_SC_CLK_TCK). */
const TICKS_PER_SECOND = 100

/** The processor time a process has used, in milliseconds; null where the system has no /proc. */
export async function processorMs(pid: number): Promise<number | null> {
  try {
    return parseProcessorMs(await readFile(`/proc/${pid}/stat`, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Reads user and system time out of a stat file; the name in brackets may hold anything. Pure. */
export function parseProcessorMs(stat: string): number | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  return Number.isNaN(ticks) ? null : (ticks * 1000) / TICKS_PER_SECOND
}
