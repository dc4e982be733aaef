import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { startWatchedChild, type WatchedChild } from '../processes/watched-child'
import { StartFailure } from '../start-failure'

/** A process of the stack, started and known to answer. */
export interface Service {
  readonly name: string
  /** Resolves with a sentence for a person when the process ends, wanted or not. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

export interface ServiceOptions {
  readonly name: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly logFile: string
  /** Polled until it answers 200; without it the process counts as ready once it runs. */
  readonly readyUrl?: string
  /** Ends the waiting, with its reason as the error. */
  readonly signal?: AbortSignal
}

const READY_TIMEOUT_MS = 60_000
const POLL_MS = 100
const LOG_LIMIT_BYTES = 20 * 1024 * 1024
const SHOWN_LINES = 12

/** Starts a Node process of the checkout with its output in a log file, and waits until it answers. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const log = await openLog(options.logFile)
  const child = await startWatchedChild({
    name: options.name,
    command: process.execPath,
    args: options.args,
    env: options.env,
    output: log.fd,
    stopSignal: 'SIGTERM',
  }).finally(() => log.close())
  const ended = child.ended.then(async (how) => `${options.name} ${how}${await lastWords(options.logFile)}`)
  try {
    if (options.readyUrl !== undefined) await untilAnswers(child, options.readyUrl, ended, options.signal)
  } catch (error) {
    await child.stop()
    throw error
  }
  return { name: options.name, ended, stop: () => child.stop() }
}

/** Appends to the log of earlier starts, of which one full file is kept. */
async function openLog(file: string) {
  await mkdir(dirname(file), { recursive: true })
  if (existsSync(file) && (await stat(file)).size > LOG_LIMIT_BYTES) await rename(file, `${file}.old`)
  return open(file, 'a')
}

async function lastWords(logFile: string): Promise<string> {
  const text = (await readFile(logFile, 'utf8')).trim()
  return text === '' ? '' : `; the end of ${logFile} says:\n${text.split('\n').slice(-SHOWN_LINES).join('\n')}`
}

async function untilAnswers(
  child: WatchedChild,
  url: string,
  ended: Promise<string>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS
  let last = 'no connection'
  while (Date.now() < deadline) {
    if (child.hasEnded()) throw new StartFailure(await ended)
    signal?.throwIfAborted()
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000) })
      if (response.ok) return
      last = `${response.status} ${(await response.text()).slice(0, 500)}`
    } catch (error) {
      last = error instanceof Error ? error.message : String(error)
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new StartFailure(`${child.name} did not become ready within ${READY_TIMEOUT_MS / 1000} s (${last}).`)
}

/** The log file of a process in a data folder. */
export function logFileOf(dataDir: string, name: string): string {
  return join(dataDir, 'logs', `${name}.log`)
}
