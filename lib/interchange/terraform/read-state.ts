import type { ImportedFlowLogs } from '../imported'
import type { Notes, Place } from '../notes'
import { Unreadable } from '../source/bounds'
import { MemberReader } from '../source/member-reader'
import { type MapNode, memberOf, plainText, type SourceNode } from '../source/node'
import { readAwsTerraform } from './read-aws'
import { readCenTerraform } from './read-cen'
import type { TerraformPlace } from './place'

/** One resource as a state records it. */
interface Recorded {
  readonly type: string
  readonly address: string
  readonly name: string
  readonly attributes: MapNode
}

/**
 * Reads a Terraform state: the file itself (version 4), or what `terraform show -json` prints for a state or a plan.
 * Throws `Unreadable`.
 * Source: Terraform documentation, JSON output format; statefile version 4, read 2026-11
 */
export function readTerraformState(roots: readonly SourceNode[], notes: Notes): readonly ImportedFlowLogs[] {
  const [root = null] = roots
  if (root === null) throw noState(null)
  const version = memberOf(root, 'version')
  if (memberOf(root, 'resources') !== null && version?.kind === 'number') {
    if (version.value !== 4) throw oldState(version.written, version.at)
    return readAll(recordedInFile(root, notes), root, notes)
  }
  if (memberOf(root, 'modules') !== null && version?.kind === 'number') throw oldState(version.written, version.at)
  const values = memberOf(root, 'values') ?? memberOf(root, 'planned_values')
  const rootModule = memberOf(values, 'root_module')
  if (rootModule === null) {
    throw noState(root.at)
  }
  return readAll(recordedInModule(rootModule, 0), root, notes)
}

function noState(at: Place | null): Unreadable {
  const remedy = 'Paste a terraform.tfstate, or what terraform show -json prints.'
  return new Unreadable('This is no Terraform state.', at, remedy)
}

function oldState(version: string, at: Place): Unreadable {
  return new Unreadable(
    `This is a state of format version ${version.slice(0, 10)}; Weir reads version 4.`,
    at,
    'Let Terraform 0.12 or newer rewrite it: terraform state pull after terraform init.',
  )
}

function readAll(recorded: readonly Recorded[], root: SourceNode, notes: Notes): readonly ImportedFlowLogs[] {
  const found = recorded.flatMap(({ type, address, name, attributes }) => {
    const place: TerraformPlace = { name, isState: true, region: null, flowLogId: null, defaultTags: {} }
    const reader = new MemberReader(attributes, address, notes)
    const logs = type === 'aws_flow_log' ? readAwsTerraform(reader, place) : readCenTerraform(reader, place)
    return logs === null ? [] : [logs]
  })
  if (recorded.length === 0) {
    const remedy =
      'Weir reads aws_flow_log and alicloud_cen_flowlog; look into the state of the project that makes them.'
    notes.warning('This state holds no flow logs.', root.kind === 'map' ? root.at : null, null, remedy)
  }
  return found
}

const isFlowLog = (type: string | null): type is string => type === 'aws_flow_log' || type === 'alicloud_cen_flowlog'

function recordedInFile(root: SourceNode, notes: Notes): readonly Recorded[] {
  return mapsOf(memberOf(root, 'resources')).flatMap((resource) => {
    const type = plainText(memberOf(resource, 'type'))
    if (!isFlowLog(type) || plainText(memberOf(resource, 'mode')) === 'data') return []
    const module = plainText(memberOf(resource, 'module'))
    const name = plainText(memberOf(resource, 'name')) ?? ''
    return mapsOf(memberOf(resource, 'instances')).flatMap((instance) => {
      const address = [module, type, name].filter(Boolean).join('.') + indexText(memberOf(instance, 'index_key'))
      const attributes = memberOf(instance, 'attributes')
      if (plainText(memberOf(instance, 'deposed')) !== null) {
        notes.info('A deposed instance: Terraform is about to delete it.', instance.at, address)
        return []
      }
      if (attributes?.kind !== 'map') {
        notes.error(
          'This instance has no attributes.',
          instance.at,
          address,
          'Refresh the state with terraform apply -refresh-only.',
        )
        return []
      }
      return [{ type, address, name: shortName(module, name), attributes }]
    })
  })
}

function recordedInModule(module: SourceNode, depth: number): readonly Recorded[] {
  if (depth > 20) return []
  const own = mapsOf(memberOf(module, 'resources')).flatMap((resource) => {
    const type = plainText(memberOf(resource, 'type'))
    const attributes = memberOf(resource, 'values')
    if (!isFlowLog(type) || plainText(memberOf(resource, 'mode')) === 'data' || attributes?.kind !== 'map') return []
    const name = plainText(memberOf(resource, 'name')) ?? ''
    const address = plainText(memberOf(resource, 'address')) ?? `${type}.${name}`
    return [{ type, address, name: shortName(plainText(memberOf(module, 'address')), name), attributes }]
  })
  const inner = mapsOf(memberOf(module, 'child_modules')).flatMap((child) => recordedInModule(child, depth + 1))
  return [...own, ...inner]
}

function mapsOf(node: SourceNode | null): readonly MapNode[] {
  return node?.kind === 'list' ? node.items.filter((item) => item.kind === 'map') : []
}

function indexText(node: SourceNode | null): string {
  if (node?.kind === 'number') return `[${node.written}]`
  return node?.kind === 'text' ? `["${node.value}"]` : ''
}

/** `module.network.module.vpc["eu"]` and `this` as "network-vpc-this". Pure. */
function shortName(module: string | null, name: string): string {
  const modules = (module ?? '')
    .replace(/\[[^\]]*\]/g, '')
    .split('.')
    .filter((part) => part !== 'module' && part !== '')
  return [...modules, name].join('-')
}
