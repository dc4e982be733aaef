import { createApi } from '../../lib/http/app'
import { createApiClient } from '../../lib/http/client'
import { CAPABILITIES, capabilitiesOf } from '../../lib/providers/capabilities'
import { openDatabase } from '../../lib/store/database/connection'
import { migrate } from '../../lib/store/database/migrate'
import { openJobQueue } from '../../lib/store/job-queue'
import { renderCommand } from '../../lib/wiring/web'
import { type ListFigure, measureLists } from '../lists/measure'
import { type FleetSize, seedFleet } from '../lists/seed'
import type { BenchRun } from '../run'

/** 1,000 accounts in two regions each with fifty resources: 100,000 resources, 10,000 flow logs. */
const FLEET: FleetSize = {
  accounts: 1_000,
  perScope: { VPC: 5, Subnet: 15, NetworkInterface: 28, TransitGateway: 1, TransitGatewayAttachment: 1 },
}
const HOST = 'weir.bench'

export interface ListsFigures {
  readonly resources: number
  readonly flowLogs: number
  readonly lists: readonly ListFigure[]
  /** The slowest list: what the bar is about. */
  readonly worstP95Ms: number
}

/** How long lists and the overview take to answer over a large fleet, over the interface itself. */
export async function benchLists({ cluster, isQuick, note }: BenchRun): Promise<ListsFigures> {
  await cluster.ensureDatabase('weir_bench_lists')
  const url = cluster.url('weir_bench_lists')
  await migrate(url)
  const database = openDatabase({ url, applicationName: 'weir-bench' })
  const jobs = await openJobQueue({ url, works: false, onError: () => undefined })
  try {
    const fleet = await seedFleet(database.pool, isQuick ? { ...FLEET, accounts: 100 } : FLEET)
    note(`${fleet.resources} resources and ${fleet.flowLogs} flow logs in ${fleet.accountIds.length} accounts`)
    const app = createApi({
      context: {
        database,
        jobs,
        clock: () => new Date(),
        allCapabilities: Object.values(CAPABILITIES),
        capabilities: capabilitiesOf,
        renderCommand,
      },
      allowedHosts: [HOST],
      log: { error: (details) => note(`an error inside: ${JSON.stringify(details)}`) },
    })
    const client = createApiClient({
      base: '',
      fetcher: async (path, init) => {
        const headers = new Headers(init.headers)
        headers.set('host', HOST)
        return app.request(`http://${HOST}/api/v1${path}`, { ...init, headers })
      },
    })
    const lists = await measureLists(client, fleet, isQuick ? 10 : 20)
    return {
      resources: fleet.resources,
      flowLogs: fleet.flowLogs,
      lists,
      worstP95Ms: Math.max(...lists.map(({ p95Ms }) => p95Ms)),
    }
  } finally {
    await jobs.close()
    await database.close()
  }
}
