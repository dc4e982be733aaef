import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PostgresBinaries } from './binaries'
import { startCluster, type Cluster } from './cluster'

/** A PostgreSQL for tests and tools: fast instead of durable, and nothing is left of it after `stop`. */
export async function startTemporaryCluster(binaries?: PostgresBinaries): Promise<Cluster> {
  const dataDir = await makeTemporaryFolder()
  const cluster = await startCluster({ dataDir, throwAway: true, ...(binaries === undefined ? {} : { binaries }) })
  return {
    ...cluster,
    async stop() {
      await cluster.stop()
      await rm(cluster.databaseFolder, { recursive: true, force: true })
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A folder below the system's temporary one that the server's account can pass through, unlike mkdtemp's own mode. */
export async function makeTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'weir-'))
  await chmod(folder, 0o755)
  return folder
}
