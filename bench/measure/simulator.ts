import { join } from 'node:path'
import { BASE_IDENTITY as ALIBABA_IDENTITY } from '../../simulator/alibaba/identities'
import type { MeterSnapshot } from '../../simulator/core/call-meter'
import type { WorldAccount, WorldName } from '../../simulator/core/cloud'
import type { SettingsPatch, SimSettings } from '../../simulator/core/settings'
import { AWS_BASE_CREDENTIALS } from '../../simulator/demo/credentials'
import { freePort } from '../../scripts/processes/free-port'
import { startService } from '../../scripts/stack/service'

/** The simulated clouds as a process of their own, and what the bench asks their admin API. */
export interface BenchSimulator {
  readonly url: string
  /** Starts over: the world as it was made, no calls counted, buckets full. */
  reset(world: WorldName, settings: SettingsPatch): Promise<void>
  settings(): Promise<SimSettings>
  accounts(): Promise<readonly WorldAccount[]>
  calls(): Promise<MeterSnapshot>
  resetCalls(): Promise<void>
  /** A list of the world as it really is. */
  truth<Item>(path: string, member: string): Promise<readonly Item[]>
  stop(): Promise<void>
}

export async function startBenchSimulator(folder: string): Promise<BenchSimulator> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const service = await startService({
    name: 'The simulator',
    args: ['--import', 'tsx', 'simulator/main.ts', '--port', String(port), '--world', 'empty', '--profile', 'bench'],
    env: process.env,
    logFile: join(folder, 'simulator.log'),
    readyUrl: `${url}/_sim/health`,
  })
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(url + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  return {
    url,
    async reset(world, settings) {
      await ask('PATCH', '/_sim/settings', { ...settings, profile: 'bench' })
      await ask('POST', '/_sim/world/reset', { world, seed: 1 })
    },
    settings: async () => (await ask('GET', '/_sim/settings')) as SimSettings,
    accounts: async () => ((await ask('GET', '/_sim/world/accounts')) as { accounts: WorldAccount[] }).accounts,
    calls: async () => (await ask('GET', '/_sim/calls')) as MeterSnapshot,
    async resetCalls() {
      await ask('POST', '/_sim/calls/reset')
    },
    truth: async <Item>(path: string, member: string) =>
      ((await ask('GET', `/_sim/world/${path}`)) as Record<string, Item[]>)[member] ?? [],
    stop: () => service.stop(),
  }
}

/** Keys that the simulated clouds know, as their SDKs read them from the environment. */
export const SIMULATED_KEYS = { aws: AWS_BASE_CREDENTIALS, alibaba: ALIBABA_IDENTITY } as const
