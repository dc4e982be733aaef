import { mkdtemp, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startWatchedChild, type WatchedChild } from '../../scripts/processes/watched-child'
import { childEnvironment } from '../../scripts/stack/child-environment'
import { workerProgram } from '../../scripts/stack/worker-program'

/** What workers of a test are started with. */
export interface WorkerSetting {
  readonly databaseUrl: string
  /** Where their calls to both clouds go. */
  readonly cloudUrl: string
  /** A folder for logs and what a worker remembers of its installation. */
  readonly dataDir: string
  readonly timingsDivisor?: number
  readonly leaseTtlMs?: number
}

/** Looks come forty times as often as in production. */
const TIMINGS_DIVISOR = 40
/** Takes over a dead worker's scopes after this long; a call to a cloud has half of it. */
export const LEASE_TTL_MS = 2_400

/** The real worker process, started as `npm start` starts it. */
export class WorkerProcess {
  private constructor(
    private readonly child: WatchedChild,
    private readonly logFile: string,
  ) {}

  static async start(setting: WorkerSetting): Promise<WorkerProcess> {
    const { databaseUrl, cloudUrl, dataDir, timingsDivisor = TIMINGS_DIVISOR, leaseTtlMs = LEASE_TTL_MS } = setting
    const logFile = join(await mkdtemp(join(dataDir, 'worker-')), 'log')
    const log = await open(logFile, 'a')
    const facts = { databaseUrl, dataDir, port: 0, simulatorUrl: cloudUrl, timingsDivisor }
    const child = await startWatchedChild({
      name: 'The worker',
      command: process.execPath,
      args: await workerProgram(),
      env: { ...childEnvironment(process.env, facts), WEIR_LEASE_TTL_MS: String(leaseTtlMs), WEIR_LOG_LEVEL: 'info' },
      output: log.fd,
      stopSignal: 'SIGTERM',
    }).finally(() => log.close())
    return new WorkerProcess(child, logFile)
  }

  get isAlive(): boolean {
    return !this.child.hasEnded()
  }

  /** Ends it as a power failure would. */
  async kill(): Promise<void> {
    this.child.process.kill('SIGKILL')
    await this.child.ended
  }

  /** Stops its time, and lets it run again. */
  freeze(): void {
    this.child.process.kill('SIGSTOP')
  }

  thaw(): void {
    this.child.process.kill('SIGCONT')
  }

  /** Ends it as an operator would. */
  async stop(): Promise<void> {
    await this.child.stop()
  }

  /** The end of what it wrote, for the message of a test that fails. */
  async lastWords(lines = 15): Promise<string> {
    return (await readFile(this.logFile, 'utf8')).trim().split('\n').slice(-lines).join('\n')
  }
}
