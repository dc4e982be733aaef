import type { Resource } from '../../domain/resource'
import { OWNERSHIP_TAGS } from '../../domain/flow-log'
import type { CreateBatch } from '../provider'
import type { FakeRequest } from './fake-cloud-rules'
import type { FakeLog } from './world'

/** The tags a create sends: people's own and Weir's three. Pure. */
function tagsOf(batch: CreateBatch): Record<string, string> {
  return {
    ...batch.spec.tags,
    [OWNERSHIP_TAGS.installation]: batch.installationId,
    [OWNERSHIP_TAGS.configuration]: batch.configurationId,
    [OWNERSHIP_TAGS.operation]: batch.operationId,
  }
}

/** Puts a new log into the world, with what the posted faults say about its life. */
export function makeLog(
  request: FakeRequest,
  batch: CreateBatch,
  target: Resource,
  kind: { readonly idPrefix: string; readonly passesCreating: boolean; readonly reportsDelivery: boolean },
): FakeLog {
  const { world, faults } = request
  const { settings } = world
  const probe = { ...request.probe, resources: [target.externalId] }
  const nowMs = world.nowMs()
  const hidden = faults.take('hideFresh', probe)
  const isStuck = kind.passesCreating && faults.take('stuckCreating', probe) !== null
  const failure = faults.take('failDelivery', probe)
  const isSilent = !kind.reportsDelivery || faults.take('noDelivery', probe) !== null
  const log: FakeLog = {
    externalId: `${kind.idPrefix}${world.nextNumber().toString(16).padStart(17, '0')}`,
    scope: request.scope,
    target: target.key,
    targetExternalId: target.externalId,
    routerId: target.links.transitRouter ?? (target.key.type === 'TransitRouter' ? target.externalId : null),
    spec: batch.spec,
    tags: tagsOf(batch),
    createdAt: new Date(nowMs),
    state: kind.passesCreating ? 'creating' : 'active',
    settlesAtMs: kind.passesCreating && !isStuck ? nowMs + settings.createDurationMs : null,
    settlesTo: 'active',
    visibleFromMs: nowMs + (hidden?.ms ?? settings.visibilityDelayMs),
    verdictAtMs: isSilent ? null : nowMs + settings.deliveryDelayMs,
    deliveryFailure: failure?.message ?? null,
    rawStatus: null,
  }
  world.put(log)
  return log
}

/** The batch as text: what a remembered token is compared with. Pure. */
export function batchFingerprint(batch: CreateBatch): string {
  return JSON.stringify([
    batch.targets.map((target) => target.key),
    batch.spec,
    batch.installationId,
    batch.configurationId,
  ])
}
