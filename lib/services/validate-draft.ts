import { claimKey, observedClaimKey } from '../domain/claim-key'
import type { ConfigurationDocument } from '../domain/configuration'
import type { FlowLogSpec } from '../domain/flow-log-spec'
import { Refusal } from '../domain/refusal'
import { parseResourceKey } from '../domain/resource-key'
import { resolveSpec } from '../domain/resolve-spec'
import { specWarnings } from '../domain/spec-warnings'
import { validateConfigurationDocument } from '../domain/validate-configuration'
import { schemaErrors } from '../http/problem'
import { configurationDocument, documentWithoutSelector } from '../http/schemas/configuration-document'
import type {
  ConfigurationValidateAnswer,
  DraftViolation,
  Selection,
  SelectorPreviewAnswer,
} from '../http/schemas/configurations'
import { previewSelector, selectedKeys } from '../read-models/preview-selector'
import { configurationNamed } from '../store/configuration-rows'
import { select, statement } from '../store/statement'
import { resolveSelection } from './resolve-selection'
import type { ServiceContext } from './service-context'
import { pointerOf } from './validate-document'

export interface Draft {
  readonly configurationId?: string | undefined
  readonly document: Readonly<Record<string, unknown>>
  readonly selection?: Selection | undefined
}

/** So many targets are looked at for claims while somebody types; the plan looks at all of them. */
const MAX_CLAIMS_CHECKED = 2_000
const SAMPLE_SIZE = 10

const NOTHING_IN_THE_WAY: ConfigurationValidateAnswer['inTheWay'] = { total: 0, sample: [] }

/** What is wrong with a draft, what it would select, and who is in its way. Changes nothing. */
export async function validateDraft(context: ServiceContext, draft: Draft): Promise<ConfigurationValidateAnswer> {
  const violations: DraftViolation[] = []
  const document = await readDraft(context, draft, violations)
  if (document === null) {
    return {
      isValid: false,
      violations,
      selects: null,
      inTheWay: NOTHING_IN_THE_WAY,
      resolvedSample: null,
    }
  }
  for (const { field, message, remedy, rule, source } of validateConfigurationDocument(document)) {
    violations.push({ pointer: pointerOf(field), message, remedy, severity: 'error', rule, source })
  }
  for (const { field, message, remedy, rule, source } of specWarnings(document.spec)) {
    violations.push({ pointer: pointerOf(`spec.${field}`), message, remedy, severity: 'warning', rule, source })
  }
  const holder = await configurationNamed(context.database.pool, document.name)
  if (holder !== null && holder.id !== draft.configurationId) {
    violations.push(violation('/name', 'There is a Configuration of this name already.', 'Choose another name.'))
  }
  const selects = await previewSelector(context.database, document.selector, document)
  if (selects.total === 0) violations.push(nothingSelected(document))
  return {
    isValid: violations.every(({ severity }) => severity !== 'error'),
    violations,
    selects,
    inTheWay: await claimsInTheWay(context, draft, document),
    resolvedSample: resolvedSample(document, selects),
  }
}

/** The draft as a document; null when it has not the form of one, with every fault named. */
async function readDraft(
  context: ServiceContext,
  draft: Draft,
  violations: DraftViolation[],
): Promise<ConfigurationDocument | null> {
  if (draft.selection === undefined) {
    const parsed = configurationDocument.safeParse(draft.document)
    if (parsed.success) return parsed.data
    violations.push(...formFaults(schemaErrors(parsed.error.issues, '')))
    return null
  }
  const { selector: _replaced, ...rest } = draft.document
  const parsed = documentWithoutSelector.safeParse(rest)
  if (!parsed.success) {
    violations.push(...formFaults(schemaErrors(parsed.error.issues, '')))
    return null
  }
  try {
    const selector = await resolveSelection(context.database, draft.selection, parsed.data, context.clock())
    return { ...parsed.data, selector }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    violations.push(...error.errors.map(({ message, remedy }) => violation('/selector', message, remedy)))
    return null
  }
}

function formFaults(errors: ReturnType<typeof schemaErrors>): DraftViolation[] {
  return errors.map(({ pointer, message, remedy }) => violation(pointer, message, remedy))
}

function violation(pointer: string, message: string, remedy: string | null): DraftViolation {
  return { pointer, message, remedy, severity: 'error', rule: null, source: null }
}

function nothingSelected({ selector }: ConfigurationDocument): DraftViolation {
  return {
    ...violation(
      '/selector',
      'It selects nothing today.',
      selector.kind === 'clauses'
        ? 'That is fine if such resources are still to come.'
        : 'Choose resources that exist.',
    ),
    severity: selector.kind === 'clauses' ? 'warning' : 'error',
  }
}

interface ClaimRow {
  claimKey: string
  configurationId: string
  name: string
}

interface ForeignRow {
  targetKeyText: string
  externalId: string
  spec: FlowLogSpec | null
}

/** Whose claims the selected targets would meet: another Configuration's, or a log that somebody else made. */
async function claimsInTheWay(
  { database }: ServiceContext,
  { configurationId }: Draft,
  document: ConfigurationDocument,
): Promise<ConfigurationValidateAnswer['inTheWay']> {
  const targets = await selectedKeys(database, document.selector, document, MAX_CLAIMS_CHECKED)
  const wanted = new Map<string, (typeof targets)[number]>()
  for (const target of targets) {
    const key = parseResourceKey(target.keyText)
    if (key !== null) wanted.set(claimKey(key, resolveSpec(document.spec, key.scope)), target)
  }
  if (wanted.size === 0) return NOTHING_IN_THE_WAY
  const [held, logs] = await Promise.all([
    select<ClaimRow>(
      database.pool,
      statement`SELECT d."claimKey", d."configurationId", c."name" FROM desired_flow_log d
        JOIN configuration c ON c."id" = d."configurationId"
        WHERE d."holdsClaim" AND d."endedAt" IS NULL AND d."claimKey" = ANY(${[...wanted.keys()]}::text[])`,
    ),
    select<ForeignRow>(
      database.pool,
      statement`SELECT "targetKeyText", "externalId", "spec" FROM observed_flow_log
        WHERE "goneAt" IS NULL AND "desiredFlowLogId" IS NULL AND "ownership" <> 'unbound'
          AND "targetKeyText" = ANY(${targets.map(({ keyText }) => keyText)}::text[])`,
    ),
  ])
  const found: ConfigurationValidateAnswer['inTheWay']['sample'] = []
  for (const { claimKey: key, configurationId: holderId, name } of held) {
    const target = wanted.get(key)
    if (target === undefined || holderId === configurationId) continue
    found.push({
      reason: 'ClaimedBy',
      targetExternalId: target.externalId,
      targetName: target.name,
      message: `“${name}” already logs ${target.externalId} to this destination.`,
      remedy: 'Choose another destination, or leave this target out.',
      other: name,
    })
  }
  for (const { targetKeyText, externalId, spec } of logs) {
    const target = parseResourceKey(targetKeyText)
    const key = target === null ? null : observedClaimKey({ target, spec })
    const met = key === null ? undefined : wanted.get(key)
    if (met === undefined) continue
    found.push({
      reason: 'ForeignLogInTheWay',
      targetExternalId: met.externalId,
      targetName: met.name,
      message: `${externalId}, which somebody else made, already logs ${met.externalId} there.`,
      remedy: 'Adopt it under Adoption, choose another destination, or leave this target out.',
      other: externalId,
    })
  }
  return { total: found.length, sample: found.slice(0, SAMPLE_SIZE) }
}

function resolvedSample(
  document: ConfigurationDocument,
  selects: SelectorPreviewAnswer,
): ConfigurationValidateAnswer['resolvedSample'] {
  const [first] = selects.sample
  const key = first === undefined ? null : parseResourceKey(first.keyText)
  return first === undefined || key === null
    ? null
    : { targetExternalId: first.externalId, spec: resolveSpec(document.spec, key.scope) }
}
