import type { ConfigurationDocument, SelectorClause } from './configuration'
import type { Violation } from './problem'
import { PROVIDER_LABELS } from './provider-labels'
import { parseResourceKey } from './resource-key'
import { validateSpec } from './rules'
import type { Finding } from './rule'
import { when } from './rule'
import { FAMILIES, familyCovers } from './target-family'

/** How many targets a Configuration may name one by one. */
export const MAX_EXPLICIT_TARGETS = 10_000

const MAX_CLAUSES = 50
const MAX_VALUES = 1_000
const SOURCE = 'Weir: Configurations'

/** Everything that is wrong with a Configuration, its spec included. Pure; used by form, API and planner alike. */
export function validateConfigurationDocument(document: ConfigurationDocument): readonly Violation[] {
  const findings: readonly (readonly [string, readonly Finding[]])[] = [
    ['weir/name', nameFindings(document)],
    ['weir/family', familyFindings(document)],
    ['weir/selector', selectorFindings(document)],
    ['weir/upkeep', upkeepFindings(document)],
    ['weir/required-traffic', requiredTrafficFindings(document)],
  ]
  return [
    ...findings.flatMap(([rule, found]) => found.map((finding) => ({ rule, source: SOURCE, ...finding }))),
    ...validateSpec(document.spec, null, null).map((violation) => ({ ...violation, field: `spec.${violation.field}` })),
  ]
}

function nameFindings({ name }: ConfigurationDocument): readonly Finding[] {
  return [
    ...when(name.trim() === '', 'name', 'A Configuration needs a name.', 'Give it a name of 1 to 120 characters.'),
    ...when(name.length > 120, 'name', 'A name has at most 120 characters.', 'Shorten the name.'),
  ]
}

function familyFindings({ provider, family, spec }: ConfigurationDocument): readonly Finding[] {
  const owner = FAMILIES[family].provider
  return [
    ...when(
      owner !== provider,
      'family',
      `${FAMILIES[family].label} belong to ${PROVIDER_LABELS[owner]}, not to ${PROVIDER_LABELS[provider]}.`,
      'Choose a family of this cloud.',
    ),
    ...when(
      spec.family !== family,
      'spec.family',
      `The parameters are of family ${spec.family}, the Configuration of family ${family}.`,
      'Use one family in both places.',
    ),
  ]
}

function selectorFindings(document: ConfigurationDocument): readonly Finding[] {
  const { selector } = document
  if (selector.kind === 'explicit') {
    const { targets } = selector
    const field = 'selector.targets'
    if (targets.length === 0) return when(true, field, 'Nothing is selected.', 'Choose at least one target.')
    if (targets.length > MAX_EXPLICIT_TARGETS) {
      return when(
        true,
        field,
        `${targets.length} targets are too many to name one by one.`,
        `Name at most ${MAX_EXPLICIT_TARGETS}, or select by account, region, type or tag.`,
      )
    }
    return keyFindings(document, targets, field)
  }
  const { clauses, excludes } = selector
  return [
    ...when(
      clauses.length === 0,
      'selector.clauses',
      'A selector without clauses would select everything.',
      'Add at least one clause: account, region, type, attachment kind or tag.',
    ),
    ...when(clauses.length > MAX_CLAUSES, 'selector.clauses', 'Too many clauses.', `Use at most ${MAX_CLAUSES}.`),
    ...clauses.flatMap((clause, index) => clauseFindings(document, clause, `selector.clauses.${index}`)),
    ...when(
      excludes.length > MAX_EXPLICIT_TARGETS,
      'selector.excludes',
      'Too many excluded targets.',
      `Exclude at most ${MAX_EXPLICIT_TARGETS}, or narrow the clauses.`,
    ),
  ]
}

function keyFindings(
  { provider, family }: ConfigurationDocument,
  texts: readonly string[],
  field: string,
): readonly Finding[] {
  for (const text of texts) {
    const key = parseResourceKey(text)
    if (key === null) {
      return when(
        true,
        field,
        `"${text.slice(0, 200)}" is not a resource.`,
        'Choose targets from the list of resources.',
      )
    }
    if (key.scope.provider !== provider || !familyCovers(family, key.type)) {
      return when(
        true,
        field,
        `${key.type} ${key.localKey} cannot carry ${FAMILIES[family].label}.`,
        `Choose targets of type ${FAMILIES[family].targetTypes.join(', ')}.`,
      )
    }
  }
  return []
}

function clauseFindings({ family }: ConfigurationDocument, clause: SelectorClause, field: string): readonly Finding[] {
  const strays = clause.on === 'type' ? clause.values.filter((type) => !familyCovers(family, type)) : []
  return [
    ...when(
      clause.values.length === 0 || clause.values.some((value) => value === '' && clause.on !== 'tag'),
      field,
      'A clause needs at least one value.',
      'Give a value, or remove the clause.',
    ),
    ...when(clause.values.length > MAX_VALUES, field, 'Too many values.', `Give at most ${MAX_VALUES}.`),
    ...when(clause.on === 'tag' && clause.key === '', field, 'A tag clause needs a key.', 'Name the tag.'),
    ...when(
      strays.length > 0,
      field,
      `${strays.join(', ')} cannot carry ${FAMILIES[family].label}.`,
      `Choose among ${FAMILIES[family].targetTypes.join(', ')}.`,
    ),
  ]
}

function upkeepFindings({ upkeepBound: { maxNewTargets } }: ConfigurationDocument): readonly Finding[] {
  return when(
    !Number.isInteger(maxNewTargets) || maxNewTargets < 0 || maxNewTargets > MAX_EXPLICIT_TARGETS,
    'upkeepBound.maxNewTargets',
    `The number of new targets must be a whole number from 0 to ${MAX_EXPLICIT_TARGETS}.`,
    'Say how many new targets may enter between two approvals.',
  )
}

function requiredTrafficFindings({ family, requiredTraffic }: ConfigurationDocument): readonly Finding[] {
  return when(
    family !== 'aws-vpc' && requiredTraffic !== null && requiredTraffic !== 'ALL',
    'requiredTraffic',
    `${FAMILIES[family].label} have no traffic filter, so accepted or rejected traffic alone cannot be required.`,
    'Leave it out, or require ALL.',
  )
}
