import type { Selector, SelectorClause } from './configuration'
import type { Resource, TargetFamily } from './resource'
import { resourceKeyText } from './resource'
import { tagValue } from './tags'
import { FAMILIES, familyCovers } from './target-family'

/** Asks one question of many resources; made once per Configuration. */
export type ResourceTest = (resource: Resource) => boolean

/**
 * Whether a resource may enter as a target: what the selector says, owned by the account that sees it, and settled.
 * Pure. A resource that is already a target leaves only when `matches` turns false, not while it is being changed.
 */
export function selects(selector: Selector, resource: Resource, family: TargetFamily): boolean {
  return compileSelector(selector, family).selects(resource)
}

/** A selector prepared for many resources. Pure. */
export function compileSelector(
  selector: Selector,
  family: TargetFamily,
): { readonly matches: ResourceTest; readonly selects: ResourceTest } {
  const says = selector.kind === 'explicit' ? explicitTest(selector.targets) : clauseTest(selector)
  const matches = (resource: Resource) => familyCovers(family, resource.key.type) && says(resource)
  return { matches, selects: (resource) => resource.isSettled && isOwned(resource) && matches(resource) }
}

/** Whether the account that sees a resource owns it; a shared VPC or subnet is its owner's to log. Pure. */
export function isOwned(resource: Resource): boolean {
  return resource.ownerAccountId === resource.key.scope.accountId
}

function explicitTest(targets: readonly string[]): ResourceTest {
  const wanted = new Set(targets)
  return (resource) => wanted.has(resourceKeyText(resource.key))
}

function clauseTest(selector: Extract<Selector, { kind: 'clauses' }>): ResourceTest {
  const excluded = new Set(selector.excludes)
  const tests = selector.clauses.map(compileClause)
  // A selector without clauses is refused when it is written; should one slip through, it selects nothing.
  if (tests.length === 0) return () => false
  return (resource) =>
    tests.every((test) => test(resource)) && (excluded.size === 0 || !excluded.has(resourceKeyText(resource.key)))
}

function compileClause(clause: SelectorClause): ResourceTest {
  const values = new Set<string>(clause.values)
  switch (clause.on) {
    case 'account':
      return ({ key }) => values.has(key.scope.accountId)
    case 'region':
      return ({ key }) => values.has(key.scope.region)
    case 'type':
      return ({ key }) => values.has(key.type)
    case 'attachmentKind':
      return ({ attachmentKind }) => attachmentKind !== null && values.has(attachmentKind)
    case 'tag':
      return ({ tags }) => {
        const value = tagValue(tags, clause.key)
        return value !== null && values.has(value)
      }
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  VPC: 'VPCs',
  Subnet: 'subnets',
  NetworkInterface: 'network interfaces',
  RegionalNatGateway: 'regional NAT gateways',
  TransitGateway: 'transit gateways',
  TransitGatewayAttachment: 'transit gateway attachments',
  TransitRouter: 'transit routers',
  TransitRouterAttachment: 'transit router attachments',
  CoreNetwork: 'Cloud WAN core networks',
  CoreNetworkAttachment: 'Cloud WAN attachments',
  CoreNetworkEdge: 'Cloud WAN edges',
}

/** A selector as a sentence for people. Pure. */
export function describeSelector(selector: Selector, family: TargetFamily): string {
  if (selector.kind === 'explicit') {
    const count = selector.targets.length
    return count === 1 ? 'One chosen target.' : `${count} chosen targets.`
  }
  const types = selector.clauses.flatMap((clause) => (clause.on === 'type' ? clause.values : []))
  const nouns = (types.length > 0 ? types : FAMILIES[family].targetTypes).map((type) => TYPE_WORDS[type] ?? type)
  const limits = selector.clauses.flatMap((clause) => describeClause(clause))
  const except = selector.excludes.length === 0 ? '' : `, except ${selector.excludes.length} excluded`
  return `All ${either(nouns, 'and')}${limits.length === 0 ? '' : ' '}${limits.join(' and ')}${except}, today and in future.`
}

function describeClause(clause: SelectorClause): readonly string[] {
  switch (clause.on) {
    case 'type':
      return []
    case 'account':
      return [`in ${clause.values.length === 1 ? 'account' : 'accounts'} ${either(clause.values, 'or')}`]
    case 'region':
      return [`in ${either(clause.values, 'or')}`]
    case 'attachmentKind':
      return [`of kind ${either(clause.values, 'or')}`]
    case 'tag':
      return [`tagged ${clause.key} = ${either(clause.values, 'or')}`]
  }
}

function either(words: readonly string[], link: 'and' | 'or'): string {
  const shown = words.length > 5 ? [...words.slice(0, 4), `${words.length - 4} more`] : words
  const last = shown.at(-1) ?? ''
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} ${link} ${last}`
}
