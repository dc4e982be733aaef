import { spawnSync } from 'node:child_process'
import { hasCode } from '../start-failure'

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

/** The command line of a running process, or an empty string. */
export function commandLine(pid: number): string {
  return ask(pid, 'args=')
}

/** When a process began, as the system prints it: with the id it names one process for good, ids alone are reused. */
export function startedAt(pid: number): string {
  return ask(pid, 'lstart=')
}

function ask(pid: number, field: string): string {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  const { stdout } = spawnSync('ps', ['-ww', '-o', field, '-p', String(pid)], { encoding: 'utf8', env })
  return stdout.trim()
}
