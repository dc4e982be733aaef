import { uuidv7 } from 'uuidv7'
import { adoptionDocument } from '../domain/adoption/describe'
import type { Actor, Adoptions, ChangeItem } from '../domain/change-item'
import { observedClaimKey } from '../domain/claim-key'
import type { Selector } from '../domain/configuration'
import type { Manager } from '../domain/flow-log'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import { keepsItsOwn, managerName, recogniseManager, whatManagerWillSee } from '../domain/managers'
import { Refusal } from '../domain/refusal'
import { parseResourceKey } from '../domain/resource-key'
import { MAX_EXPLICIT_TARGETS } from '../domain/validate-configuration'
import type { AdoptionProposal } from '../http/schemas/adoption'
import { type AdoptableCluster, exactSelector, loadClusters } from '../read-models/adoption'
import { addAuditEntry } from '../store/audit'
import { loadGroupLogs } from '../store/adoptable-logs'
import { requireOwn } from './flow-log-commands'
import { storeProposal } from './propose-change'
import type { ServiceContext } from './service-context'
import { requireValidDocument } from './validate-document'

/**
 * Proposes Configurations that describe existing flow logs exactly, with the adoption of those logs. The plan shows only
 * adoptions: no call to a cloud. Logs of another manager need that manager acknowledged by name. Answers the request's id.
 */
export async function proposeAdoption(
  context: ServiceContext,
  actor: Actor,
  { clusters: chosen, acknowledged, reason }: AdoptionProposal,
): Promise<string> {
  const { pool } = context.database
  const { clusters } = await loadClusters(pool)
  const byKey = new Map(clusters.map((cluster) => [cluster.key, cluster]))
  const items: ChangeItem[] = []
  const taken = new Set<string>()
  for (const [index, choice] of chosen.entries()) {
    const root = `/clusters/${index}`
    const whole = byKey.get(choice.key)
    if (whole === undefined || taken.has(choice.key)) throw clusterChanged(root)
    taken.add(choice.key)
    const cluster = narrowed(whole, choice)
    requireDescribable(cluster, root)
    requireAcknowledged(cluster.manager, acknowledged)
    const logs = await loadGroupLogs(pool, cluster.groups, MAX_EXPLICIT_TARGETS + 1)
    if (logs.length === 0) throw clusterChanged(root)
    if (logs.length > MAX_EXPLICIT_TARGETS) throw tooMany(root)
    const targets = logs.map(({ targetKeyText }) => targetKeyText)
    const selector = await selectorOf(context, cluster, targets, choice.selector, root)
    const document = adoptionDocument(cluster, { ...choice, selector })
    requireValidDocument(document, root)
    items.push({
      op: 'create',
      configurationId: uuidv7(),
      document,
      adopt: { logs: logs.map(({ targetKeyText: target, externalId }) => ({ target, externalId })), acknowledged },
    })
  }
  const count = items.reduce((sum, item) => sum + (item.op === 'create' ? (item.adopt?.logs.length ?? 0) : 0), 0)
  const id = await storeProposal(context, actor, { title: titleOf(count), reason, items })
  await auditAcknowledgement(context, actor, id, acknowledged, count)
  return id
}

const titleOf = (count: number) =>
  count === 1 ? 'Adopt one flow log' : `Adopt ${count.toLocaleString('en')} flow logs`

function narrowed(
  cluster: AdoptableCluster,
  {
    accounts,
    regions,
  }: { readonly accounts?: readonly string[] | undefined; readonly regions?: readonly string[] | undefined },
): AdoptableCluster {
  if (accounts === undefined && regions === undefined) return cluster
  const groups = cluster.groups.filter(
    ({ scope }) => (accounts?.includes(scope.accountId) ?? true) && (regions?.includes(scope.region) ?? true),
  )
  return {
    ...cluster,
    groups,
    accounts: [...new Set(groups.map(({ scope }) => scope.accountId))],
    regions: [...new Set(groups.map(({ scope }) => scope.region))],
    targetTypes: [...new Set(groups.map(({ targetType }) => targetType))],
  }
}

async function selectorOf(
  { database }: ServiceContext,
  cluster: AdoptableCluster,
  targets: readonly string[],
  kind: 'explicit' | 'matching',
  root: string,
): Promise<Selector> {
  if (kind === 'explicit') return { kind: 'explicit', targets }
  const selector = await exactSelector(database.pool, cluster, targets)
  if (selector !== null) return selector
  throw refused(
    'no-exact-selector',
    root,
    'selector',
    'No selector selects exactly these targets.',
    'Name them explicitly: use "explicit".',
  )
}

function requireDescribable({ violations }: AdoptableCluster, root: string): void {
  const [first] = violations
  if (first === undefined) return
  throw refused(
    'not-describable',
    root,
    'key',
    `${first.field}: ${first.message}`,
    'These flow logs stay as they are; they count for coverage all the same.',
  )
}

function requireAcknowledged(manager: Manager, acknowledged: readonly Manager[]): void {
  if (!keepsItsOwn(manager) || acknowledged.includes(manager)) return
  const remedy = `Take them out of ${managerName(manager)} first, or acknowledge it: add "${manager}" to acknowledged.`
  throw new Refusal({
    kind: 'conflict',
    code: 'manager-not-acknowledged',
    detail: `These flow logs seem to be managed by ${managerName(manager)}. ${whatManagerWillSee(manager)}`,
    remedy,
    errors: [{ pointer: '/acknowledged', message: `does not name ${manager}`, remedy }],
  })
}

function clusterChanged(root: string): Refusal {
  return refused(
    'cluster-changed',
    root,
    'key',
    'There is no such cluster any more: other flow logs are there than when you looked.',
    'Look at the clusters again and choose anew.',
  )
}

function tooMany(root: string): Refusal {
  return refused(
    'too-many-targets',
    root,
    'key',
    `The cluster holds more than ${MAX_EXPLICIT_TARGETS.toLocaleString('en')} flow logs.`,
    'Adopt it in parts: name some of its accounts or regions.',
  )
}

function refused(code: string, root: string, member: string, message: string, remedy: string): Refusal {
  return new Refusal({
    kind: 'conflict',
    code,
    detail: message,
    remedy,
    errors: [{ pointer: `${root}/${member}`, message, remedy }],
  })
}

async function auditAcknowledgement(
  { database }: ServiceContext,
  actor: Actor,
  changeRequestId: string,
  acknowledged: readonly Manager[],
  count: number,
): Promise<void> {
  const named = acknowledged.filter((manager) => manager !== 'unknown')
  if (named.length === 0) return
  await addAuditEntry(database.pool, {
    actor,
    action: 'adoption.acknowledge',
    subjectType: 'change-request',
    subjectId: changeRequestId,
    summary: `Acknowledged that ${named.map(managerName).join(', ')} will see what becomes of ${count.toLocaleString('en')} adopted flow logs.`,
    after: { acknowledged: named },
  })
}

interface Standing {
  externalId: string
  spec: FlowLogSpec | null
  tags: Record<string, string>
}

/**
 * Proposes to take over the log that stands where a Configuration wants its own. The log stays as it is; what differs from
 * the Configuration becomes a plan of its own afterwards.
 */
export async function proposeFlowLogAdoption(
  context: ServiceContext,
  actor: Actor,
  id: string,
  { acknowledged, reason }: { readonly acknowledged: readonly Manager[]; readonly reason: string },
): Promise<string> {
  const { pool } = context.database
  const own = await requireOwn(pool, id)
  const { rows } = await pool.query<Standing & { claimKey: string }>(
    `SELECT o."externalId", o."spec", o."tags", d."claimKey" FROM "desired_flow_log" d
       JOIN "observed_flow_log" o ON o."scopeId" = d."scopeId" AND o."targetKeyText" = d."targetKeyText"
      WHERE d."id" = $1 AND d."endedAt" IS NULL AND o."goneAt" IS NULL AND o."desiredFlowLogId" IS NULL
        AND o."ownership" IN ('foreign', 'released', 'unbound') ORDER BY o."externalId"`,
    [own.id],
  )
  const target = parseResourceKey(own.targetKeyText)
  const found = rows.find(({ spec, claimKey }) => target !== null && observedClaimKey({ target, spec }) === claimKey)
  if (found === undefined) {
    throw new Refusal({
      kind: 'invalidState',
      code: 'invalid-state',
      detail: 'No flow log of somebody else stands in the way of this one.',
      remedy: 'Look again: what was there may be gone, or ours already.',
    })
  }
  requireAcknowledged(recogniseManager(found), acknowledged)
  const adopt: Adoptions = { logs: [{ target: own.targetKeyText, externalId: found.externalId }], acknowledged }
  const requestId = await storeProposal(context, actor, {
    title: `Adopt ${found.externalId} into ${own.document.name}`.slice(0, 200),
    reason,
    items: [{ op: 'adopt', configurationId: own.configurationId, baseGeneration: own.generation, adopt }],
  })
  await auditAcknowledgement(context, actor, requestId, acknowledged, 1)
  return requestId
}

/** Proposes to let go of one flow log: its target leaves the Configuration, cloud and tags stay as they are. */
export async function proposeRelease(
  context: ServiceContext,
  actor: Actor,
  id: string,
  reason: string,
): Promise<string> {
  const own = await requireOwn(context.database.pool, id)
  const target = own.targetKeyText.split('/').at(-1) ?? own.targetKeyText
  if (own.endedAt !== null || own.intent !== 'present' || own.isDeleted || own.externalId === null) {
    throw new Refusal({
      kind: 'invalidState',
      code: 'invalid-state',
      detail: 'There is no flow log here that Weir could let go of.',
      remedy: null,
    })
  }
  const { selector } = own.document
  const isLast = selector.kind === 'explicit' && selector.targets.every((key) => key === own.targetKeyText)
  const base = { configurationId: own.configurationId, baseGeneration: own.generation, retain: true }
  return storeProposal(context, actor, {
    title: `Let go of the flow log of ${target}`.slice(0, 200),
    reason,
    items: [isLast ? { op: 'delete', ...base } : { op: 'exclude', ...base, targets: [own.targetKeyText] }],
  })
}
