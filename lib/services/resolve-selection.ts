import type { Selector, SelectorClause } from '../domain/configuration'
import { MAX_EXPLICIT_TARGETS } from '../domain/validate-configuration'
import type { ProviderId } from '../domain/provider-id'
import { Refusal, type RefusalError } from '../domain/refusal'
import type { TargetFamily } from '../domain/resource'
import { FAMILIES } from '../domain/target-family'
import type { Selection } from '../http/schemas/configurations'
import type { ResourceFilter } from '../http/schemas/resources'
import { tagGroups, resourceConditions } from '../read-models/resource-filter'
import { loadScopeDirectory } from '../read-models/scope-directory'
import type { Database } from '../store/database/connection'
import { allOf, select, statement } from '../store/statement'

/**
 * Turns what a person picked in a list into a selector: exactly these now, or everything that matches from now on. Throws
 * a refusal that names what cannot be turned.
 */
export async function resolveSelection(
  { pool }: Database,
  selection: Selection,
  target: { readonly provider: ProviderId; readonly family: TargetFamily },
  now: Date,
): Promise<Selector> {
  if (selection.mode === 'future') return clausesOf(selection.filter, target.family)
  const { resourceIds, filter } = selection
  if ((resourceIds === undefined) === (filter === undefined)) {
    throw invalid('/selection', 'must hold either resourceIds or filter', 'Send the ids, or the filter they came from.')
  }
  const chosen =
    resourceIds === undefined
      ? allOf(resourceConditions(filter ?? {}, await loadScopeDirectory(pool, now)))
      : statement`r."id" = ANY(${resourceIds}::uuid[]) AND r."goneAt" IS NULL`
  const types = FAMILIES[target.family].targetTypes
  const rows = await select<{ keyText: string; type: string }>(
    pool,
    statement`SELECT r."keyText", r."type" FROM resource r WHERE ${chosen} ORDER BY r."keyText" LIMIT ${MAX_EXPLICIT_TARGETS + 1}`,
  )
  if (rows.length > MAX_EXPLICIT_TARGETS) {
    throw invalid(
      '/selection',
      `names more than ${MAX_EXPLICIT_TARGETS} resources`,
      'Narrow the filter, or select everything that matches in future too.',
    )
  }
  const targets = rows.filter(({ type }) => (types as readonly string[]).includes(type)).map(({ keyText }) => keyText)
  if (targets.length === 0) {
    throw invalid(
      '/selection',
      `holds nothing that can carry ${FAMILIES[target.family].label}`,
      `Choose resources of type ${types.join(', ')}.`,
    )
  }
  return { kind: 'explicit', targets }
}

/** Filters that can become clauses; every other one has no meaning for resources that do not exist yet. */
function clausesOf(filter: ResourceFilter, family: TargetFamily): Selector {
  const errors: RefusalError[] = []
  const refuse = (name: string, message: string) =>
    errors.push({ pointer: `/selection/filter/${name}`, message, remedy: 'Remove it, or select exactly these, now.' })
  const {
    provider: _provider,
    account,
    region,
    type,
    attachmentKind,
    tag,
    owned,
    coverable,
    settled,
    ...others
  } = filter
  for (const [name, value] of Object.entries(others)) {
    if (value !== undefined) refuse(name, 'cannot be asked of resources that do not exist yet')
  }
  // Selectors ask these by themselves: only their opposite is no selection.
  for (const [name, value] of Object.entries({ owned, coverable, settled })) {
    if (value === 'false') refuse(name, 'cannot be selected: such resources carry no flow log of ours')
  }
  const clauses: SelectorClause[] = []
  if (account !== undefined) clauses.push({ on: 'account', values: account })
  if (region !== undefined) clauses.push({ on: 'region', values: region })
  const types = type?.filter((one) => (FAMILIES[family].targetTypes as readonly string[]).includes(one))
  if (types !== undefined && types.length > 0) clauses.push({ on: 'type', values: types })
  else if (type !== undefined) refuse('type', `holds nothing that can carry ${FAMILIES[family].label}`)
  if (attachmentKind !== undefined) clauses.push({ on: 'attachmentKind', values: attachmentKind })
  for (const [key, values] of tagGroups(tag ?? [])) {
    const known = values.filter((value) => value !== null)
    if (known.length < values.length) refuse('tag', `needs a value for ${key}`)
    else clauses.push({ on: 'tag', key, values: known })
  }
  if (clauses.length === 0 && errors.length === 0) {
    refuse('account', 'is needed, or another filter: an empty selector would select everything')
  }
  if (errors.length > 0) {
    throw new Refusal({
      kind: 'invalidInput',
      code: 'invalid-input',
      detail: 'This filter cannot become a selector for the future.',
      errors,
    })
  }
  return { kind: 'clauses', clauses, excludes: [] }
}

function invalid(pointer: string, message: string, remedy: string): Refusal {
  return new Refusal({
    kind: 'invalidInput',
    code: 'invalid-input',
    detail: `${pointer} ${message}.`,
    remedy,
    errors: [{ pointer, message, remedy }],
  })
}
