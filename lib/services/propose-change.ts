import { uuidv7 } from 'uuidv7'
import type { Actor, ChangeItem } from '../domain/change-item'
import type { ConfigurationDocument } from '../domain/configuration'
import { type ConfigurationState, overlayConfigurations, OverlayMismatch } from '../domain/overlay'
import { notFound, Refusal } from '../domain/refusal'
import type { ChangeItemInput } from '../http/schemas/change-requests'
import { configurationNamed, configurationsByIds } from '../store/configuration-rows'
import { insertChangeRequest } from '../store/change-requests'
import { inTransaction, type Sql } from '../store/sql'
import { recordDecision } from './change-request-commands'
import { resolveSelection } from './resolve-selection'
import type { ServiceContext } from './service-context'
import { requireValidDocument } from './validate-document'

export interface ProposeInput {
  readonly title?: string | undefined
  readonly reason: string
  readonly items: readonly ChangeItemInput[]
}

/** Stores a change request and asks for its plan. Everything that can be wrong with it is said now. Answers its id. */
export async function proposeChange(context: ServiceContext, actor: Actor, input: ProposeInput): Promise<string> {
  const items: ChangeItem[] = []
  for (const [index, item] of input.items.entries()) items.push(await toItem(context, item, index))
  return storeProposal(context, actor, { ...input, items })
}

async function toItem(context: ServiceContext, item: ChangeItemInput, index: number): Promise<ChangeItem> {
  const root = `/items/${index}/document`
  if (item.op === 'delete' || item.op === 'exclude' || item.op === 'mark' || item.op === 'reconcile') {
    return withoutUndefined(item)
  }
  if (item.op === 'edit') {
    requireValidDocument(item.document, root)
    return item
  }
  const document: ConfigurationDocument =
    'fromSelection' in item
      ? {
          ...item.document,
          selector: await resolveSelection(context.database, item.fromSelection, item.document, context.clock()),
        }
      : item.document
  requireValidDocument(document, root)
  // The id is chosen now: the plan's fingerprints already name it.
  return { op: 'create', configurationId: uuidv7(), document }
}

/** Members that were not given are not stored. */
function withoutUndefined(
  item: Extract<ChangeItemInput, { op: 'delete' | 'exclude' | 'mark' | 'reconcile' }>,
): ChangeItem {
  return JSON.parse(JSON.stringify(item)) as ChangeItem
}

/** Stores checked items as a request that waits for its plan. */
export async function storeProposal(
  context: ServiceContext,
  actor: Actor,
  proposal: { readonly title?: string | undefined; readonly reason: string; readonly items: readonly ChangeItem[] },
): Promise<string> {
  const { items, reason } = proposal
  requireOneItemEach(items)
  return inTransaction(context.database.pool, async (sql) => {
    const present = await configurationsByIds(
      sql,
      items.map(({ configurationId }) => configurationId),
    )
    requireFit(items, present)
    await requireFreeNames(sql, items, present)
    const id = uuidv7()
    const title = proposal.title ?? titleOf(items, present)
    const number = await insertChangeRequest(sql, { id, title, reason, items, author: actor })
    await context.jobs.send(sql, 'plan-change-request', { changeRequestId: id })
    await recordDecision(sql, { id, number, title }, { actor, action: 'propose', verb: 'Proposed' })
    return id
  })
}

function requireOneItemEach(items: readonly ChangeItem[]): void {
  const seen = new Set<string>()
  for (const [index, { configurationId }] of items.entries()) {
    if (seen.has(configurationId)) {
      throw refuse(index, 'configurationId', 'is changed by two items of this request', 'Put both into one item.')
    }
    seen.add(configurationId)
  }
}

/** Every item must fit the Configuration as it is now, and what it would become must still select something. */
function requireFit(items: readonly ChangeItem[], present: ReadonlyMap<string, ConfigurationState>): void {
  for (const [index, item] of items.entries()) {
    const current = present.get(item.configurationId)
    try {
      const [after] = overlayConfigurations(current === undefined ? [] : [current], [item])
      if (
        item.op === 'exclude' &&
        after?.document.selector.kind === 'explicit' &&
        after.document.selector.targets.length === 0
      ) {
        throw refuse(index, 'targets', 'would leave nothing to select', 'Delete the Configuration instead.')
      }
      if (item.op === 'edit' && current !== undefined) requireSameFamily(index, item.document, current.document)
    } catch (error) {
      if (!(error instanceof OverlayMismatch)) throw error
      if (error.reason === 'Missing') throw notFound('Configuration', item.configurationId)
      throw new Refusal({
        kind: 'conflict',
        code: 'stale',
        detail: `“${current?.document.name ?? item.configurationId}” has generation ${current?.generation ?? 0} now.`,
        remedy: 'Read it again and draft your change on that generation.',
        errors: [{ pointer: `/items/${index}/baseGeneration`, message: 'is not the newest generation', remedy: null }],
      })
    }
  }
}

function requireSameFamily(index: number, after: ConfigurationDocument, before: ConfigurationDocument): void {
  if (after.family === before.family && after.provider === before.provider) return
  throw refuse(index, 'document/family', 'cannot change', 'Make another Configuration for another kind of target.')
}

async function requireFreeNames(
  sql: Sql,
  items: readonly ChangeItem[],
  present: ReadonlyMap<string, ConfigurationState>,
): Promise<void> {
  const taken = new Set<string>()
  for (const [index, item] of items.entries()) {
    if (item.op !== 'create' && item.op !== 'edit') continue
    const { name } = item.document
    const isRenamed = present.get(item.configurationId)?.document.name !== name
    const holder = isRenamed ? await configurationNamed(sql, name) : null
    const isTaken = (holder !== null && holder.id !== item.configurationId) || taken.has(name.toLowerCase())
    taken.add(name.toLowerCase())
    if (!isTaken) continue
    throw new Refusal({
      kind: 'conflict',
      code: 'name-taken',
      detail: `There is a Configuration named “${name}” already.`,
      remedy: 'Choose another name.',
      errors: [{ pointer: `/items/${index}/document/name`, message: 'is taken', remedy: 'Choose another name.' }],
    })
  }
}

function refuse(index: number, member: string, message: string, remedy: string): Refusal {
  return new Refusal({
    kind: 'invalidInput',
    code: 'invalid-input',
    detail: `Item ${index + 1}: ${member} ${message}.`,
    remedy,
    errors: [{ pointer: `/items/${index}/${member}`, message, remedy }],
  })
}

const VERBS = {
  create: 'Create',
  edit: 'Change',
  delete: 'Delete',
  exclude: 'Exclude from',
  adopt: 'Adopt into',
  mark: 'Mark the adopted flow logs of',
  reconcile: 'Reconcile',
} as const

function titleOf(items: readonly ChangeItem[], present: ReadonlyMap<string, ConfigurationState>): string {
  const parts = items.map((item) => {
    const name =
      item.op === 'create' || item.op === 'edit'
        ? item.document.name
        : (present.get(item.configurationId)?.document.name ?? item.configurationId)
    return item.op === 'exclude'
      ? `Exclude ${item.targets.length === 1 ? 'a target' : `${item.targets.length} targets`} from ${name}`
      : `${VERBS[item.op]} ${name}`
  })
  const text = parts.length <= 2 ? parts.join(', ') : `${parts[0] ?? ''} and ${parts.length - 1} more`
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`
}
