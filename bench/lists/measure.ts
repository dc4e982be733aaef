import type { EndpointName } from '../../lib/http/endpoints'
import type { createApiClient } from '../../lib/http/client'
import type { SeededFleet } from './seed'

type Client = ReturnType<typeof createApiClient>

/** One list or page as it answered: milliseconds on the server, from the request to the whole answer. */
export interface ListFigure {
  readonly name: string
  readonly p50Ms: number
  readonly p95Ms: number
  readonly maxKiB: number
}

/** What a page asks for; each round with other values, as different people would. */
interface Question {
  readonly name: string
  readonly ask: (client: Client, round: number) => Promise<unknown>
}

const WARM_UP = 2

/** Asks every question `rounds` times, one after the other, so that a figure is the answer's own time. */
export async function measureLists(client: Client, fleet: SeededFleet, rounds: number): Promise<readonly ListFigure[]> {
  const figures: ListFigure[] = []
  for (const { name, ask } of questions(fleet)) {
    const times: number[] = []
    let bytes = 0
    for (let round = 0; round < rounds + WARM_UP; round += 1) {
      const begin = performance.now()
      const answer = await ask(client, round)
      const took = performance.now() - begin
      if (round >= WARM_UP) times.push(took)
      bytes = Math.max(bytes, Buffer.byteLength(JSON.stringify(answer)))
    }
    times.sort((left, right) => left - right)
    figures.push({
      name,
      p50Ms: quantile(times, 0.5),
      p95Ms: quantile(times, 0.95),
      maxKiB: Math.ceil(bytes / 1024),
    })
  }
  return figures
}

/** The value that this share of the sorted values does not exceed. Pure. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}

function questions({ accountIds, resourceIds, flowLogIds, externalIds, accountRefs }: SeededFleet): Question[] {
  const pick = <Value>(values: readonly Value[], round: number): Value => {
    const value = values[(round * 37) % values.length]
    if (value === undefined) throw new Error('the seeded fleet is empty')
    return value
  }
  const get = (name: EndpointName, query: object = {}) => ({
    name: `${name.replace('GET ', '')}${Object.keys(query).length === 0 ? '' : ` ${JSON.stringify(query)}`}`,
    ask: (client: Client) => (client as (name: string, input: object) => Promise<unknown>)(name, { query }),
  })
  let cursor: string | undefined
  const by = (name: string, ask: Question['ask']): Question => ({ name, ask })
  return [
    get('GET /overview'),
    get('GET /resources'),
    get('GET /resources', { type: ['VPC'] }),
    get('GET /resources', { type: ['NetworkInterface'], rung: ['unlogged'] }),
    get('GET /resources', { rung: ['unlogged', 'configured'] }),
    get('GET /resources', { provider: ['aws-ec2'], region: ['eu-west-1'] }),
    get('GET /resources', { tag: ['env=prod'] }),
    get('GET /resources', { tag: ['team=payments'], type: ['VPC'] }),
    get('GET /resources', { failing: true }),
    get('GET /resources', { sort: '-firstSeenAt' }),
    get('GET /resources', { sort: 'name' }),
    get('GET /resources', { sort: 'account' }),
    get('GET /resources', { sort: 'rung' }),
    get('GET /resources', { q: 'payments' }),
    by('/resources by account', (client, round) =>
      client('GET /resources', { query: { account: [pick(accountIds, round)] } }),
    ),
    by('/resources by id', (client, round) => client('GET /resources', { query: { q: pick(externalIds, round) } })),
    by('/resources, page after page', async (client) => {
      const answer = await client('GET /resources', { query: { cursor } })
      cursor = answer.nextCursor ?? undefined
      return answer
    }),
    get('GET /resources/facets'),
    get('GET /resources/facets', { type: ['VPC'] }),
    get('GET /resources/facets', { q: 'payments' }),
    by('/resources/{id}', (client, round) =>
      client('GET /resources/{id}', { params: { id: pick(resourceIds, round) } }),
    ),
    get('GET /flow-logs'),
    get('GET /flow-logs', { delivery: ['failed'] }),
    get('GET /flow-logs', { phase: ['Active'] }),
    get('GET /flow-logs', { q: 'payments' }),
    get('GET /flow-logs/facets'),
    by('/flow-logs/{id}', (client, round) =>
      client('GET /flow-logs/{id}', { params: { id: pick(flowLogIds, round) } }),
    ),
    get('GET /accounts'),
    by('/accounts/{id}', (client, round) => client('GET /accounts/{id}', { params: { id: pick(accountRefs, round) } })),
    get('GET /scopes'),
    get('GET /configurations'),
    get('GET /change-requests'),
    get('GET /activity'),
    by('/search', (client, round) => client('GET /search', { query: { q: pick(externalIds, round).slice(0, 12) } })),
    get('GET /search', { q: 'payments' }),
  ]
}
