import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { CLOUD_VARIABLE } from '../../scripts/stack/child-environment'
import type { BareAwsInput } from './aws'
import type { BareCenInput } from './cen'

/** What a bare script says at its end. */
export interface BareResult {
  /** From its first call to its last answer; the start of the process is not in it. */
  readonly ms: number
  readonly flowLogs: number
  readonly peakMiB: number
  /** Processor time of the work itself. */
  readonly cpuMs: number
}

const run = promisify(execFile)
const TIMEOUT_MS = 10 * 60_000

/** Runs a bare script as a process of its own, with nothing of this machine's cloud settings. */
export async function runBare(
  script:
    { readonly name: 'aws'; readonly input: BareAwsInput } | { readonly name: 'cen'; readonly input: BareCenInput },
): Promise<BareResult> {
  const inherited = Object.entries(process.env).filter(([name]) => !CLOUD_VARIABLE.test(name))
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(inherited),
    NODE_ENV: 'production',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', `bench/bare/${script.name}.ts`, JSON.stringify(script.input)],
    { env, timeout: TIMEOUT_MS, maxBuffer: 1024 * 1024 },
  )
  return JSON.parse(stdout) as BareResult
}
