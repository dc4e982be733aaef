import { fileURLToPath } from 'node:url'
import { ensureInstalled, InstallFailure, requireNode } from './install.mjs'

// The entry of `npm test` and `npm run check`: plain JavaScript, because on a fresh clone nothing is installed yet.

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
try {
  requireNode()
  await ensureInstalled((title) => console.log(`… ${title}`))
} catch (error) {
  if (!(error instanceof InstallFailure)) throw error
  console.error(error.message)
  console.log('0 passed, 1 failed')
  process.exit(1)
}
const { register } = await import('tsx/esm/api')
register()
const { runChecks } = await import('./checks/run-checks.ts')
await runChecks(process.argv.includes('--quick'))
