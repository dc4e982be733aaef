import type { Selector } from '../domain/configuration'
import { parseResourceKey } from '../domain/resource-key'
import { MAX_EXPLICIT_TARGETS, validateConfigurationDocument } from '../domain/validate-configuration'
import { schemaErrors } from '../http/problem'
import { documentWithoutSelector } from '../http/schemas/configuration-document'
import type { DraftViolation } from '../http/schemas/configurations'
import type { ImportedDraft, ImportedTarget, ImportPreview } from '../http/schemas/interchange'
import { type ConfigurationDraft, FORMAT_LABELS, type NamedTarget } from '../interchange/imported'
import { importDocument, type ImportOptions } from '../interchange/import-document'
import { targetOfKeyText } from '../interchange/named-target-key'
import { isUnderstood } from '../interchange/notes'
import { type FoundResource, resourcesByExternalId, targetsOfLogs } from '../read-models/find-import-targets'
import { configurationNamed } from '../store/configuration-rows'
import type { ServiceContext } from './service-context'
import { pointerOf } from './validate-document'

/** So many drafts are shown, and so many of their targets; a longer document is imported in parts. */
const MAX_DRAFTS = 200
const MAX_TARGETS_SHOWN = 20

/** Whoever else uses this process waits while a document is parsed; a template of CloudFormation's own bound fits four times. */
const MAX_YAML_LENGTH = 200_000

/**
 * What a document would become: Configurations with their targets found among the discovered resources, what they break of
 * the rules, and everything the document says that was not understood. Stores nothing.
 */
export async function previewImport(
  context: ServiceContext,
  input: {
    readonly text: string
    readonly format: ImportOptions['format']
    readonly provider?: ImportOptions['provider'] | undefined
  },
): Promise<ImportPreview> {
  const { text, format, provider = null } = input
  const result = importDocument(text, { format, provider, maxYamlLength: MAX_YAML_LENGTH })
  const drafts = result.drafts.slice(0, MAX_DRAFTS)
  const notes = result.notes.map((note) => ({ ...note }))
  if (result.drafts.length > MAX_DRAFTS) {
    notes.push({
      severity: 'error',
      message: `${result.drafts.length - MAX_DRAFTS} more Configurations are not shown.`,
      remedy: 'Import the document in parts.',
      field: null,
      line: null,
      column: null,
    })
  }
  const found = await findResources(context, drafts)
  return {
    format: result.format,
    formatLabel: result.format === null ? null : FORMAT_LABELS[result.format],
    isUnderstood: isUnderstood(notes),
    drafts: await Promise.all(drafts.map((draft) => toView(context, draft, found))),
    notes,
  }
}

interface Found {
  readonly byId: ReadonlyMap<string, readonly FoundResource[]>
  /** Keys of targets by the id of the flow log that logs them. */
  readonly byLog: ReadonlyMap<string, string>
}

async function findResources({ database }: ServiceContext, drafts: readonly ConfigurationDraft[]): Promise<Found> {
  const targets = drafts.flatMap(({ selector }) => (selector.kind === 'named' ? selector.targets : []))
  const logIds = drafts.flatMap(({ existing }) => existing)
  const byLog = await targetsOfLogs(database, logIds)
  const ofLogs = [...byLog.values()].flatMap((text) => targetOfKeyText(text)?.externalId ?? [])
  const ids = [...new Set([...targets.map(({ externalId }) => externalId), ...ofLogs])]
  return { byId: await resourcesByExternalId(database, ids), byLog }
}

async function toView(context: ServiceContext, draft: ConfigurationDraft, found: Found): Promise<ImportedDraft> {
  const { document, lines } = draft
  const { name, provider } = document
  const targets = targetsOf(draft, found)
  const keys = [...new Set(targets.flatMap(({ keyText }) => keyText ?? []))]
  const selector: Selector | null =
    draft.selector.kind === 'clauses' ? draft.selector : keys.length === 0 ? null : { kind: 'explicit', targets: keys }
  const parsed = documentWithoutSelector.safeParse(document)
  const violations: DraftViolation[] = parsed.success
    ? []
    : schemaErrors(parsed.error.issues, '').map((error) => violation(error.pointer, error.message, error.remedy))
  // What no selector can hold yet is not judged: the person chooses targets first.
  const whole = { ...document, selector: selector ?? { kind: 'explicit' as const, targets: [] } }
  for (const { field, message, remedy, rule, source } of validateConfigurationDocument(whole)) {
    violations.push({ pointer: pointerOf(field), message, remedy, severity: 'error', rule, source })
  }
  const holder = await configurationNamed(context.database.pool, name)
  if (holder !== null) {
    violations.push(violation('/name', 'There is a Configuration of this name already.', 'Choose another name.'))
  }
  const problems = targets.filter(({ problem }) => problem !== null)
  return {
    name,
    provider,
    document: parsed.success ? parsed.data : null,
    selector: selector === null ? null : (structuredClone(selector) as ImportedDraft['selector']),
    targetCount: keys.length,
    targets: [...problems, ...targets.filter(({ problem }) => problem === null)].slice(0, MAX_TARGETS_SHOWN),
    problemCount: problems.length,
    withoutTarget: draft.withoutTarget - draft.existing.filter((id) => found.byLog.has(id)).length,
    lines: [...lines].slice(0, 100),
    violations,
  }
}

function violation(pointer: string, message: string, remedy: string | null): DraftViolation {
  return { pointer, message, remedy, severity: 'error', rule: null, source: null }
}

function targetsOf({ selector, document, existing }: ConfigurationDraft, { byId, byLog }: Found): ImportedTarget[] {
  const named = selector.kind === 'named' ? selector.targets.slice(0, MAX_EXPLICIT_TARGETS) : []
  const known = existing.flatMap((flowLogId) => {
    const target = targetOfKeyText(byLog.get(flowLogId) ?? '')
    return target === null ? [] : [{ ...target, flowLogId }]
  })
  return [...named, ...known].map((target) => {
    const { type, externalId, accountId, region, flowLogId } = target
    const resource = findOne(target, document.provider, byId.get(externalId) ?? [])
    if (typeof resource === 'string') {
      return {
        type,
        externalId,
        name: null,
        resourceId: null,
        keyText: null,
        accountId,
        region,
        flowLogId,
        problem: resource,
      }
    }
    const { id, name, keyText } = resource
    const place = { accountId: resource.accountId, region: resource.region }
    return { type, externalId, name, resourceId: id, keyText, ...place, flowLogId, problem: null }
  })
}

/** The one discovered resource a target means, or why there is none. Pure. */
function findOne(
  target: NamedTarget,
  provider: FoundResource['provider'],
  resources: readonly FoundResource[],
): FoundResource | string {
  const { type, partition, accountId, region, transitRouterId } = target
  const fits = (wanted: string | null, has: string) => wanted === null || wanted === has
  const matches = resources.filter(
    (one) =>
      one.provider === provider &&
      one.type === type &&
      fits(partition, one.partition) &&
      fits(accountId, one.accountId) &&
      fits(region, one.region) &&
      (type !== 'TransitRouterAttachment' || fits(transitRouterId, routerOf(one.keyText))),
  )
  // A shared VPC shows in several accounts; the one that owns it is meant.
  const owned = matches.filter(({ isOwned }) => isOwned)
  const [only, second] = owned
  if (only !== undefined && second === undefined) return only
  if (only !== undefined) {
    return `It is in several places: ${owned
      .map((one) => `${one.accountId} ${one.region}`)
      .slice(0, 5)
      .join(', ')}. Name the account and the region.`
  }
  if (matches.length > 0) return 'It belongs to another account and is only shared: its owner logs it.'
  const elsewhere = resources.find((one) => one.provider === provider && one.type === type)
  if (elsewhere !== undefined) {
    return `It was found in ${elsewhere.accountId} ${elsewhere.region}, not where the document says.`
  }
  return 'Not among the discovered resources. Add its account, or look again.'
}

const routerOf = (keyText: string) => parseResourceKey(keyText)?.localKey.split('/')[0] ?? ''
