import * as z from 'zod'
import type { Actor } from '../lib/domain/change-item'
import { DEFAULT_PARTITION } from '../lib/domain/account-rules'
import type { ProviderId } from '../lib/domain/provider-id'
import { settings } from '../lib/env'
import { addAccount } from '../lib/services/add-account'
import { findAccount } from '../lib/store/accounts'
import { wireWeb, type WebParts } from '../lib/wiring/web'

/**
 * Tells Weir of the demo's accounts, once: an account it has heard of stays as people left it, removed ones too. What is
 * logged is declared by people, so nothing else is seeded.
 */

const SEEDER: Actor = { kind: 'person', id: 'demo-setup', name: 'Demo setup' }

const PROVIDERS: Readonly<Record<string, ProviderId>> = { aws: 'aws-ec2', alibaba: 'alibaba-cen' }

const worldSchema = z.object({
  accounts: z.array(
    z.object({
      provider: z.string(),
      accountId: z.string(),
      name: z.string(),
      roleArn: z.string().nullable(),
      externalId: z.string().nullable(),
      regions: z.array(z.string()),
    }),
  ),
})

type WorldAccount = z.infer<typeof worldSchema>['accounts'][number]

/** The demo's simulator; anything that is not on this machine could be somebody's real cloud. */
function simulatorUrl(): string {
  const { demo, endpoints } = settings()
  const url = endpoints.aws.all
  if (!demo || url === undefined || !['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)) {
    throw new Error('Demo accounts are seeded only into a demo, whose clouds are simulated on this machine.')
  }
  return url
}

async function seed(parts: WebParts, world: readonly WorldAccount[]): Promise<number> {
  let added = 0
  for (const { provider: cloud, accountId, name, roleArn, externalId, regions } of world) {
    const provider = PROVIDERS[cloud]
    if (provider === undefined) throw new Error(`the simulator holds an account of an unknown cloud: ${cloud}`)
    const partition = DEFAULT_PARTITION[provider]
    const { pool } = parts.context.database
    if ((await findAccount(pool, { provider, partition, accountId })) !== null) continue
    const labels = { origin: 'demo' }
    await addAccount(parts.context, SEEDER, { provider, accountId, name, roleArn, externalId, regions, labels })
    added += 1
  }
  return added
}

const answer = await fetch(new URL('/_sim/world/accounts', simulatorUrl()), { signal: AbortSignal.timeout(10_000) })
if (!answer.ok) throw new Error(`the simulator answered ${answer.status} when asked for its accounts`)
const { accounts } = worldSchema.parse(await answer.json())
const parts = await wireWeb(settings())
try {
  const added = await seed(parts, accounts)
  console.log(added === 0 ? 'The demo accounts are there already.' : `Added ${added} demo accounts.`)
} finally {
  await parts.close()
}
