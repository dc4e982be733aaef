import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

export type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg'

interface EngineInstance extends WebAssembly.Exports {
  __wbindgen_start(): void
}

let ready: Promise<void> | undefined

/** Node has no loader for wasm modules, so this does by hand what the package's entry asks a bundler to do. */
async function load(): Promise<void> {
  const require = createRequire(import.meta.url)
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'))
  const imports = { './schema_engine_bg.js': engine as unknown as WebAssembly.ModuleImports }
  const { instance } = await WebAssembly.instantiate(bytes, imports)
  const exports = instance.exports as EngineInstance
  engine.__wbg_set_wasm(exports)
  exports.__wbindgen_start()
}

/**
 * Sends a migration to the server as one script, like Prisma's native engine: all of it or nothing happens. The adapter
 * on its own cuts the text at every semicolon, which breaks the body of a function.
 */
class WholeScripts extends PrismaPg {
  override async connect() {
    const adapter = await super.connect()
    adapter.executeScript = async (script) => {
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] })
    }
    return adapter
  }
}

/**
 * Runs `work` with Prisma's own migration engine: the one `prisma migrate` uses, inside Node and without its native
 * binary, which would have to be downloaded. Its connections are closed afterwards.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  work: (engine: engine.SchemaEngine) => Promise<T>,
): Promise<T> {
  await (ready ??= load())
  // Freeing the engine does not close its connections, so the pool is ours.
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  try {
    const adapters = bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool))
    const instance = await engine.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapters)
    try {
      return await work(instance)
    } finally {
      instance.free()
    }
  } finally {
    await pool.end()
  }
}
