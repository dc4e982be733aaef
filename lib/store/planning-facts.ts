import type { Capabilities } from '../domain/capabilities'
import type { ChangeWishes } from '../domain/change-wishes'
import type { Ownership } from '../domain/flow-log'
import type { DesiredMember, EnteringMember, Membership } from '../domain/membership'
import type { ConfigurationState } from '../domain/overlay'
import type { DesiredFacts, RecordFacts, ReplacementFacts, ScopeFacts } from '../domain/scope-plan'
import { classifyOwnership } from '../domain/ownership'
import { parseResourceKey } from '../domain/resource-key'
import type { StoredDesired } from './desired-flow-logs'
import type { LoadedScope } from './scope-facts'

/** How long the second look at something missing comes after the first, in milliseconds. */
const SECOND_LOOK_MS = 60_000

export interface PlanningOptions {
  readonly capabilities: Capabilities
  readonly now: Date
  /** Other than `SECOND_LOOK_MS` only where the engine's timings are divided. */
  readonly secondLookMs?: number
  /** Ids for desired flow logs that only enter: a proposal makes them up, the engine stores them. */
  readonly idOf: (entering: EnteringMember) => string
  /** A proposal: what shall go is planned although it is in the middle of a change. */
  readonly looksAhead?: boolean
  /** The Configurations planned with; those loaded unless a proposal overlays them. */
  readonly configurations?: readonly ConfigurationState[]
  /** What a proposal asks for single targets. */
  readonly wishes?: ChangeWishes
}

/**
 * What the planner is told: rows and membership as domain facts. Pure. Engine and proposals share it, so that a plan
 * that was approved is the plan that a pass makes.
 */
export function planningFacts(loaded: LoadedScope, membership: Membership, options: PlanningOptions): ScopeFacts {
  const configurations = options.configurations ?? loaded.configurations
  const byId = new Map(configurations.map((state) => [state.id, { ...state.document, generation: state.generation }]))
  const holders = holdersOf(membership)
  const stored = new Map(loaded.desired.map((desired) => [desired.id, desired]))
  const listed = new Map(loaded.logs.map((log) => [log.log.externalId, log]))
  const claimedBy = (member: DesiredMember | EnteringMember): DesiredFacts['claimedBy'] => {
    if (member.holdsClaim) return null
    const configurationId = holders.get(member.claimKey)
    if (configurationId === undefined) return null
    return { configurationId, configurationName: byId.get(configurationId)?.name ?? 'a deleted Configuration' }
  }
  const existing = membership.members.flatMap((member): readonly DesiredFacts[] => {
    const row = stored.get(member.id)
    const target = parseResourceKey(member.targetKeyText)
    if (row === undefined || target === null) return []
    return [
      {
        id: member.id,
        configurationId: member.configurationId,
        generation: member.generation,
        settledGeneration: row.settledGeneration,
        formerTagKeys: member.formerTagKeys,
        epoch: member.epoch,
        target,
        intent: member.intent,
        spec: member.spec,
        record: recordFacts(row, listed, loaded.goneLogs, options),
        replacement: replacementFacts(row, listed, loaded.goneLogs),
        createFirstRefused: row.createFirstRefused,
        claimedBy: claimedBy(member),
        ...switchesOf(row, options.wishes),
      },
    ]
  })
  const entering = membership.entering.map((member): DesiredFacts => ({
    id: options.idOf(member),
    configurationId: member.configurationId,
    generation: member.generation,
    settledGeneration: null,
    formerTagKeys: [],
    epoch: member.epoch,
    target: member.target.key,
    intent: 'present',
    spec: member.spec,
    record: null,
    replacement: null,
    claimedBy: claimedBy(member),
    ...adoptionOf(member, options.wishes),
  }))
  const seen = loaded.logs.filter(({ missingSince }) => missingSince === null).map(({ log }) => log)
  return {
    installationId: loaded.installation.installationId,
    configurations: byId,
    desired: [...existing, ...entering],
    observed: seen,
    ownership: ownershipOf(loaded),
    targets: new Map(
      loaded.resources.flatMap(({ keyText, resource, missingSince }) =>
        missingSince === null ? [[keyText, resource] as const] : [],
      ),
    ),
    goneTargets: loaded.goneTargets,
    measuredGapSeconds: loaded.measuredGapSeconds,
    ...(options.looksAhead === true && { looksAhead: true }),
  }
}

/** Whose each listed flow log is. Pure. */
function ownershipOf(loaded: LoadedScope): ReadonlyMap<string, Ownership> {
  const records = new Map<string, string>()
  for (const { id, externalId, replacement } of loaded.desired) {
    if (replacement !== null) records.set(replacement.oldExternalId, id)
    if (externalId !== null) records.set(externalId, id)
  }
  const facts = {
    installationId: loaded.installation.installationId,
    records,
    released: loaded.released,
    knowsOperation: (operationId: string) => loaded.knownOperations.has(operationId),
  }
  return new Map(loaded.logs.map(({ log }) => [log.externalId, classifyOwnership(log, facts)]))
}

function switchesOf(row: StoredDesired, wishes: ChangeWishes | undefined): Partial<DesiredFacts> {
  return {
    ...(row.isPaused && { isPaused: true }),
    ...((row.wantsMarks || wishes?.wantsMarks(row.configurationId) === true) && { wantsMarks: true }),
    ...adoptionOf(row, wishes),
  }
}

function adoptionOf(
  { configurationId, targetKeyText }: Pick<StoredDesired, 'configurationId' | 'targetKeyText'>,
  wishes: ChangeWishes | undefined,
): Partial<DesiredFacts> {
  const adoption = wishes?.adoption(configurationId, targetKeyText) ?? null
  return adoption === null ? {} : { adoption }
}

function holdersOf(membership: Membership): ReadonlyMap<string, string> {
  const holders = new Map<string, string>()
  for (const { claimKey, holdsClaim, configurationId } of [...membership.members, ...membership.entering]) {
    if (holdsClaim) holders.set(claimKey, configurationId)
  }
  return holders
}

type Listed = ReadonlyMap<string, { readonly missingSince: Date | null }>

/** The record of a desired flow log as the planner sees it; null where it holds none. Pure. */
function recordFacts(
  row: StoredDesired,
  listed: Listed,
  goneLogs: ReadonlySet<string>,
  options: PlanningOptions,
): RecordFacts | null {
  if (row.externalId === null) return null
  return {
    externalId: row.externalId,
    origin: row.recordOrigin ?? 'created',
    presence: presenceOf(row, row.externalId, listed, goneLogs, options),
    sentFormat: row.sentFormat,
    echoedFormat: row.echoedFormat,
    operationId: row.recordOperationId,
  }
}

function presenceOf(
  row: StoredDesired,
  externalId: string,
  listed: Listed,
  goneLogs: ReadonlySet<string>,
  { now, capabilities, secondLookMs = SECOND_LOOK_MS }: PlanningOptions,
): RecordFacts['presence'] {
  const seen = listed.get(externalId)
  if (seen !== undefined) return seen.missingSince === null ? 'present' : 'suspected'
  if (goneLogs.has(externalId)) return 'gone'
  // Never listed so far. A new flow log may be missing from listings at first: absent is not deleted.
  const recordedMs = row.recordedAt?.getTime() ?? 0
  if (now.getTime() < recordedMs + capabilities.visibilityGraceMs) return 'fresh'
  if (row.missingSince === null) return 'suspected'
  return now.getTime() >= row.missingSince.getTime() + secondLookMs ? 'gone' : 'suspected'
}

function replacementFacts(row: StoredDesired, listed: Listed, goneLogs: ReadonlySet<string>): ReplacementFacts | null {
  const { replacement } = row
  if (replacement === null) return null
  const seen = listed.get(replacement.oldExternalId)
  return {
    oldExternalId: replacement.oldExternalId,
    oldPresence:
      seen === undefined || goneLogs.has(replacement.oldExternalId)
        ? 'gone'
        : seen.missingSince === null
          ? 'present'
          : 'suspected',
    mode: replacement.mode,
    newIsConfirmed: replacement.newConfirmedAt !== null,
    newHasFailed: replacement.newFailedAt !== null,
    begun: replacement.begun,
  }
}
