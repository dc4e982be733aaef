import type { DurationRange } from './random'
import type { BucketLimits } from './throttle'

/** Everything about the simulated clouds that can be turned while they run. Durations before scaling. */
export interface SimSettings {
  profile: ProfileName
  /** Multiplies every delay of the clouds (not the latency of calls): 0 makes everything happen at once. */
  delayScale: number
  /** How long a call takes to answer, in milliseconds. Not scaled. */
  latencyMs: { read: number; create: number; other: number }
  /** Whether the token buckets refuse calls. */
  throttlingEnabled: boolean
  aws: AwsSettings
  alibaba: AlibabaSettings
  /** How large the bench worlds are; read when such a world is made. */
  bench: { awsAccounts: number; awsVpcs: number; cenRouters: number; cenAttachmentsPerRouter: number }
}

export interface AwsSettings {
  /** Source: EC2 developer guide, request throttling (read 2026-11): per account, region and action. */
  buckets: {
    read: BucketLimits
    /** An unfiltered and unpaged describe of network interfaces falls into a stricter bucket. */
    unpagedRead: BucketLimits
    mutate: BucketLimits
    tags: BucketLimits
  }
  /**
   * What makes two flow logs of one resource "the same": unknown, so both answers can be simulated. `none` refuses no copy,
   * so that a client which makes one by mistake is not saved by the cloud.
   */
  duplicateMode: 'destination-only' | 'full-config' | 'none'
  /** Whether a duplicate among several resources refuses the whole request or only that resource: unknown as well. */
  duplicateScope: 'request' | 'item'
  /** Resources in one create: 300 by the model of 2026, 1000 by older ones. */
  maxResourceIds: 300 | 1000
  maxTransitGatewayResourceIds: number
  flowLogsPerResource: number
  /** How long a new flow log is missing from listings, and a deleted one still listed. */
  visibilityDelayMs: number
  /** From creation to the first delivery verdict. */
  deliveryDelay: DurationRange
  /** From the end of a window to where its records can be read. */
  recordDelayMs: number
  /**
   * How much time one file covers during the first ten minutes of a flow log; afterwards it is five minutes. At most that,
   * and a divisor of it.
   */
  firstFileMs: number
  /** How long a client token is remembered. */
  clientTokenMemoryMs: number
  /** How far a request's date may be off. Source: IAM user guide, Signature Version 4 (5 minutes). */
  maxClockSkewMs: number
  enforces: AwsRuleSettings
  lax: AwsLaxSettings
}

/** Rules of CreateFlowLogs that nobody has confirmed: enforced unless switched off, so that both answers can be met. */
export interface AwsRuleSettings {
  /** A log group is named once, by name or by ARN. */
  R8: boolean
  /** Roles of a delivery stream: both for one of another account, none in the own. */
  R11: boolean
  /** Destination options belong to S3. */
  R12: boolean
  /** Fields of the other family are refused. */
  R15: boolean
  /** Tag fields and their keys belong together. */
  R16: boolean
  /** Log group and stream lie in the account and region of the flow log. */
  R17: boolean
}

/** In what the simulated AWS falls short of AWS, as other stand-ins for it do; all false unless switched on. */
export interface AwsLaxSettings {
  /** Everything comes in one page, whatever page was asked for. */
  ignoresPaging: boolean
  /** Asked for a page, it always says that there is another one, and gives the same one again. */
  repeatsPages: boolean
  /** A dry run is carried out. */
  ignoresDryRun: boolean
  /** A flow log is made without the tags of the request. */
  dropsTagsAtCreation: boolean
  /** Flow logs are described without their tags. */
  hidesTags: boolean
  /** Flow logs are described without creation time, delivery status, format, interval and options. */
  leavesOutMembers: boolean
  /** The same token makes another flow log, and none is answered. */
  ignoresClientTokens: boolean
  /** Equal flow logs on one resource are no conflict. */
  acceptsDuplicates: boolean
  /** A filter filters nothing. */
  ignoresFilters: boolean
  /** DescribeRegions lists every region and does not say which are enabled. */
  listsRegionsUnfiltered: boolean
  /** Transit gateways and NAT gateways are unheard of: the answer is a web page. */
  knowsBasicsOnly: boolean
}

export interface AlibabaSettings {
  /** How long a flow log stays in Creating, Modifying and Deleting. */
  createDuration: DurationRange
  modifyDuration: DurationRange
  deleteDuration: DurationRange
  flowLogsPerAccount: number
  /** Whether one unsettled change on a transit router refuses the next one. */
  routerLockEnabled: boolean
  /** From the end of a window to where its records can be queried. */
  recordDelayMs: number
  /** How long a client token is remembered. */
  clientTokenMemoryMs: number
  buckets: {
    /** Source: Cbn flow control information: DescribeCens 300 per 60 s and ListTransitRouters 500 per 60 s; the rest is unpublished. */
    describeCens: BucketLimits
    listTransitRouters: BucketLimits
    otherRead: BucketLimits
    mutate: BucketLimits
  }
  maxClockSkewMs: number
}

/** `lax`: as `test`, with everything in which other stand-ins for AWS fall short of it. */
export type ProfileName = 'demo' | 'test' | 'bench' | 'lax'

export const PROFILE_NAMES: readonly ProfileName[] = ['demo', 'test', 'bench', 'lax']

/** A fresh, changeable copy of the settings of a profile. */
export function settingsFor(profile: ProfileName): SimSettings {
  const settings: SimSettings = {
    profile,
    delayScale: 1,
    latencyMs: { read: 60, create: 250, other: 120 },
    throttlingEnabled: true,
    aws: {
      buckets: {
        read: { size: 100, refillPerSecond: 20 },
        unpagedRead: { size: 50, refillPerSecond: 10 },
        mutate: { size: 50, refillPerSecond: 5 },
        tags: { size: 100, refillPerSecond: 10 },
      },
      duplicateMode: 'destination-only',
      duplicateScope: 'request',
      maxResourceIds: 300,
      maxTransitGatewayResourceIds: 25,
      flowLogsPerResource: 250,
      visibilityDelayMs: 0,
      deliveryDelay: { minMs: 60_000, maxMs: 60_000 },
      recordDelayMs: 300_000,
      firstFileMs: 300_000,
      clientTokenMemoryMs: 24 * 3600_000,
      maxClockSkewMs: 5 * 60_000,
      enforces: { R8: true, R11: true, R12: true, R15: true, R16: true, R17: true },
      lax: laxSettings(profile === 'lax'),
    },
    alibaba: {
      createDuration: { minMs: 3_000, maxMs: 20_000 },
      modifyDuration: { minMs: 2_000, maxMs: 10_000 },
      deleteDuration: { minMs: 3_000, maxMs: 20_000 },
      flowLogsPerAccount: 1_000,
      routerLockEnabled: true,
      recordDelayMs: 180_000,
      clientTokenMemoryMs: 24 * 3600_000,
      buckets: {
        describeCens: { size: 300, refillPerSecond: 5 },
        listTransitRouters: { size: 500, refillPerSecond: 8 },
        otherRead: { size: 100, refillPerSecond: 20 },
        mutate: { size: 50, refillPerSecond: 5 },
      },
      maxClockSkewMs: 15 * 60_000,
    },
    bench: { awsAccounts: 10, awsVpcs: 10_000, cenRouters: 40, cenAttachmentsPerRouter: 25 },
  }
  if (profile === 'demo') {
    settings.latencyMs = { read: 40, create: 180, other: 80 }
    settings.aws.visibilityDelayMs = 1_500
    settings.aws.deliveryDelay = { minMs: 8_000, maxMs: 20_000 }
    settings.aws.recordDelayMs = 10_000
    settings.aws.firstFileMs = 60_000
    settings.alibaba.createDuration = { minMs: 3_000, maxMs: 9_000 }
    settings.alibaba.modifyDuration = { minMs: 2_000, maxMs: 5_000 }
    settings.alibaba.deleteDuration = { minMs: 3_000, maxMs: 7_000 }
    settings.alibaba.recordDelayMs = 10_000
  }
  if (profile === 'test' || profile === 'lax') {
    settings.latencyMs = { read: 0, create: 0, other: 0 }
    settings.throttlingEnabled = false
  }
  return settings
}

function laxSettings(isLax: boolean): AwsLaxSettings {
  return {
    ignoresPaging: isLax,
    // The other way to have no pages: both at once cannot be.
    repeatsPages: false,
    ignoresDryRun: isLax,
    dropsTagsAtCreation: isLax,
    hidesTags: isLax,
    leavesOutMembers: isLax,
    ignoresClientTokens: isLax,
    acceptsDuplicates: isLax,
    ignoresFilters: isLax,
    listsRegionsUnfiltered: isLax,
    knowsBasicsOnly: isLax,
  }
}

/** A part of the settings, as it is patched. */
export type SettingsPatch = { [Key in keyof SimSettings]?: DeepPartial<SimSettings[Key]> }

type DeepPartial<T> = T extends object ? { [Key in keyof T]?: DeepPartial<T[Key]> } : T

/** Why a patch was refused: the path and what is wrong with it. */
export class SettingsPatchError extends Error {
  override readonly name = 'SettingsPatchError'
}

const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  profile: PROFILE_NAMES,
  'aws.duplicateMode': ['destination-only', 'full-config', 'none'],
  'aws.duplicateScope': ['request', 'item'],
  'aws.maxResourceIds': [300, 1000],
}

/** Changes the settings in place. A new `profile` replaces everything first. Refuses unknown names and wrong types whole. */
export function patchSettings(settings: SimSettings, patch: unknown): void {
  const profile = isRecord(patch) ? patch['profile'] : undefined
  const base = PROFILE_NAMES.find((name) => name === profile)
  const draft = base ? settingsFor(base) : structuredClone(settings)
  merge(draft, patch, '')
  Object.assign(settings, draft)
}

function merge(target: object, patch: unknown, path: string): void {
  if (!isRecord(patch)) throw new SettingsPatchError(`${path || 'the patch'} must be an object`)
  const slots = new Map<string, unknown>(Object.entries(target))
  for (const [key, value] of Object.entries(patch)) {
    const name = path === '' ? key : `${path}.${key}`
    if (!slots.has(key)) throw new SettingsPatchError(`${name} is not a setting`)
    const old = slots.get(key)
    const choices = CHOICES[name]
    if (choices && !choices.includes(value)) {
      throw new SettingsPatchError(`${name} must be one of ${choices.join(', ')}`)
    }
    if (typeof old === 'object' && old !== null) {
      merge(old, value, name)
    } else if (typeof value !== typeof old) {
      throw new SettingsPatchError(`${name} must be a ${typeof old}`)
    } else if (typeof value === 'number' && !(Number.isFinite(value) && value >= 0)) {
      throw new SettingsPatchError(`${name} must be zero or more`)
    } else {
      Reflect.set(target, key, value)
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
