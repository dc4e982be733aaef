import { join } from 'node:path'
import { contentDigest, makeWhenChanged } from './content-stamp'
import type { Progress } from './progress'
import { runTool } from './run-tool'
import { buildWorker } from './worker-program'

const ROOT = process.cwd()
const NEXT = 'node_modules/next/dist/bin/next'
const SCHEMA = 'prisma/schema.prisma'

/** Everything `next build` reads. Tests and the generated client are left out: the schema stands for the latter. */
const WEB_SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  SCHEMA,
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]
const NOT_BUILT = /\.(?:test|spec)\.tsx?$|^lib\/store\/generated\/|\/__fixtures__\//

/** Writes the database client, unless this schema's is there. */
export async function generateClient(progress: Progress, signal?: AbortSignal): Promise<void> {
  await progress.step('Database client', async (note) => {
    const digest = await contentDigest(ROOT, [SCHEMA, 'node_modules/prisma/package.json'])
    const stamp = join(ROOT, 'lib/store/generated/.made-from')
    const made = await makeWhenChanged(stamp, digest, () =>
      runTool('Generating the database client', ['--import', 'tsx', 'scripts/generate-client.ts'], process.env, signal),
    )
    note(made ? 'generated' : 'unchanged')
  })
}

/** Bundles the worker, unless these sources were bundled already. */
export async function prepareWorker(progress: Progress): Promise<void> {
  await progress.step('Worker program', async (note) => note((await buildWorker()) ? 'built' : 'unchanged'))
}

/** Builds the pages for production, unless these sources were built already. */
export async function buildWeb(progress: Progress, signal?: AbortSignal): Promise<void> {
  await progress.step('Console', async (note) => {
    const digest = await contentDigest(ROOT, WEB_SOURCES, (path) => NOT_BUILT.test(path))
    const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
    const made = await makeWhenChanged(join(ROOT, '.next', 'weir-built-from'), digest, () =>
      runTool('Building the console', [NEXT, 'build'], env, signal),
    )
    note(made ? 'built' : 'unchanged')
  })
}
