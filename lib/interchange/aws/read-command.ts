import type { ImportedFlowLogs } from '../imported'
import type { Notes } from '../notes'
import { type Environment, memberOfOption, type Option, splitOptions, wordNode } from '../shell/options'
import type { Word } from '../shell/words'
import { Unreadable } from '../source/bounds'
import { readJson } from '../source/json'
import { MemberReader } from '../source/member-reader'
import type { MapNode, Member, SourceNode } from '../source/node'
import { readRequestDocument } from '../read-request-document'
import { readAwsRequest } from './read-request'
import { readShorthand } from './shorthand'

/**
 * Options of every command: how it is run, not what it makes. Source: AWS CLI command reference, global options, read
 * 2026-11
 */
const GLOBAL_FLAGS = new Set([
  'debug',
  'no-verify-ssl',
  'no-paginate',
  'no-sign-request',
  'no-cli-pager',
  'cli-auto-prompt',
  'no-cli-auto-prompt',
])
const GLOBAL_VALUES = new Set([
  'output',
  'query',
  'profile',
  'color',
  'ca-bundle',
  'cli-read-timeout',
  'cli-connect-timeout',
  'cli-binary-format',
  'cli-error-format',
])
const OWN_FLAGS = new Set(['dry-run', 'no-dry-run'])

/** CreateFlowLogs' parameters by the names of their options. Source: AWS CLI, ec2 create-flow-logs, read 2026-11 */
const PARAMETERS: Readonly<Record<string, string>> = {
  'client-token': 'ClientToken',
  'deliver-cross-account-role': 'DeliverCrossAccountRole',
  'deliver-logs-permission-arn': 'DeliverLogsPermissionArn',
  'destination-options': 'DestinationOptions',
  'dry-run': 'DryRun',
  'log-destination': 'LogDestination',
  'log-destination-type': 'LogDestinationType',
  'log-format': 'LogFormat',
  'log-group-name': 'LogGroupName',
  'max-aggregation-interval': 'MaxAggregationInterval',
  'resource-ids': 'ResourceIds',
  'resource-type': 'ResourceType',
  'tag-field-specifications': 'TagFieldSpecifications',
  'tag-specifications': 'TagSpecifications',
  'traffic-type': 'TrafficType',
}
const STRUCTURES = new Set(['destination-options', 'tag-field-specifications', 'tag-specifications'])

/** Reads an `aws ec2 create-flow-logs` command. Null when it declares nothing that can be taken over. */
export function readAwsCommand(
  words: readonly Word[],
  environment: Environment,
  notes: Notes,
): ImportedFlowLogs | null {
  const { options, stray } = optionsOf(words.slice(1))
  for (const word of stray)
    notes.warning('This word belongs to no option.', word.at, null, 'Quote values that hold spaces.')
  const inputs = options.filter(({ name }) => name === 'cli-input-json' || name === 'cli-input-yaml')
  const members: Member[] = inputs.flatMap((option) => inputMembers(option, notes))
  let region = environment.get('AWS_REGION') ?? environment.get('AWS_DEFAULT_REGION') ?? null
  for (const option of options) {
    const { name, word, values } = option
    if (name === 'region') region = values[0]?.text ?? region
    else if (name === 'endpoint-url') {
      const remedy = 'Redirect endpoints with AWS_ENDPOINT_URL where Weir runs.'
      notes.info('An endpoint is no part of a Configuration.', word.at, `--${name}`, remedy)
    } else if (GLOBAL_FLAGS.has(name) || GLOBAL_VALUES.has(name)) {
      notes.info('This says how the command is run, not what it makes.', word.at, `--${name}`)
    } else if (name === 'generate-cli-skeleton') {
      notes.error('This command only prints a skeleton.', word.at, `--${name}`, 'Import the skeleton, filled in.')
      return null
    } else if (!inputs.includes(option)) {
      const member = parameterOf(option, environment, notes)
      // An option wins over the same member of --cli-input-json, as the command line itself has it.
      if (member !== null) replaceMember(members, member)
    }
  }
  const node: MapNode = { kind: 'map', at: words[0]?.at ?? { line: 1, column: 1 }, members }
  const context = { notes, partition: null, accountId: null, region: knownRegion(region, notes, node) }
  return readAwsRequest(new MemberReader(node, 'aws ec2 create-flow-logs', notes), context)
}

/** The options; words that no option takes are stray. Only `--resource-ids` and structures take several. */
function optionsOf(words: readonly Word[]): { options: readonly Option[]; stray: readonly Word[] } {
  const { bare, options } = splitOptions(words, (name) => GLOBAL_FLAGS.has(name) || OWN_FLAGS.has(name))
  const stray = bare.filter(({ text }) => text !== 'ec2' && text !== 'create-flow-logs')
  return {
    options: options.map((option) => {
      if (option.name === 'resource-ids' || STRUCTURES.has(option.name)) return option
      const [first, ...more] = option.values
      // `aws --region eu-west-1 ec2 create-flow-logs`: the service follows the value of a global option.
      stray.push(...more.filter(({ text }) => text !== 'ec2' && text !== 'create-flow-logs'))
      return { ...option, values: first === undefined ? [] : [first] }
    }),
    stray,
  }
}

function knownRegion(region: string | null, notes: Notes, node: MapNode): string | null {
  if (region === null || /^[a-z]{2}(-[a-z0-9]+)+$/.test(region)) return region
  notes.warning(
    'The region cannot be read.',
    node.at,
    '--region',
    'Write a region such as eu-west-1; without one, targets are found by their ids alone.',
  )
  return null
}

function parameterOf(option: Option, environment: Environment, notes: Notes): Member | null {
  const { name, word, values } = option
  const field = `--${name}`
  if (name === 'no-dry-run') return null
  const parameter = PARAMETERS[name]
  if (parameter === undefined) {
    notes.warning('This option is not one that Weir knows.', word.at, field, 'Check its spelling, or leave it out.')
    return null
  }
  if (name === 'dry-run') return memberOfOption(option, parameter, { kind: 'flag', value: true, at: word.at })
  const [first] = values
  if (first === undefined) {
    notes.warning('This option has no value.', word.at, field, 'Give it one, or leave it out.')
    return null
  }
  const nodes = values.map((value) => valueNode(name, value, environment, notes, field)).filter((node) => node !== null)
  const [only] = nodes
  if (only === undefined) return null
  const isList = name === 'resource-ids' || nodes.length > 1
  if (!isList) return memberOfOption(option, parameter, only)
  const items = nodes.flatMap((node) => (node.kind === 'list' ? node.items : [node]))
  return memberOfOption(option, parameter, { kind: 'list', items, at: first.at })
}

function valueNode(
  name: string,
  value: Word,
  environment: Environment,
  notes: Notes,
  field: string,
): SourceNode | null {
  if (/^(file|fileb|https?):\/\//.test(value.text)) {
    notes.warning(
      'Weir opens no files or addresses that a document names.',
      value.at,
      field,
      'Put what is in there in its place.',
    )
    return null
  }
  const node = wordNode(value, name === 'log-format', environment, notes, field)
  const isStructure = STRUCTURES.has(name)
  const looksLikeJson = /^\s*[[{]/.test(value.text)
  if (node.kind !== 'text' || (!isStructure && !(name === 'resource-ids' && looksLikeJson))) return node
  return looksLikeJson ? jsonNode(value, notes, field) : shorthandNode(value, notes, field)
}

function shorthandNode(value: Word, notes: Notes, field: string): SourceNode | null {
  const node = readShorthand(value.text, value.at)
  if (node === null)
    notes.warning('This is neither JSON nor shorthand.', value.at, field, 'Write Key=value,Key=value, or JSON.')
  return node
}

/** JSON inside a word; its places are those of the word. */
function jsonNode(value: Word, notes: Notes, field: string): SourceNode | null {
  try {
    return moved(readJson(value.text, notes), value)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    notes.warning(error.message, value.at, field, error.remedy)
    return null
  }
}

/** A value with all its places at one word. Pure. */
function moved(node: SourceNode, { at }: Word): SourceNode {
  if (node.kind === 'list') return { ...node, at, items: node.items.map((item) => moved(item, { at } as Word)) }
  if (node.kind === 'map') {
    return {
      ...node,
      at,
      members: node.members.map((member) => ({ ...member, at, value: moved(member.value, { at } as Word) })),
    }
  }
  return { ...node, at }
}

function inputMembers(option: Option, notes: Notes): readonly Member[] {
  const [value] = option.values
  const field = `--${option.name}`
  if (value === undefined || /^file(b)?:\/\//.test(value.text)) {
    notes.warning(
      'Weir opens no files that a command names.',
      option.word.at,
      field,
      'Import the file itself; what else the command says is read from here.',
    )
    return []
  }
  try {
    const [document] = readRequestDocument(value.text, notes)
    const node = document === undefined ? null : moved(document, value)
    return node?.kind === 'map' ? node.members : []
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    notes.warning(error.message, value.at, field, error.remedy)
    return []
  }
}

function replaceMember(members: Member[], member: Member): void {
  const index = members.findIndex(({ name }) => name === member.name)
  if (index === -1) members.push(member)
  else members[index] = member
}
