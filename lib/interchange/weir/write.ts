import { stringify } from 'yaml'
import type { ConfigurationDocument } from '../../domain/configuration'
import type { FlowLogSpec } from '../../domain/flow-log-spec'
import type { ProviderId } from '../../domain/provider-id'
import type { ConfigurationDraft, DraftSelector, NamedTarget } from '../imported'
import { keyTextOfTarget } from '../named-target-key'
import { API_VERSION, CONFIGURATION_KIND } from './head'

/** Configurations as a stream of YAML documents. Pure. */
export function writeWeirYaml(drafts: readonly Pick<ConfigurationDraft, 'document' | 'selector'>[]): string {
  return drafts.map((draft) => stringify(weirDocument(draft), { lineWidth: 0, version: '1.2' })).join('---\n')
}

/** Configurations as JSON: one as an object, several as a list. Pure. */
export function writeWeirJson(drafts: readonly Pick<ConfigurationDraft, 'document' | 'selector'>[]): string {
  const documents = drafts.map(weirDocument)
  return `${JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2)}\n`
}

/** One Configuration as people write it: with its version, without what is absent or empty anyway. Pure. */
function weirDocument({ document, selector }: Pick<ConfigurationDraft, 'document' | 'selector'>): object {
  const { name, provider, family, spec, ...behaviour } = document
  return {
    apiVersion: API_VERSION,
    kind: CONFIGURATION_KIND,
    name,
    provider,
    family,
    selector: writeSelector(selector, provider),
    spec: writeSpec(spec),
    ...behaviour,
  }
}

/** The selector of a stored Configuration as drafts have it. Pure. */
export function draftOfDocument(document: ConfigurationDocument, targets: readonly NamedTarget[]): ConfigurationDraft {
  const { selector, ...rest } = document
  return {
    document: rest,
    selector: selector.kind === 'explicit' ? { kind: 'named', targets } : selector,
    withoutTarget: 0,
    existing: [],
    lines: [],
  }
}

function writeSelector(selector: DraftSelector, provider: ProviderId): object {
  if (selector.kind === 'clauses') return selector
  return { kind: 'explicit', targets: selector.targets.map((target) => writeTarget(target, provider)) }
}

function writeTarget(target: NamedTarget, provider: ProviderId): unknown {
  const { type, externalId, transitRouterId, cenId, partition, accountId, region, flowLogId } = target
  const key = keyTextOfTarget(target, provider)
  if (key !== null && cenId === null && flowLogId === null) return key
  return dropAbsent({
    type,
    id: externalId,
    transitRouter: type === 'TransitRouter' ? null : transitRouterId,
    cen: cenId,
    partition,
    account: accountId,
    region,
    flowLog: flowLogId,
  })
}

/** A spec without what is absent or empty: reading it back supplies the same. Pure. */
function writeSpec({ family: _family, ...members }: FlowLogSpec): object {
  return dropAbsent(members)
}

function dropAbsent(members: object): object {
  return Object.fromEntries(
    Object.entries(members as Record<string, unknown>).filter(
      ([, value]) => value !== null && value !== '' && !(typeof value === 'object' && Object.keys(value).length === 0),
    ),
  )
}
