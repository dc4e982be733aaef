import type { Manager, ObservedFlowLog, Ownership } from './flow-log'
import { managerName, whatManagerWillSee } from './managers'
import type { Obstacle } from './plan'
import type { Violation } from './problem'
import type { NotCoverable } from './resource'
import type { DesiredFacts } from './scope-plan'

type Words = Pick<Obstacle, 'reason' | 'message' | 'remedy'> & { readonly other?: string | null }

/** An obstacle of one desired flow log. Pure. */
function obstacle(desired: DesiredFacts, words: Words): Obstacle {
  const { reason, message, remedy, other = null } = words
  return { reason, target: desired.target, configurationId: desired.configurationId, message, remedy, other }
}

/** Obstacles that pass by themselves: Weir looks again. Each reason is also a reason of the condition Reconciling. */
export const WAITING = {
  Creating: 'The cloud is still creating the flow log.',
  Modifying: 'The cloud is still changing the flow log.',
  Deleting: 'The cloud is still deleting the flow log.',
  NotListedYet: 'The flow log was just made and is not in the listing yet.',
  MissingOnce: 'One listing lacked the flow log; a second one, at least a minute later, decides.',
  UnknownStatus: 'The cloud reports a status Weir does not know; nothing is changed until it is one it knows.',
  TargetNotSeen: 'The target was not in the last complete look at its resources.',
  NotSettled: 'The target is being changed by its cloud.',
  AwaitingConfirmation: 'The new flow log exists; the old one goes once delivery of the new one is confirmed.',
  OwnLogInTheWay: 'Another flow log of Weir still holds this place and is on its way out.',
  Paused: 'The Configuration is paused: it is observed, and nothing is planned.',
} as const

export type WaitingReason = keyof typeof WAITING

/** Something to wait for. Pure. */
export function waitingFor(desired: DesiredFacts, reason: WaitingReason, other: string | null = null): Obstacle {
  const remedy = reason === 'Paused' ? 'Resume the Configuration.' : 'Nothing to do: Weir looks again by itself.'
  return obstacle(desired, { reason, message: WAITING[reason], remedy, other })
}

/** This one target is paused, whatever its Configuration is. Pure. */
export function targetPaused(desired: DesiredFacts): Obstacle {
  return obstacle(desired, {
    reason: 'Paused',
    message: 'This target is paused: it is observed, and nothing is planned.',
    remedy: 'Resume it on the page of its flow log.',
  })
}

/** Another Configuration claimed the same place first. Pure. */
export function claimedBy(desired: DesiredFacts, configurationName: string): Obstacle {
  return obstacle(desired, {
    reason: 'ClaimedBy',
    message: `The Configuration "${configurationName}" already wants this flow log.`,
    remedy: 'Exclude the target from one of the two Configurations, or give them different destinations.',
    other: configurationName,
  })
}

/** A flow log that is not ours holds the place. Pure. */
export function foreignInTheWay(desired: DesiredFacts, log: ObservedFlowLog, owner: Ownership): Obstacle {
  const whose = describeOwner(owner)
  return obstacle(desired, {
    reason: 'ForeignLogInTheWay',
    message: `${log.externalId} is in the same place and is ${whose}.`,
    remedy: 'Adopt it, ask its owner to remove it, or choose another destination.',
    other: log.externalId,
  })
}

/** The log that was named for adoption is not there, or not on this target. Pure. */
export function adoptionGone(desired: DesiredFacts, externalId: string): Obstacle {
  return obstacle(desired, {
    reason: 'AdoptionGone',
    message: `${externalId} is not on this target any more, so there is nothing to adopt.`,
    remedy: 'Look for existing flow logs again, and propose what is there.',
    other: externalId,
  })
}

/** The log that was named for adoption is held by somebody who cannot let it go here. Pure. */
export function notAdoptable(desired: DesiredFacts, externalId: string, owner: Ownership): Obstacle {
  return obstacle(desired, {
    reason: 'NotAdoptable',
    message: `${externalId} is ${owner.kind === 'ours' ? 'managed by another Configuration already' : describeOwner(owner)}.`,
    remedy:
      owner.kind === 'ours'
        ? 'Let go of it there first, then adopt it here.'
        : 'Let the other installation release it first; two installations must not manage one flow log.',
    other: externalId,
  })
}

/** Somebody manages the log with another tool, and nobody has acknowledged what that tool will see. Pure. */
export function managerNotAcknowledged(desired: DesiredFacts, externalId: string, manager: Manager): Obstacle {
  return obstacle(desired, {
    reason: 'ManagerNotAcknowledged',
    message: `${externalId} seems to be managed by ${managerName(manager)}. ${whatManagerWillSee(manager)}`,
    remedy: `Take it out of ${managerName(manager)} first, or propose its adoption with an explicit acknowledgement.`,
    other: externalId,
  })
}

function describeOwner(owner: Ownership): string {
  switch (owner.kind) {
    case 'released':
      return 'one that Weir released'
    case 'unbound':
      return 'marked as ours but unknown to our records, and it differs from what is desired'
    case 'otherInstallation':
      return `managed by another installation of Weir (${owner.installationId})`
    case 'foreign':
      return owner.manager === 'unknown' ? 'not managed by Weir' : `managed by ${managerName(owner.manager)}`
    case 'ours':
      return 'ours'
  }
}

const NOT_COVERABLE: Readonly<Record<NotCoverable, readonly [string, string]>> = {
  BasicEdition: [
    'A Basic Edition transit router cannot carry flow logs.',
    'Upgrade the router to Enterprise Edition, or exclude it.',
  ],
  TransientState: ['The target is in a state that allows no flow log.', 'Wait until it is settled.'],
  UnsupportedKind: ['This kind of target cannot carry flow logs.', 'Exclude it.'],
}

/** The target cannot carry a flow log at all. Pure. */
export function notCoverable(desired: DesiredFacts, why: NotCoverable): Obstacle {
  const [message, remedy] = NOT_COVERABLE[why]
  return obstacle(desired, { reason: 'NotCoverable', message, remedy, other: why })
}

/** The target belongs to another account. Pure. */
export function notOwned(desired: DesiredFacts, ownerAccountId: string): Obstacle {
  return obstacle(desired, {
    reason: 'NotOwned',
    message: `The target belongs to account ${ownerAccountId} and is only shared with this one.`,
    remedy: "Select it in its owner's account.",
    other: ownerAccountId,
  })
}

/** The resolved spec breaks rules of its cloud. Pure. */
export function specInvalid(desired: DesiredFacts, violations: readonly Violation[]): Obstacle {
  const [first] = violations
  const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : ''
  return obstacle(desired, {
    reason: 'SpecInvalid',
    message: `${first?.field ?? 'The spec'}: ${first?.message ?? 'invalid'}${more}`,
    remedy: first?.remedy ?? 'Correct the Configuration.',
    other: first?.rule ?? null,
  })
}

/** Our record names a log that is not ours, or that we cannot read. Never acted upon. Pure. */
export function notOurs(desired: DesiredFacts, externalId: string): Obstacle {
  return obstacle(desired, {
    reason: 'OwnershipUnclear',
    message: `${externalId} is on record here, but its ownership is not.`,
    remedy: 'Look at the flow log; adopt it again, or release it.',
    other: externalId,
  })
}

/** The cloud's answer about our log lacks what a comparison needs. Pure. */
export function unreadable(desired: DesiredFacts, externalId: string): Obstacle {
  return obstacle(desired, {
    reason: 'LogUnreadable',
    message: `The cloud describes ${externalId} in a way Weir does not understand.`,
    remedy: 'Look at its raw answer; an update of Weir may be needed.',
    other: externalId,
  })
}

/** The target itself is gone; its log went with it. Pure. */
export function targetGone(desired: DesiredFacts): Obstacle {
  return obstacle(desired, {
    reason: 'TargetGone',
    message: 'The target no longer exists, and its flow log went with it.',
    remedy: 'Nothing to do; the history stays.',
  })
}

/** CEN: a log on the router beside logs on its attachments; whether both may exist is for the cloud to say. Pure. */
export function mixedLevels(desired: DesiredFacts): Obstacle {
  const other = desired.target.type === 'TransitRouter' ? 'attachments of this router' : 'the router of this attachment'
  return obstacle(desired, {
    reason: 'RouterBesideAttachment',
    message: `There are flow logs on ${other} as well. The cloud may refuse both levels on one router.`,
    remedy: 'Prefer one level per router, or give both the same interval and format.',
  })
}
