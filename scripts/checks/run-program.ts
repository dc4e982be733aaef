import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startWatchedChild } from '../processes/watched-child'
import { CLOUD_VARIABLE } from '../stack/child-environment'

/** How a program of a lane ended. */
export interface ProgramResult {
  readonly ok: boolean
  readonly output: string
}

/** Where lanes leave their logs and reports. */
export const RESULTS = 'test-results'

const TIMEOUT_MS = 15 * 60_000

/** Runs a Node program of node_modules to its end, without a developer's cloud accounts, and keeps its output in a log. */
export async function runProgram(
  lane: string,
  args: readonly string[],
  extra: Record<string, string> = {},
): Promise<ProgramResult> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !CLOUD_VARIABLE.test(name)))
  const child = await startWatchedChild({
    name: lane,
    command: process.execPath,
    args,
    env: { ...(inherited as NodeJS.ProcessEnv), NO_COLOR: '1', FORCE_COLOR: '0', CI: '1', ...extra },
    output: 'pipe',
    stopSignal: 'SIGTERM',
  })
  running.add(child)
  let output = ''
  const collect = (chunk: Buffer) => (output += chunk.toString())
  child.process.stdout?.on('data', collect)
  child.process.stderr?.on('data', collect)
  const timer = setTimeout(() => {
    output += `\n${lane} took longer than ${TIMEOUT_MS / 60_000} minutes and was ended.\n`
    void child.stop()
  }, TIMEOUT_MS)
  await child.ended
  clearTimeout(timer)
  running.delete(child)
  await mkdir(RESULTS, { recursive: true })
  await writeFile(join(RESULTS, `${lane.replaceAll(/[^a-z0-9]+/g, '-')}.log`), output)
  return { ok: child.process.exitCode === 0, output }
}

const running = new Set<{ stop(): Promise<void> }>()

/** Ends whatever still runs; for Ctrl-C. */
export async function stopPrograms(): Promise<void> {
  await Promise.all([...running].map((child) => child.stop()))
}

/** The last lines of a log, for a person. */
export function tail(output: string, lines = 60): string {
  return output.trim().split('\n').slice(-lines).join('\n')
}
