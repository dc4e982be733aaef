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
