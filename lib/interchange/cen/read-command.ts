import type { ImportedFlowLogs } from '../imported'
import type { Notes } from '../notes'
import { type Environment, memberOfOption, type Option, splitOptions, wordNode } from '../shell/options'
import type { Word } from '../shell/words'
import { Unreadable } from '../source/bounds'
import { readJson } from '../source/json'
import { MemberReader } from '../source/member-reader'
import { type MapNode, mapNode, type Member, type SourceNode } from '../source/node'
import { readCenRequest } from './read-request'

/**
 * Flags of every command: how it is run, not what it makes.
 * Source: Alibaba Cloud CLI documentation, global options, read 2026-11
 */
const GLOBAL_FLAGS = new Set(['force', 'dryrun', 'secure', 'insecure', 'quiet', 'skip-secure-verify', 'help'])
const GLOBAL_VALUES = new Set([
  'profile',
  'mode',
  'config-path',
  'access-key-id',
  'access-key-secret',
  'sts-token',
  'ram-role-name',
  'ram-role-arn',
  'role-session-name',
  'language',
  'endpoint',
  'version',
  'method',
  'header',
  'read-timeout',
  'connect-timeout',
  'retry-count',
  'output',
  'waiter',
  'pager',
])

/** Reads an `aliyun cbn CreateFlowlog` command. */
export function readAliyunCommand(words: readonly Word[], environment: Environment, notes: Notes): ImportedFlowLogs {
  const { bare, options } = splitOptions(words.slice(1), (name) => GLOBAL_FLAGS.has(name))
  for (const word of bare.filter(({ text }) => text !== 'cbn' && text !== 'CreateFlowlog')) {
    notes.warning('This word belongs to no option.', word.at, null, 'Quote values that hold spaces.')
  }
  const members: Member[] = []
  const tags = new Map<number, { key: SourceNode | null; value: SourceNode | null; at: Word['at'] }>()
  let region = environment.get('ALIBABA_CLOUD_REGION_ID') ?? environment.get('ALICLOUD_REGION_ID') ?? null
  for (const option of options) {
    const { name, word, values } = option
    if (name === 'region') region = values[0]?.text ?? region
    else if (GLOBAL_FLAGS.has(name) || GLOBAL_VALUES.has(name)) {
      notes.info('This says how the command is run, not what it makes.', word.at, `--${name}`)
    } else readParameter(option, { members, tags, environment, notes })
  }
  const at = words[0]?.at ?? { line: 1, column: 1 }
  if (tags.size > 0) members.push({ name: 'Tag', at, value: tagList(tags, at) })
  const node: MapNode = { kind: 'map', at, members }
  const reader = new MemberReader(node, 'aliyun cbn CreateFlowlog', notes)
  return readCenRequest(reader, { notes, partition: null, accountId: null, region })
}

type Tags = Map<number, { key: SourceNode | null; value: SourceNode | null; at: Word['at'] }>

interface Reading {
  readonly members: Member[]
  readonly tags: Tags
  readonly environment: Environment
  readonly notes: Notes
}

function readParameter(option: Option, { members, tags, environment, notes }: Reading): void {
  const { name, word, values } = option
  const field = `--${name}`
  const [first, ...more] = values
  for (const one of more.filter(({ text }) => text !== 'cbn' && text !== 'CreateFlowlog'))
    notes.warning('This word belongs to no option.', one.at, field, 'Quote values that hold spaces.')
  if (first === undefined) {
    notes.warning('This option has no value.', word.at, field, 'Give it one, or leave it out.')
    return
  }
  const node = wordNode(first, name === 'LogFormatString', environment, notes, field)
  const tag = /^Tag\.(\d{1,3})\.(Key|Value)$/.exec(name)
  if (tag !== null) {
    const index = Number(tag[1])
    const item = tags.get(index) ?? { key: null, value: null, at: word.at }
    tags.set(index, tag[2] === 'Key' ? { ...item, key: node } : { ...item, value: node })
  } else if (name === 'Tag' && node.kind === 'text') {
    members.push(memberOfOption(option, 'Tag', jsonList(node.value, first, notes, field)))
  } else {
    members.push(memberOfOption(option, name, node))
  }
}

function tagList(tags: Tags, at: Word['at']): SourceNode {
  const items = [...tags.entries()]
    .sort(([left], [right]) => left - right)
    .map(([, item]) =>
      mapNode(item.at, [
        ...(item.key === null ? [] : [['Key', item.key] as const]),
        ...(item.value === null ? [] : [['Value', item.value] as const]),
      ]),
    )
  return { kind: 'list', at, items }
}

function jsonList(text: string, { at }: Word, notes: Notes, field: string): SourceNode {
  try {
    return readJson(text, notes)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    notes.warning(error.message, at, field, 'Write --Tag.1.Key and --Tag.1.Value.')
    return { kind: 'nothing', at }
  }
}
