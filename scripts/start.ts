import pc from 'picocolors'
import { readSettings, SettingsError } from '../lib/env'
import { tellDemoStory } from './demo-story'
import { terminalProgress } from './stack/progress'
import { startStack, type Stack } from './stack/stack'
import { StartFailure } from './start-failure'

/** A demo shows in a minute what the ordinary cadences (a look every five minutes, a second one after one) show in five. */
const DEMO_TIMINGS_DIVISOR = 5

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** What `npm start` does once the dependencies are installed: everything up, wait, everything down. */
export async function start(args: readonly string[]): Promise<never> {
  const stopRequest = new AbortController()
  const asked = new Promise<void>((resolve) => {
    const onSignal = () => {
      if (!stopRequest.signal.aborted) console.log('\nStopping …')
      stopRequest.abort()
      resolve()
    }
    for (const signal of STOP_SIGNALS) process.on(signal, onSignal)
  })

  let stack: Stack | undefined
  let code = 0
  try {
    stack = await startStack(optionsFrom(process.env, args.includes('--dev'), stopRequest.signal))
    announce(stack)
    beginStory(stack, stopRequest.signal)
    const unexpected = await Promise.race([asked, stack.ended])
    if (unexpected !== undefined && !stopRequest.signal.aborted) throw new StartFailure(unexpected)
  } catch (error) {
    if (!stopRequest.signal.aborted) {
      code = 1
      explain(error)
    }
  }
  await stack?.stop()
  if (code === 0) console.log('Everything is stopped; the data stays for the next start.')
  process.exit(code)
}

function optionsFrom(env: NodeJS.ProcessEnv, development: boolean, signal: AbortSignal) {
  const given = env.DATABASE_URL === '' ? undefined : env.DATABASE_URL
  // The database's address may be wrong in ways of its own, which the stack explains better than a pattern can.
  const checked = readSettings({
    ...env,
    DATABASE_URL: 'postgresql://127.0.0.1/checked-later',
    WEIR_TIMINGS_DIVISOR: '',
  })
  return {
    dataDir: checked.dataDir,
    port: checked.port,
    demo: checked.demo,
    ...(checked.demo ? { timingsDivisor: DEMO_TIMINGS_DIVISOR } : {}),
    ...(given === undefined ? {} : { databaseUrl: given }),
    development,
    environment: env,
    progress: terminalProgress(),
    signal,
  }
}

function announce(stack: Stack): void {
  console.log(`\n${pc.bold('Weir runs at')} ${pc.cyan(stack.url)}`)
  console.log('There is no sign-in yet, so it listens on this machine only (127.0.0.1).')
  if (stack.simulatorUrl === undefined)
    console.log('It works on the clouds that the credentials of this environment reach.')
  else console.log(`The fleet is a demo, held by a simulator at ${stack.simulatorUrl}; no cloud is called.`)
  for (const notice of stack.notices) console.log(notice)
  console.log('Ctrl-C stops everything.\n')
}

/** The demo goes on by itself for a moment; whatever comes of it, Weir runs. */
function beginStory({ url, simulatorUrl }: Stack, signal: AbortSignal): void {
  if (simulatorUrl === undefined) return
  tellDemoStory({ url, simulatorUrl }, signal).catch((error: unknown) => {
    if (!signal.aborted)
      console.error('The demo shows no adopted flow logs:', error instanceof Error ? error.message : error)
  })
}

/** A failure that we know is one sentence; anything else is a defect and shows where it came from. */
function explain(error: unknown): void {
  const known = error instanceof StartFailure || error instanceof SettingsError
  console.error(`\n${pc.red('Weir did not start.')} ${known ? error.message : ''}`)
  if (!known) console.error(error)
}
