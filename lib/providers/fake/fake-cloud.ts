import { renderAwsCommand } from '../../domain/aws/command'
import { renderCenCommand } from '../../domain/cen/command'
import type { FlowLogSpec } from '../../domain/flow-log-spec'
import type { ProviderId } from '../../domain/provider-id'
import type { Resource, ResourceKey } from '../../domain/resource'
import { resourceKeyText } from '../../domain/resource'
import { validateSpec } from '../../domain/rules'
import { capabilitiesOf } from '../capabilities'
import type { ListedAccount } from '../organisation'
import type { FlowLogProvider, RegionState } from '../provider'
import { AWS_RULES } from './aws-rules'
import { CEN_RULES } from './cen-rules'
import type { FakeCall, FakeInterceptor, FakeLine } from './exchange'
import type { FakeCloudRules } from './fake-cloud-rules'
import type { FakeDomain } from './fake-provider'
import { createFakeProvider } from './fake-provider'
import type { FakeFaultRule } from './faults'
import { FakeFaultBook } from './faults'
import type { FakeClock } from './manual-clock'
import { putRecords } from './records'
import type { FakeLog, FakeSettings } from './world'
import { FakeWorld } from './world'

export interface FakeCloudOptions {
  /** The cloud whose capabilities, rules and error words it has. */
  readonly like: ProviderId
  readonly clock: FakeClock
  readonly settings?: Partial<FakeSettings>
}

/** A flow log that somebody else made, or that stood there before. */
export interface FakeForeignLog {
  readonly target: Resource
  readonly spec: FlowLogSpec
  readonly tags?: Readonly<Record<string, string>>
  /** A state word the cloud never documented. */
  readonly rawStatus?: string
  readonly deliveryFailure?: string | null
  readonly isInactive?: boolean
}

/** An in-memory cloud behind the port, and the hand that moves its world. */
export interface FakeCloud {
  readonly provider: FlowLogProvider
  readonly settings: FakeSettings
  /** Every exchange so far, oldest first. */
  readonly calls: readonly FakeCall[]
  /** The truth: every log that exists, hidden ones included. */
  logs(): readonly Readonly<FakeLog>[]
  addResources(...resources: readonly Resource[]): void
  /** The resource and every flow log on it vanish. */
  removeResource(key: ResourceKey): void
  setRegions(accountId: string, regions: readonly RegionState[]): void
  setOrganisation(accounts: readonly ListedAccount[]): void
  addForeignLog(log: FakeForeignLog): string
  /** Behind everybody's back, at once. */
  deleteLog(externalId: string): void
  disableLog(externalId: string): void
  retagLog(externalId: string, tags: Readonly<Record<string, string>>): void
  /** Null: it delivers. */
  setDelivery(externalId: string, failure: string | null): void
  /** As the spec names it: an ARN, or an SLS project. */
  setDestination(name: string, state: 'fine' | 'missing' | 'denied'): void
  /** What a log delivered so far: lines of its format, oldest first. */
  putRecords(externalId: string, lines: readonly string[]): void
  postFault(rule: FakeFaultRule): void
  clearFaults(): void
  intercept(interceptor: FakeInterceptor | null): void
  clearCalls(): void
}

/** The clouds it can be like, one line each. */
const KINDS: Readonly<
  Record<ProviderId, { readonly rules: FakeCloudRules; readonly renderCommand: FakeDomain['renderCommand'] }>
> = {
  'aws-ec2': { rules: AWS_RULES, renderCommand: renderAwsCommand },
  'alibaba-cen': { rules: CEN_RULES, renderCommand: renderCenCommand },
}

const DEFAULTS: FakeSettings = {
  duplicateMode: 'destination-only',
  duplicateScope: 'request',
  visibilityDelayMs: 0,
  deliveryDelayMs: 60_000,
  createDurationMs: 10_000,
  modifyDurationMs: 5_000,
  deleteDurationMs: 10_000,
  logsPerTarget: 250,
  logsPerAccount: 1_000,
  tokenMemoryMs: 24 * 3_600_000,
  defaultFormatEcho: null,
}

/** Makes a fake cloud: the reference implementation of the port, with faults and a clock that only the test moves. */
export function createFakeCloud(options: FakeCloudOptions): FakeCloud {
  const settings: FakeSettings = { ...DEFAULTS, ...options.settings }
  const world = new FakeWorld(options.clock, settings)
  const faults = new FakeFaultBook()
  const calls: FakeCall[] = []
  const line: FakeLine = {
    providerId: options.like,
    rules: KINDS[options.like].rules,
    faults,
    clock: options.clock,
    calls,
    interceptor: null,
  }
  const existing = (externalId: string): FakeLog => {
    const log = world.livingLogs().find((candidate) => candidate.externalId === externalId)
    if (!log) throw new Error(`there is no flow log ${externalId}`)
    return log
  }

  return {
    provider: createFakeProvider(world, line, capabilitiesOf(options.like), {
      validate: (spec, targetType) => validateSpec(spec, targetType, null),
      renderCommand: KINDS[options.like].renderCommand,
    }),
    settings,
    calls,
    logs: () => world.livingLogs(),
    putRecords: (externalId, lines) => putRecords(world, externalId, lines),
    addResources: (...resources) => {
      for (const resource of resources) world.resources.set(resourceKeyText(resource.key), resource)
    },
    removeResource: (key) => {
      const text = resourceKeyText(key)
      world.resources.delete(text)
      for (const log of world.logs()) if (resourceKeyText(log.target) === text) world.drop(log.externalId)
    },
    setOrganisation: (accounts) => {
      world.organisation = accounts
    },
    setRegions: (accountId, regions) => {
      world.regions.set(accountId, regions)
    },
    addForeignLog: (foreign) => {
      const log = foreignLog(world, options.like, foreign)
      world.put(log)
      return log.externalId
    },
    deleteLog: (externalId) => {
      existing(externalId)
      world.drop(externalId)
    },
    disableLog: (externalId) => {
      const log = existing(externalId)
      if (log.spec.family !== 'cen') throw new Error('this cloud has no switch for a flow log')
      log.spec = { ...log.spec, enabled: false }
      log.state = 'inactive'
      log.settlesAtMs = null
    },
    retagLog: (externalId, tags) => {
      existing(externalId).tags = { ...tags }
    },
    setDelivery: (externalId, failure) => {
      const log = existing(externalId)
      log.deliveryFailure = failure
      log.verdictAtMs = world.nowMs()
    },
    setDestination: (name, state) => {
      world.missingDestinations.delete(name)
      world.deniedDestinations.delete(name)
      if (state === 'missing') world.missingDestinations.add(name)
      if (state === 'denied') world.deniedDestinations.add(name)
    },
    postFault: (rule) => faults.post(rule),
    clearFaults: () => faults.clear(),
    intercept: (interceptor) => {
      line.interceptor = interceptor
    },
    clearCalls: () => {
      calls.length = 0
    },
  }
}

function foreignLog(world: FakeWorld, like: ProviderId, foreign: FakeForeignLog): FakeLog {
  const { target, spec } = foreign
  const prefix = like === 'aws-ec2' ? 'fl-' : 'flowlog-'
  const nowMs = world.nowMs()
  return {
    externalId: `${prefix}f${world.nextNumber().toString(16).padStart(16, '0')}`,
    scope: target.key.scope,
    target: target.key,
    targetExternalId: target.externalId,
    routerId: target.links.transitRouter ?? (target.key.type === 'TransitRouter' ? target.externalId : null),
    spec: foreign.isInactive === true && spec.family === 'cen' ? { ...spec, enabled: false } : spec,
    tags: { ...spec.tags, ...foreign.tags },
    createdAt: new Date(nowMs),
    state: foreign.isInactive === true ? 'inactive' : 'active',
    settlesAtMs: null,
    settlesTo: 'active',
    visibleFromMs: nowMs,
    verdictAtMs: like === 'aws-ec2' ? nowMs : null,
    deliveryFailure: foreign.deliveryFailure ?? null,
    rawStatus: foreign.rawStatus ?? null,
  }
}
