import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

/**
 * Writes the typed database client into lib/store/generated. Generating needs no engine, but Prisma's command line looks
 * for its native one and would download it; naming any program that exists keeps it from trying.
 */
const program = createRequire(import.meta.url).resolve('prisma/build/index.js')
const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'generate', '--no-hints'], {
  encoding: 'utf8',
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
})
if (status !== 0) {
  console.error(`${stdout}${stderr}`)
  process.exitCode = 1
}
