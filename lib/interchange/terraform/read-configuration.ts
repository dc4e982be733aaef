import { attributeOf, HclScope } from '../hcl/scope'
import { evaluateHcl } from '../hcl/evaluate'
import type { HclBlock, HclBody } from '../hcl/expression'
import { parseHcl } from '../hcl/parse'
import type { ImportedFlowLogs } from '../imported'
import { type Notes, shortly } from '../notes'
import { MemberReader } from '../source/member-reader'
import { type MapNode, type Member, plainText } from '../source/node'
import { readAwsTerraform } from './read-aws'
import { readCenTerraform } from './read-cen'
import type { TerraformPlace } from './place'

const READERS: Readonly<Record<string, (reader: MemberReader, place: TerraformPlace) => ImportedFlowLogs | null>> = {
  aws_flow_log: readAwsTerraform,
  alicloud_cen_flowlog: readCenTerraform,
}

/** Terraform's own arguments, and why a Configuration has no place for them. */
const META: Readonly<Record<string, { message: string; remedy: string }>> = {
  count: {
    message: 'count is not understood: how many of these there are, only Terraform knows.',
    remedy: 'Import the state, which holds every instance.',
  },
  for_each: {
    message: 'for_each is not understood: which ones there are, only Terraform knows.',
    remedy: 'Import the state, which holds every instance.',
  },
}

/** Every block that may stand on its own. Source: Terraform language documentation, read 2026-11 */
const BLOCKS = new Set(
  'terraform provider variable locals output data resource ephemeral module import moved removed check'.split(' '),
)

/**
 * Reads Terraform configuration: every `aws_flow_log` and `alicloud_cen_flowlog` in it, with import blocks, provider
 * blocks, variables' defaults and locals of the same document. Throws `Unreadable`.
 */
export function readTerraformConfiguration(text: string, notes: Notes): readonly ImportedFlowLogs[] {
  const body = parseHcl(text)
  const document: TerraformDocument = {
    body,
    scope: new HclScope(body),
    notes,
    imports: importIds(body),
  }
  const found = body.blocks.flatMap((block) => readBlock(block, document))
  noteOthers(body, notes)
  return found
}

interface TerraformDocument {
  readonly body: HclBody
  readonly scope: HclScope
  readonly notes: Notes
  /** Flow log ids by resource address. */
  readonly imports: ReadonlyMap<string, string>
}

function readBlock(block: HclBlock, document: TerraformDocument): readonly ImportedFlowLogs[] {
  const [type = '', name = ''] = block.labels
  const read = block.type === 'resource' && Object.hasOwn(READERS, type) ? READERS[type] : undefined
  if (read === undefined) return []
  const address = `${type}.${name}`
  const { notes } = document
  const node = asMap(block, document, address)
  const imported = document.imports.get(address) ?? null
  const [flowLogId = null, importRegion = null] = imported?.split('@') ?? []
  const place: TerraformPlace = {
    name,
    isState: false,
    flowLogId,
    ...providerOf(block, type === 'aws_flow_log' ? 'aws' : 'alicloud', document),
    ...(importRegion === null ? {} : { region: importRegion }),
  }
  const logs = read(new MemberReader(node, address, notes), place)
  return logs === null ? [] : [logs]
}

/** The arguments of a resource as a map, Terraform's own ones taken out and named. */
function asMap(block: HclBlock, document: TerraformDocument, path: string): MapNode {
  const { notes, scope } = document
  const members: Member[] = []
  for (const { name, at, value } of block.body.attributes) {
    const meta = META[name]
    if (meta !== undefined) notes.warning(meta.message, at, `${path}.${name}`, meta.remedy)
    else if (name === 'depends_on') notes.info('The order is Terraform’s; Weir needs none.', at, `${path}.${name}`)
    else if (name !== 'provider') members.push({ name, at, value: evaluateHcl(value, scope, notes) })
  }
  for (const inner of block.body.blocks) {
    const field = `${path}.${inner.type}`
    if (inner.type === 'timeouts') notes.info('How long Terraform waits is no part of a flow log.', inner.at, field)
    else if (inner.type === 'lifecycle') {
      const remedy = 'Say what must happen on drift and on removal in the Configuration.'
      notes.info('What Terraform may do with it ends with Terraform.', inner.at, field, remedy)
    } else if (['dynamic', 'provisioner', 'connection'].includes(inner.type)) {
      const what = [inner.type, ...inner.labels.map((label) => `“${label.slice(0, 40)}”`)].join(' ')
      notes.warning(`A ${what} block is not understood.`, inner.at, field, 'Import the state, or write the block out.')
    } else {
      members.push({ name: inner.type, at: inner.at, value: asMap(inner, document, field) })
    }
  }
  return { kind: 'map', at: block.at, members: groupBlocks(members) }
}

/** Blocks of one type become a list, so that none is lost. */
function groupBlocks(members: readonly Member[]): readonly Member[] {
  const grouped = new Map<string, Member[]>()
  for (const member of members) grouped.set(member.name, [...(grouped.get(member.name) ?? []), member])
  return [...grouped.values()].flatMap((list) => {
    const [first] = list
    if (first === undefined || list.length === 1) return list
    return [{ ...first, value: { kind: 'list' as const, at: first.at, items: list.map(({ value }) => value) } }]
  })
}

/** Region and default tags of the provider that a resource uses, where this document says them. */
function providerOf(
  block: HclBlock,
  provider: string,
  { body, scope, notes }: TerraformDocument,
): Pick<TerraformPlace, 'region' | 'defaultTags'> {
  const named = attributeOf(block, 'provider')
  const alias = named?.kind === 'reference' ? (named.steps[1] ?? null) : null
  const found = body.blocks.find((one) => {
    if (one.type !== 'provider' || one.labels[0] !== provider) return false
    const own = attributeOf(one, 'alias')
    return alias === null ? own === null : own?.kind === 'literal' && own.value === alias
  })
  if (found === undefined) {
    if (alias !== null) {
      const message = `The provider ${provider}.${alias} is not in this document, so its region is unknown.`
      notes.info(message, block.at, block.labels.join('.'), 'Targets are found by their ids.')
    }
    return { region: null, defaultTags: {} }
  }
  const region = attributeOf(found, 'region')
  const tags = found.body.blocks.find(({ type }) => type === 'default_tags')
  const tagMap = tags === undefined ? null : attributeOf(tags, 'tags')
  const node = tagMap === null ? null : evaluateHcl(tagMap, scope, notes)
  const path = `provider.${provider}.default_tags`
  return {
    region: region === null ? null : plainText(evaluateHcl(region, scope, notes)),
    defaultTags: node?.kind === 'map' ? new MemberReader(node, path, notes).allTexts() : {},
  }
}

/** `import { to = aws_flow_log.main, id = "fl-…" }` blocks: ids by address. */
function importIds(body: HclBody): ReadonlyMap<string, string> {
  return new Map(
    body.blocks.flatMap((block) => {
      if (block.type !== 'import') return []
      const to = attributeOf(block, 'to')
      const id = attributeOf(block, 'id')
      return to?.kind === 'reference' && id?.kind === 'literal' ? [[to.steps.join('.'), String(id.value)] as const] : []
    }),
  )
}

/** Says what else is in the document: modules that may make flow logs of their own, and everything that makes none. */
function noteOthers(body: HclBody, notes: Notes): void {
  const others = new Map<string, { count: number; at: HclBlock['at'] }>()
  for (const block of body.blocks) {
    const [type = ''] = block.labels
    if (!BLOCKS.has(block.type)) {
      const message = `Terraform has no “${shortly(block.type, 40)}” block that Weir knows.`
      notes.warning(message, block.at, block.type, 'Check its spelling.')
    } else if (block.type === 'module') noteModule(block, notes)
    else if (block.type === 'resource' && !Object.hasOwn(READERS, type)) {
      const seen = others.get(type)
      others.set(type, { count: (seen?.count ?? 0) + 1, at: seen?.at ?? block.at })
    }
  }
  for (const [type, { count, at }] of others) {
    notes.info(
      `${count === 1 ? 'One resource' : `${count} resources`} of type ${shortly(type, 60)}: no flow log.`,
      at,
      type,
    )
  }
  for (const { name, at } of body.attributes) {
    notes.warning('An argument outside of any block is not understood.', at, name, 'Paste whole blocks.')
  }
}

function noteModule(block: HclBlock, notes: Notes): void {
  const [name = ''] = block.labels
  const source = attributeOf(block, 'source')
  const from = source?.kind === 'literal' ? ` (${shortly(String(source.value))})` : ''
  const makesLogs = block.body.attributes.some((attribute) => /flow_?log/i.test(attribute.name))
  if (!makesLogs) {
    notes.info(`What module ${name}${from} makes cannot be read from its call.`, block.at, `module.${name}`)
    return
  }
  notes.warning(
    `Module ${name}${from} is asked for flow logs; which ones it makes cannot be read from its call.`,
    block.at,
    `module.${name}`,
    'Import the state, which holds what the module made.',
  )
}
