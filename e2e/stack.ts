import { readFileSync } from 'node:fs'

/** The product under test, as scripts/e2e-stack.ts started it. */
export interface RunningStack {
  readonly url: string
  readonly databaseUrl: string
  readonly simulatorUrl: string
}

/** Where to find the parts of the running product: the simulator's admin API, for example, to change the world. */
export function runningStack(): RunningStack {
  const file = process.env.WEIR_E2E_STACK
  if (file === undefined)
    throw new Error('playwright.config.ts names the file; run the tests with `npx playwright test`.')
  return JSON.parse(readFileSync(file, 'utf8')) as RunningStack
}
