import type { CoverageIndex, CoverageLog } from './coverage-index'
import type { TrafficType } from './flow-log-spec'
import type { Resource, ResourceKey } from './resource'
import { rungOfLog, rungRank, trafficOfLog, type Evidence, type LogRung, type Rung } from './log-rung'
import { enclosingKeys } from './overlap'
import { resourceKeyText } from './resource'
import { scopeKey } from './scope'
import { isOwned } from './selector'
import { familyOfType } from './target-family'

/** One reason in the chain that explains an answer, as data. */
export interface WhyNode {
  /** PascalCase: what kind of fact it is. */
  readonly fact:
    | 'NotOwned'
    | 'NotCoverable'
    | 'CouldNotLook'
    | 'RequiredTraffic'
    | 'Log'
    | 'LogUnreadable'
    | 'LogOtherTraffic'
    | 'Desired'
    | 'NoLog'
    | 'OtherEnd'
    | 'SharedParent'
  readonly text: string
  /** The place the fact is about: the resource itself, or one that encloses it. */
  readonly at: string
  readonly logExternalId: string | null
}

export interface Coverage {
  readonly verdict: Rung | 'not-coverable' | 'not-ours' | 'could-not-look'
  readonly evidence: Evidence | null
  /** A peer link of which only one end captures. */
  readonly isHalf: boolean
  readonly deliveryFailed: boolean
  readonly coveredBy: readonly string[]
  readonly why: readonly WhyNode[]
}

type Part = 'ACCEPT' | 'REJECT'

interface Candidate {
  readonly place: ResourceKey
  readonly entry: CoverageLog
  readonly result: LogRung
  readonly traffic: TrafficType | null
}

/**
 * How well a resource is covered, and why. Pure. A resource is covered by its own flow log or by one on what encloses it;
 * accepted and rejected traffic are judged apart, so that two logs together can satisfy ALL.
 */
export function coverageOf(resource: Resource, index: CoverageIndex): Coverage {
  const aside = leftAside(resource, index)
  if (aside !== null) return aside

  const places = [resource.key, ...enclosingKeys(resource)]
  const candidates = places.flatMap((place) => candidatesOn(place, index))
  const required = index.facts.requiredTraffic(resource)
  const parts: readonly Part[] = required === 'ALL' ? ['ACCEPT', 'REJECT'] : [required]
  const answers = parts.map((part) => bestFor(part, candidates, places, index))
  const worst = answers.reduce((left, right) => (rungRank(right.rung) < rungRank(left.rung) ? right : left))

  const why: WhyNode[] = [
    node(
      'RequiredTraffic',
      resource.key,
      `${required === 'ALL' ? 'Accepted and rejected traffic' : `${required} traffic`} must be logged.`,
    ),
    ...candidates.map((candidate) => explain(candidate, required)),
    ...places.flatMap((place) => explainWishes(place, index)),
  ]
  if (candidates.length === 0) why.push(node('NoLog', resource.key, 'No flow log captures its traffic.'))

  const hidden = worst.rung === 'unlogged' ? hiddenParent(resource, index) : null
  if (hidden !== null) return set('could-not-look', [...why, hidden])

  const otherEnd = farEnd(resource, worst.rung, index)
  if (otherEnd !== null) why.push(otherEnd.why)
  return {
    verdict: worst.rung,
    evidence: worst.evidence,
    isHalf: otherEnd?.isHalf ?? false,
    deliveryFailed: answers.some((answer) => answer.rung === 'active' && answer.hasFailed),
    coveredBy: [...new Set(answers.flatMap((answer) => answer.logs))],
    why,
  }
}

/** What has no rung at all: somebody else's, not coverable, or not looked at. */
function leftAside(resource: Resource, index: CoverageIndex): Coverage | null {
  const { key } = resource
  if (!isOwned(resource)) {
    return set('not-ours', [
      node('NotOwned', key, `It belongs to account ${resource.ownerAccountId}, which logs it or not.`),
    ])
  }
  if (resource.notCoverable === 'BasicEdition') {
    return set('not-coverable', [
      node('NotCoverable', key, 'A Basic Edition router cannot carry flow logs; upgrade it first.'),
    ])
  }
  if (familyOfType(key.type) === null) {
    return set('not-coverable', [
      node('NotCoverable', key, 'It carries no flow log itself: its transit routers and their attachments do.'),
    ])
  }
  if (resource.notCoverable === 'UnsupportedKind') {
    return set('not-coverable', [node('NotCoverable', key, 'This kind of resource cannot carry flow logs.')])
  }
  return index.facts.scopesNotSeen.has(scopeKey(key.scope))
    ? set('could-not-look', [node('CouldNotLook', key, 'Its account and region could not be looked at.')])
    : null
}

function candidatesOn(place: ResourceKey, index: CoverageIndex): readonly Candidate[] {
  return index.logsOn(place).map((entry) => ({
    place,
    entry,
    result: rungOfLog(entry, index.facts.now),
    traffic: trafficOfLog(entry),
  }))
}

interface Answer {
  readonly rung: Rung
  readonly evidence: Evidence | null
  readonly hasFailed: boolean
  readonly logs: readonly string[]
}

function bestFor(
  part: Part,
  candidates: readonly Candidate[],
  places: readonly ResourceKey[],
  index: CoverageIndex,
): Answer {
  let best: Answer = { rung: 'unlogged', evidence: null, hasFailed: false, logs: [] }
  for (const { entry, result, traffic } of candidates) {
    if (traffic !== 'ALL' && traffic !== part) continue
    const isBetter = rungRank(result.rung) > rungRank(best.rung)
    const isStronger = result.rung === best.rung && result.evidence === 'record-seen' && best.evidence === 'reported'
    if (!isBetter && !isStronger) continue
    best = { rung: result.rung, evidence: result.evidence, hasFailed: result.hasFailed, logs: [entry.log.externalId] }
  }
  if (best.rung !== 'unlogged') return best
  const isWished = places.some((place) =>
    index.wishesOn(place).some(({ spec }) => {
      const traffic = spec.family === 'cen' ? 'ALL' : (spec.trafficType ?? 'ALL')
      return traffic === 'ALL' || traffic === part
    }),
  )
  return isWished ? { ...best, rung: 'configured' } : best
}

function explain({ place, entry, result, traffic }: Candidate, required: TrafficType): WhyNode {
  const { externalId } = entry.log
  if (traffic === null) {
    return node(
      'LogUnreadable',
      place,
      `${externalId} is described in a way Weir cannot read, so it does not count.`,
      externalId,
    )
  }
  if (traffic !== 'ALL' && traffic !== required) {
    const text =
      required === 'ALL'
        ? `${result.text} It holds ${traffic} traffic only.`
        : `${externalId} holds ${traffic} traffic only.`
    return node(required === 'ALL' ? 'Log' : 'LogOtherTraffic', place, text, externalId)
  }
  return node('Log', place, result.text, externalId)
}

function explainWishes(place: ResourceKey, index: CoverageIndex): readonly WhyNode[] {
  return index.wishesOn(place).length === 0 || index.logsOn(place).length > 0
    ? []
    : [node('Desired', place, 'A Configuration wants a flow log here that does not exist yet.')]
}

/** In a shared VPC its owner's flow logs cannot be seen: not finding one proves nothing. Source: AWS, vpc-sharing */
function hiddenParent(resource: Resource, index: CoverageIndex): WhyNode | null {
  const parent = enclosingKeys(resource)
    .map((key) => index.resource(key))
    .find((found) => found !== null && !isOwned(found))
  return parent === undefined || parent === null
    ? null
    : node(
        'SharedParent',
        parent.key,
        `${parent.externalId} belongs to account ${parent.ownerAccountId}, whose flow logs cannot be seen from here.`,
      )
}

/**
 * The other end of an inter-region link: capture is outbound only, so a link is whole when both ends capture.
 * Source: Alibaba Cloud help, "Configure a flow log" (2025-12-17)
 */
function farEnd(
  resource: Resource,
  ownRung: Rung,
  index: CoverageIndex,
): { readonly isHalf: boolean; readonly why: WhyNode } | null {
  const { peerRegion, attached } = resource.links
  if (peerRegion === undefined) return null
  const farScope = { ...resource.key.scope, region: peerRegion }
  const farKeys: ResourceKey[] = index
    .peerEnds(resource.externalId)
    .filter(({ key }) => resourceKeyText(key) !== resourceKeyText(resource.key))
    .map(({ key }) => key)
  if (attached !== undefined) farKeys.push({ scope: farScope, type: 'TransitRouter', localKey: attached })
  if (index.facts.scopesNotSeen.has(scopeKey(farScope))) {
    return {
      isHalf: false,
      why: node('OtherEnd', resource.key, `The other end in ${peerRegion} could not be looked at.`),
    }
  }
  const farCaptures = farKeys.some((key) => candidatesOn(key, index).some(({ result }) => captures(result.rung)))
  const isHalf = captures(ownRung) !== farCaptures
  const text = farCaptures
    ? `The other end in ${peerRegion} captures what it sends.`
    : `The other end in ${peerRegion} captures nothing.`
  return { isHalf, why: node('OtherEnd', farKeys[0] ?? resource.key, text) }
}

const captures = (rung: Rung) => rungRank(rung) >= rungRank('active')

function node(fact: WhyNode['fact'], place: ResourceKey, text: string, logExternalId: string | null = null): WhyNode {
  return { fact, at: resourceKeyText(place), text, logExternalId }
}

function set(verdict: Coverage['verdict'], why: readonly WhyNode[]): Coverage {
  return { verdict, evidence: null, isHalf: false, deliveryFailed: false, coveredBy: [], why }
}
