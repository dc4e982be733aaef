#!/usr/bin/env node
// The command line runs from its sources: no build stands between a clone and `npm run --silent weir`.
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

// Ours, not the one of the folder that the command is run in.
register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) })
const { main } = await import('../cli/main.ts')
await main(process.argv.slice(2))
