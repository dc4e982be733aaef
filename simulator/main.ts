import { parseArgs } from 'node:util'
import { WORLD_NAMES, type WorldName } from './core/cloud'
import { PROFILE_NAMES, type ProfileName } from './core/settings'
import { startSimulator } from './server'

const USAGE = `npm run simulator -- [options]
  --port 4600         port on 127.0.0.1; 0 takes any free one
  --data-dir DIR      keep the world in DIR between starts
  --world NAME        ${WORLD_NAMES.join(' | ')} (default demo)
  --seed 1            a whole number; the same seed makes the same world
  --profile NAME      ${PROFILE_NAMES.join(' | ')} (default demo)
  --fresh             forget what DIR holds`

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${USAGE}\n`)
    process.exitCode = 2
    return
  }
  const simulator = await startSimulator({
    ...options,
    report: (message) => process.stderr.write(`simulator: ${message}\n`),
  })
  const { world, seed } = simulator.admin.origin()
  process.stdout.write(`simulator: listening on ${simulator.url} with the world "${world}" (seed ${seed})\n`)

  let closing = false
  const stop = (): void => {
    if (closing) return
    closing = true
    simulator.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`simulator: ${error instanceof Error ? error.message : String(error)}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // Started by another process over a pipe: when that one is gone, so is the need for this one.
  process.on('disconnect', stop)
}

interface MainOptions {
  readonly port: number
  readonly world: WorldName
  readonly seed: number
  readonly profile: ProfileName
  readonly fresh: boolean
  readonly dataDir?: string
}

/** The options, or a sentence saying what is wrong with them. */
function readOptions(args: string[]): MainOptions | string {
  let values: { port?: string; 'data-dir'?: string; world?: string; seed?: string; profile?: string; fresh?: boolean }
  try {
    values = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        world: { type: 'string' },
        seed: { type: 'string' },
        profile: { type: 'string' },
        fresh: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  const port = Number(values.port ?? '4600')
  if (!Number.isInteger(port) || port < 0 || port > 65535) return '--port must be between 0 and 65535'
  const seed = Number(values.seed ?? '1')
  if (!Number.isSafeInteger(seed)) return '--seed must be a whole number'
  const world = WORLD_NAMES.find((name) => name === (values.world ?? 'demo'))
  if (!world) return `--world must be one of ${WORLD_NAMES.join(', ')}`
  const profile = PROFILE_NAMES.find((name) => name === (values.profile ?? 'demo'))
  if (!profile) return `--profile must be one of ${PROFILE_NAMES.join(', ')}`
  const dataDir = values['data-dir']
  return { port, seed, world, profile, fresh: values.fresh ?? false, ...(dataDir === undefined ? {} : { dataDir }) }
}

main().catch((error: unknown) => {
  const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`simulator: ${inUse ? 'the port is in use; choose another with --port' : message}\n`)
  process.exit(1)
})
