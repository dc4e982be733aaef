import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { hasCode } from '../start-failure'

/** How a process should be started and stopped. */
export interface WatchedChildOptions {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly cwd?: string
  readonly uid?: number
  readonly gid?: number
  /** Where the output goes: an open file, or our own terminal. */
  readonly output: number | 'inherit' | 'pipe'
  /** The signal that asks it to end in good order. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT'
}

export interface WatchedChild {
  readonly name: string
  readonly pid: number
  readonly process: ChildProcess
  /** Resolves, never rejects, with a sentence about how it ended. */
  readonly ended: Promise<string>
  hasEnded(): boolean
  /** Asks it to end, and kills it after the grace. Resolves when it is gone; calling it twice is fine. */
  stop(graceMs?: number): Promise<void>
}

/** Seconds the watchdog leaves a process to end in good order after we died. */
const WATCHDOG_GRACE_SECONDS = 10

/**
 * Waits for the pipe from us to close, which the kernel does however we die, then ends the process ($2) and, if it
 * lingers, its group.
 */
const WATCHDOG_SCRIPT = `
read -r _
kill -s "$1" "$2" 2>/dev/null || exit 0
for _ in $(seq ${WATCHDOG_GRACE_SECONDS}); do sleep 1; kill -0 "$2" 2>/dev/null || exit 0; done
kill -s KILL -- "-$2"
`

/**
 * Starts a process in a group of its own, so that a Ctrl-C in the terminal reaches only us and everything is stopped in
 * order, with a watchdog beside it, so that it does not outlive us even when we are killed.
 */
export async function startWatchedChild(options: WatchedChildOptions): Promise<WatchedChild> {
  const child = spawn(options.command, [...options.args], {
    env: options.env,
    cwd: options.cwd,
    uid: options.uid,
    gid: options.gid,
    detached: true,
    stdio: ['ignore', options.output, options.output],
  })
  await once(child, 'spawn')
  const pid = child.pid
  if (pid === undefined) throw new Error(`${options.name} has no process id.`)

  const watchdog = spawn('sh', ['-c', WATCHDOG_SCRIPT, 'sh', options.stopSignal.slice(3), String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watchdog.unref()
  // A watchdog that cannot be started or was ended by somebody leaves us with the orderly stop only.
  watchdog.on('error', () => undefined)
  watchdog.stdin.on('error', () => undefined)

  let over = false
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      over = true
      watchdog.kill('SIGKILL')
      resolve(signal === null ? `ended with exit code ${code ?? 'unknown'}` : `was ended by ${signal}`)
    })
  })

  return {
    name: options.name,
    pid,
    process: child,
    ended,
    hasEnded: () => over,
    async stop(graceMs = 10_000) {
      if (over) return
      child.kill(options.stopSignal)
      const timer = setTimeout(() => {
        killGroup(pid)
      }, graceMs)
      await ended
      clearTimeout(timer)
    },
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // Gone between the timer and the call: that is what we wanted.
    if (!hasCode(error, 'ESRCH')) throw error
  }
}
