import { fileURLToPath } from 'node:url'
import { ensureInstalled, InstallFailure, requireNode } from './install.mjs'

// The entry of `npm start`: plain JavaScript, because on a fresh clone nothing is installed yet.

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
try {
  requireNode()
  await ensureInstalled((title) => console.log(`… ${title}`))
} catch (error) {
  if (!(error instanceof InstallFailure)) throw error
  console.error(`Weir did not start. ${error.message}`)
  process.exit(1)
}
const { register } = await import('tsx/esm/api')
register()
const { start } = await import('./start.ts')
await start(process.argv.slice(2))
