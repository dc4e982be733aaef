import type { ResourceType } from '../../domain/resource'
import { AWS_API_NAMES, specOfGiven } from '../aws/given-spec'
import { readAwsMembers } from '../aws/read-request'
import { awsFamilyOf, awsTypeNames } from '../aws/target-type'
import { type ImportedFlowLogs, namedTarget } from '../imported'
import type { Notes } from '../notes'
import { Unreadable } from '../source/bounds'
import { MemberReader } from '../source/member-reader'
import { type MapNode, memberOf, plainText, type SourceNode } from '../source/node'
import { readTagList } from '../tags'
import { Intrinsics } from './intrinsics'

const TYPE = 'AWS::EC2::FlowLog'

/**
 * Reads every `AWS::EC2::FlowLog` of CloudFormation templates, JSON or YAML with short intrinsics. Throws `Unreadable` for what is no template.
 * Source: AWS CloudFormation template reference, AWS::EC2::FlowLog, read 2026-11
 */
export function readCloudFormation(roots: readonly SourceNode[], notes: Notes): readonly ImportedFlowLogs[] {
  return roots.flatMap((root) => readTemplate(root, notes))
}

function readTemplate(root: SourceNode, notes: Notes): readonly ImportedFlowLogs[] {
  const resources = memberOf(root, 'Resources')
  if (root.kind !== 'map' || resources?.kind !== 'map') {
    throw new Unreadable('This template has no Resources.', root.at, 'Paste a whole template.')
  }
  if (memberOf(root, 'Transform') !== null) {
    const remedy = 'Export the processed template, and import that.'
    notes.warning(
      'Transforms (macros, SAM) are not run; what they add is not read.',
      memberOf(root, 'Transform')?.at ?? root.at,
      'Transform',
      remedy,
    )
  }
  const intrinsics = new Intrinsics(root, notes)
  const others = new Map<string, { count: number; at: SourceNode['at'] }>()
  const found: ImportedFlowLogs[] = []
  for (const { name, at, value } of resources.members) {
    const type = plainText(memberOf(value, 'Type')) ?? 'without a type'
    if (type !== TYPE || value.kind !== 'map') {
      const seen = others.get(type)
      others.set(type, { count: (seen?.count ?? 0) + 1, at: seen?.at ?? at })
      continue
    }
    const log = readResource(name, value, intrinsics, notes)
    if (log !== null) found.push(log)
  }
  for (const [type, { count, at }] of others) {
    notes.info(
      `${count === 1 ? 'One resource' : `${count} resources`} of type ${type.slice(0, 80)}: no flow log.`,
      at,
      type.slice(0, 80),
    )
  }
  return found
}

function readResource(logicalId: string, node: MapNode, intrinsics: Intrinsics, notes: Notes): ImportedFlowLogs | null {
  const path = `Resources.${logicalId}`
  const outer = new MemberReader(node, path, notes)
  outer.ignore('Type', 'Properties', 'Metadata')
  outer.lose(
    'Condition',
    'Whether it is made depends on a condition that Weir does not judge.',
    'Leave the draft out if the condition does not hold.',
  )
  outer.aside('DependsOn', 'The order is CloudFormation’s; Weir needs none.')
  const policy = 'Say in the Configuration what happens to the flow log on removal.'
  outer.aside('DeletionPolicy', 'What happens when the stack is deleted is CloudFormation’s.', policy)
  outer.aside('UpdateReplacePolicy', 'What happens on replacement is CloudFormation’s.', policy)
  outer.finish('A resource')
  const properties = memberOf(node, 'Properties')
  const resolved = properties === null ? null : intrinsics.resolve(properties)
  if (resolved?.kind !== 'map') {
    notes.error('It has no Properties that can be read.', node.at, path, 'Write Properties as a map.')
    return null
  }
  return readProperties(logicalId, new MemberReader(resolved, `${path}.Properties`, notes), notes)
}

function readProperties(logicalId: string, reader: MemberReader, notes: Notes): ImportedFlowLogs | null {
  const typeName = reader.text('ResourceType')
  const id = reader.text('ResourceId')
  const given = { ...readAwsMembers(reader), tags: readTagList(reader, 'Tags') }
  reader.finish(TYPE)
  const kind = typeName === null ? null : awsFamilyOf(typeName)
  if (kind === null) {
    const message =
      typeName === null
        ? 'It does not say what kind of resource is logged.'
        : `“${typeName.slice(0, 60)}” is no kind of resource whose flow logs Weir can declare.`
    notes.error(
      message,
      reader.placeOf('ResourceType'),
      reader.fieldOf('ResourceType'),
      `Weir knows ${awsTypeNames()}.`,
    )
    return null
  }
  const type: ResourceType = kind.type
  return {
    name: logicalId,
    spec: specOfGiven(given, type, kind.family, reader, { ...AWS_API_NAMES, tags: 'Tags' }),
    targets: id === null ? [] : [namedTarget(type, id)],
    withoutTarget: id === null ? 1 : 0,
    at: reader.at,
  }
}
