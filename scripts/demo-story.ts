import { setTimeout as wait } from 'node:timers/promises'
import { createApiClient } from '../lib/http/client'

/**
 * What happened in the demo before anybody looks: somebody adopted a cluster of flow logs that were made by hand, and then
 * somebody else deleted two of them. Told once, through the interface and the simulator as anybody could; a demo in which
 * something was declared already is left as people made it.
 */
export async function tellDemoStory(
  stack: { readonly url: string; readonly simulatorUrl: string },
  signal: AbortSignal,
): Promise<'told' | 'nothing to tell'> {
  const call = createApiClient({ base: `${stack.url}/api/v1` })
  if ((await call('GET /change-requests', { query: { limit: 1 } })).total > 0) return 'nothing to tell'

  await until(signal, async () => (await call('GET /overview')).freshness.neverLooked === 0)
  const { items } = await call('GET /adoption/clusters', { query: { provider: ['aws-ec2'], manager: ['unknown'] } })
  // To a bucket, because those deliver: the demo's old roles do not, and that is another story.
  const cluster = items.find(
    ({ count, destination, violations }) =>
      count >= LEAST_LOGS && violations.length === 0 && destination.includes(':s3:'),
  )
  if (cluster === undefined) return 'nothing to tell'

  const { id } = await call('POST /adoption/propose', {
    body: {
      clusters: [{ key: cluster.key, name: cluster.suggestedName, onDrift: 'propose', onRemoval: 'retain' }],
      reason: 'These were made by hand; from now on somebody is told when they change.',
    },
  })
  const params = { id }
  await until(signal, async () => (await call('GET /change-requests/{id}', { params })).state !== 'planning')
  const request = await call('GET /change-requests/{id}', { params })
  if (request.plan === null) return 'nothing to tell'
  await call('POST /change-requests/{id}/approve', { params, body: { digest: request.plan.digest } })

  const [configuration] = request.configurations
  const logs = await call('GET /flow-logs', {
    query: { configuration: configuration === undefined ? [] : [configuration.id], sort: 'target', limit: 2 },
  })
  for (const { externalId } of logs.items) {
    if (externalId === null) continue
    await fetch(`${stack.simulatorUrl}/_sim/world/aws/flow-logs/${externalId}`, { method: 'DELETE', signal })
  }
  await call('POST /scopes/look')
  return 'told'
}

/** Fewer would make no cluster worth looking at. */
const LEAST_LOGS = 4
const POLL_MS = 1_000
const PATIENCE_MS = 180_000

async function until(signal: AbortSignal, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('the demo took too long')
    await wait(POLL_MS, undefined, { signal })
  }
}
