import type { SelectorClause } from '../../domain/configuration'
import type { FlowLogSpec } from '../../domain/flow-log-spec'
import { normaliseSpec } from '../../domain/normalise'
import { PROVIDER_IDS } from '../../domain/provider-id'
import { RESOURCE_TYPES, TARGET_FAMILIES, type TargetFamily } from '../../domain/resource'
import { DEFAULT_BEHAVIOUR } from '../drafts'
import type { ConfigurationDraft, DraftSelector, NamedTarget } from '../imported'
import { namedTarget } from '../imported'
import { targetOfKeyText } from '../named-target-key'
import type { Notes } from '../notes'
import { MemberReader } from '../source/member-reader'
import type { SourceNode } from '../source/node'
import { API_VERSION, CONFIGURATION_KIND } from './head'
import { readWeirSpec } from './read-spec'

/**
 * Reads Weir's own documents: a stream of YAML documents, or JSON (one, or a list). Strict: a member nobody knows, or a
 * value of the wrong kind, makes its Configuration an error rather than a guess.
 */
export function readWeir(documents: readonly SourceNode[], notes: Notes): readonly ConfigurationDraft[] {
  const roots = documents.flatMap((node) => (node.kind === 'list' ? node.items : [node]))
  return roots.flatMap((node, index) => {
    const draft = readConfiguration(node, roots.length === 1 ? '' : `[${index}]`, notes)
    return draft === null ? [] : [draft]
  })
}

function readConfiguration(node: SourceNode, path: string, notes: Notes): ConfigurationDraft | null {
  const errorsBefore = notes.errorCount
  if (node.kind !== 'map') {
    notes.error('A Configuration is a map.', node.at, path, 'Begin with apiVersion, kind and name.')
    return null
  }
  const reader = new MemberReader(node, path, notes, 'error')
  readHead(reader)
  const name = reader.text('name')
  const provider = reader.word('provider', PROVIDER_IDS)
  const family = reader.word('family', TARGET_FAMILIES)
  for (const [member, value] of Object.entries({ name, provider, family })) {
    if (value === null && !reader.has(member))
      reader.fail(`A Configuration needs a ${member}.`, member, `Add ${member}.`)
  }
  const spec = readSpecOf(reader, family)
  const selector = readSelector(reader)
  const behaviour = readBehaviour(reader)
  reader.finish('A Configuration')
  if (notes.errorCount > errorsBefore) return null
  if (name === null || provider === null || family === null || spec === null || selector === null) return null
  return {
    document: { name, provider, family, spec: normaliseSpec(spec, null), ...behaviour },
    selector,
    // As `weir import` writes a flow log whose target it could not read.
    withoutTarget: selector.kind === 'named' && selector.targets.length === 0 ? 1 : 0,
    existing: [],
    lines: [node.at.line],
  }
}

function readHead(reader: MemberReader): void {
  const version = reader.text('apiVersion')
  if (version === null) {
    reader.notes.info(`It does not say its version; read as ${API_VERSION}.`, reader.at, reader.path)
  } else if (version !== API_VERSION) {
    reader.fail(`Weir reads ${API_VERSION}, not ${version.slice(0, 40)}.`, 'apiVersion', `Write ${API_VERSION}.`)
  }
  const kind = reader.text('kind')
  if (kind !== null && kind !== CONFIGURATION_KIND) {
    reader.fail(`A ${kind.slice(0, 40)} is no Configuration.`, 'kind', `Write ${CONFIGURATION_KIND}.`)
  }
}

function readSpecOf(reader: MemberReader, family: TargetFamily | null): FlowLogSpec | null {
  const spec = reader.map('spec')
  if (spec === null) {
    if (!reader.has('spec')) reader.fail('A Configuration needs the parameters of its flow logs.', 'spec', 'Add spec.')
    return null
  }
  return family === null ? null : readWeirSpec(spec, family)
}

function readBehaviour(
  reader: MemberReader,
): Omit<ConfigurationDraft['document'], 'name' | 'provider' | 'family' | 'spec'> {
  const bound = reader.map('upkeepBound')
  const maxNewTargets = bound?.whole('maxNewTargets') ?? DEFAULT_BEHAVIOUR.upkeepBound.maxNewTargets
  bound?.finish('upkeepBound')
  return {
    onDrift: reader.word('onDrift', ['heal', 'propose', 'notify']) ?? DEFAULT_BEHAVIOUR.onDrift,
    onRemoval: reader.word('onRemoval', ['delete', 'retain']) ?? DEFAULT_BEHAVIOUR.onRemoval,
    upkeep: reader.word('upkeep', ['automatic', 'propose']) ?? DEFAULT_BEHAVIOUR.upkeep,
    upkeepBound: { maxNewTargets },
    paused: reader.flag('paused') ?? DEFAULT_BEHAVIOUR.paused,
    observeOnly: reader.flag('observeOnly') ?? DEFAULT_BEHAVIOUR.observeOnly,
    requiredTraffic: reader.word('requiredTraffic', ['ACCEPT', 'REJECT', 'ALL']),
  }
}

function readSelector(reader: MemberReader): DraftSelector | null {
  const selector = reader.map('selector')
  if (selector === null) {
    if (!reader.has('selector'))
      reader.fail('A Configuration needs a selector.', 'selector', 'Add targets, or clauses.')
    return null
  }
  const kind = selector.word('kind', ['explicit', 'clauses']) ?? (selector.has('clauses') ? 'clauses' : 'explicit')
  const found: DraftSelector =
    kind === 'explicit'
      ? { kind: 'named', targets: itemsOf(selector, 'targets').flatMap((item) => readTarget(item, selector)) }
      : {
          kind: 'clauses',
          clauses: selector.maps('clauses').flatMap(readClause),
          excludes: selector.texts('excludes'),
        }
  selector.finish(`A selector of kind ${kind}`)
  return found
}

function itemsOf(reader: MemberReader, name: string): readonly SourceNode[] {
  const node = reader.value(name)
  if (node === null) return []
  if (node.kind === 'list') return node.items
  reader.fail('This is not a list.', name, 'Write one target a line, each behind a dash.')
  return []
}

/** A target: the text of a resource key, or a map of what is known of it. */
function readTarget(node: SourceNode, selector: MemberReader): readonly NamedTarget[] {
  const { notes } = selector
  const path = selector.fieldOf('targets')
  if (node.kind === 'text') {
    const target = targetOfKeyText(node.value)
    if (target !== null) return [target]
    const remedy = 'Write type and id, and account and region where you know them.'
    notes.error(`“${node.value.slice(0, 100)}” is no resource key.`, node.at, path, remedy)
    return []
  }
  if (node.kind !== 'map') {
    notes.error('A target is the text of a resource key, or a map.', node.at, path, 'Write type and id.')
    return []
  }
  const reader = new MemberReader(node, path, notes, 'error')
  const type = reader.word('type', RESOURCE_TYPES)
  const id = reader.text('id')
  const rest = {
    transitRouterId: reader.text('transitRouter') ?? (type === 'TransitRouter' ? id : null),
    cenId: reader.text('cen'),
    partition: reader.text('partition'),
    accountId: reader.text('account'),
    region: reader.text('region'),
    flowLogId: reader.text('flowLog'),
  }
  reader.finish('A target')
  if (type !== null && id !== null) return [namedTarget(type, id, rest)]
  if (!reader.has('type') || !reader.has('id')) notes.error('A target needs type and id.', node.at, path, 'Add both.')
  return []
}

function readClause(reader: MemberReader): readonly SelectorClause[] {
  const on = reader.word('on', ['account', 'region', 'type', 'attachmentKind', 'tag'])
  const key = on === 'tag' ? reader.text('key') : null
  const node = reader.value('values')
  // The empty value of a tag is a value; everywhere else a clause of nothing is refused when it is checked.
  const isEmptyTag = on === 'tag' && node === null && reader.node.members.some(({ name }) => name === 'values')
  const items = node?.kind === 'list' ? node.items.map((item) => (item.kind === 'text' ? item.value : null)) : null
  const values =
    on === 'tag' && items !== null && items.every((item) => item !== null)
      ? items
      : isEmptyTag
        ? ['']
        : reader.texts('values')
  reader.finish('A clause')
  if (on === null) {
    if (!reader.has('on'))
      reader.fail('A clause says what it is about.', 'on', 'Add on: account, region, type, attachmentKind or tag.')
    return []
  }
  if (on === 'tag') {
    if (key === null) reader.fail('A clause about a tag names its key.', 'key', 'Add key.')
    return key === null ? [] : [{ on, key, values }]
  }
  if (on !== 'type') return [{ on, values }]
  const types = values.flatMap((value) => RESOURCE_TYPES.filter((type) => type === value))
  if (types.length < values.length)
    reader.fail('A type here is unknown.', 'values', `Use ${RESOURCE_TYPES.join(', ')}.`)
  return [{ on, values: types }]
}
