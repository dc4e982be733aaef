import { uuidv7 } from 'uuidv7'
import type { DesiredMember, EnteringMember, Membership } from '../../domain/membership'
import { epochKey } from '../../domain/membership'
import { medianSeconds } from '../../domain/gap'
import type { DesiredInsert } from '../../store/write-desired'
import { insertDesired } from '../../store/write-desired'
import { loadDesired } from '../../store/desired-flow-logs'
import { loadScopeFacts, membershipOf } from '../../store/scope-facts'
import type { Pass } from '../pass'

/**
 * Who belongs to what, from the Configurations and the resources as they are now: targets enter with a desired flow log
 * of their own, others get a new spec or shall leave. Only after a complete listing.
 */
export async function belong(pass: Pass): Promise<void> {
  if (pass.listing === null) return
  const { lease, scope } = pass
  const { installation, knownOperations } = pass
  const loaded = await loadScopeFacts(lease.read, scope.scopeId, pass.now(), null, {
    scope: {
      scopeId: scope.scopeId,
      ref: scope.ref,
      measuredGapSeconds: medianSeconds(scope.recentGapSeconds),
      flowLogsObservedAt: scope.flowLogsObservedAt,
    },
    installation,
    desired: { rows: [...pass.desired.values()], claimedDueAt: scope.claimedDueAt },
    ...(knownOperations !== null && { operations: knownOperations }),
  })
  const membership = membershipOf(loaded)
  pass.loaded = loaded
  pass.takeDesired(loaded.desired)
  const entering = enteringRows(pass, membership)
  for (const member of membership.changed) {
    pass.change(member.id, memberChanges(member))
    // Another spec is another attempt: what failed before says nothing about it.
    if (member.change === 'respecified') {
      pass.change(member.id, { problem: null, attempts: 0, retryAt: null, createFirstRefused: null })
    }
  }
  if (entering.length > 0 || pass.hasChanges) {
    await lease.note(async (sql) => {
      await pass.flush(sql) // first: a claim given up can be taken by one that enters
      await insertDesired(sql, entering)
    })
    pass.rowsWritten += entering.length
  }
  await settleEntered(pass, membership, entering)
}

function memberChanges(member: DesiredMember): Partial<DesiredMember> {
  const { generation, intent, spec, specHash, claimKey, holdsClaim, formerTagKeys } = member
  return { generation, intent, spec, specHash, claimKey, holdsClaim, formerTagKeys }
}

function enteringRows(pass: Pass, membership: Membership): readonly DesiredInsert[] {
  const { scope, loaded } = pass
  const resourceIds = new Map(loaded?.resources.map(({ keyText, id }) => [keyText, id]))
  const createdAt = pass.now()
  return membership.entering.flatMap((member): readonly DesiredInsert[] => {
    const resourceId = resourceIds.get(member.targetKeyText)
    if (resourceId === undefined) return []
    return [{ ...rowOf(member), id: uuidv7(), resourceId, scopeId: scope.scopeId, createdAt }]
  })
}

function rowOf(member: EnteringMember): Omit<DesiredInsert, 'id' | 'resourceId' | 'scopeId' | 'createdAt'> {
  const { configurationId, generation, targetKeyText, epoch, spec, specHash, claimKey, holdsClaim } = member
  const targetType = member.target.key.type
  return { configurationId, generation, targetKeyText, targetType, epoch, spec, specHash, claimKey, holdsClaim }
}

/** From here on those that entered are members like all others. */
async function settleEntered(pass: Pass, membership: Membership, entered: readonly DesiredInsert[]): Promise<void> {
  const { lease, scope } = pass
  if (entered.length === 0) {
    pass.membership = membership
    return
  }
  const ids = new Map(entered.map((row) => [epochKey(row.configurationId, row.targetKeyText), row.id]))
  const members = membership.entering.flatMap((member): readonly DesiredMember[] => {
    const id = ids.get(epochKey(member.configurationId, member.targetKeyText))
    return id === undefined ? [] : [{ ...member, id }]
  })
  const desired = await loadDesired(lease.read, scope.scopeId)
  if (pass.loaded !== null) pass.loaded = { ...pass.loaded, desired }
  pass.takeDesired(desired)
  pass.membership = { entering: [], changed: [], members: [...membership.members, ...members] }
}
