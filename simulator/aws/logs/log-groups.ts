import type { JsonOperation } from '../json-service'
import type { JsonInput } from '../protocol/json'
import { eventsIn, newestWindow, oldestWindow, streamsOf, type LogStream } from '../records/log-streams'
import { createRandom } from '../../core/random'
import { ServiceRefusal, type ServiceCall } from '../service-call'
import { logGroupArn } from '../world'
import type { LogGroup } from '../world-types'

const MOST_PER_PAGE = 50

/** Source: CloudWatch Logs API reference, DescribeLogGroups. */
export const describeLogGroups: JsonOperation = {
  latency: 'read',
  action: 'logs:DescribeLogGroups',
  limits: { size: 10, refillPerSecond: 10 },
  resources: (input) => [input.text('logGroupNamePrefix') ?? ''],
  perform: (call, input) => {
    const { world, accountId, region } = call
    const prefix = input.text('logGroupNamePrefix') ?? ''
    const groups = [...world.logGroups.values()]
      .filter((group) => group.accountId === accountId && group.region === region && group.name.startsWith(prefix))
      .sort((one, other) => (one.name < other.name ? -1 : 1))
    const { items, nextToken } = cutNamedPage(groups, input, `groups/${accountId}/${region}/${prefix}`)
    return { logGroups: items.map(groupAnswer), ...(nextToken === undefined ? {} : { nextToken }) }
  },
}

/** Source: CloudWatch Logs API reference, DescribeLogStreams: a prefix does not go with the order by last event time. */
export const describeLogStreams: JsonOperation = {
  latency: 'read',
  action: 'logs:DescribeLogStreams',
  limits: { size: 25, refillPerSecond: 25 },
  resources: groupNames,
  perform: (call, input) => {
    const group = requireGroup(call, input)
    const orderBy = input.text('orderBy') ?? 'LogStreamName'
    const prefix = input.text('logStreamNamePrefix')
    if (orderBy !== 'LogStreamName' && orderBy !== 'LastEventTime') throw input.invalid(`${orderBy} is no order.`)
    if (orderBy === 'LastEventTime' && prefix !== undefined) {
      throw input.invalid('Cannot order by LastEventTime with a logStreamNamePrefix.')
    }
    const streams = streamsOf(call.context, call.world, group, call.nowMs)
      .filter(({ name }) => name.startsWith(prefix ?? ''))
      .map((stream) => ({ name: stream.name, stream, newest: newestWindow(call.context, stream) }))
      .filter(({ newest }) => newest !== undefined)
    if (orderBy === 'LastEventTime') {
      streams.sort((one, other) => (one.newest ?? 0) - (other.newest ?? 0) || (one.name < other.name ? -1 : 1))
    }
    if (input.boolean('descending') === true) streams.reverse()
    const binding = `streams/${group.accountId}/${group.region}/${group.name}/${orderBy}/${prefix ?? ''}`
    const { items, nextToken } = cutNamedPage(streams, input, binding)
    return {
      logStreams: items.map(({ stream, newest }) => streamAnswer(call, group, stream, newest)),
      ...(nextToken === undefined ? {} : { nextToken }),
    }
  },
}

/** The group a request names, by name or by ARN; refused when it is not there. */
export function requireGroup(call: ServiceCall, input: JsonInput): LogGroup {
  const { world, accountId, region } = call
  const identifier = input.text('logGroupIdentifier')
  const name = input.text('logGroupName') ?? identifier?.replace(/^arn:[\w-]+:logs:[a-z0-9-]+:\d{12}:log-group:/, '')
  if (name === undefined || name === '') throw input.invalid('Either logGroupName or logGroupIdentifier is required.')
  const group = world.logGroups.get(logGroupArn(accountId, region, name.replace(/:\*$/, '')))
  if (!group) throw new ServiceRefusal('ResourceNotFoundException', 400, 'The specified log group does not exist.')
  return group
}

/** The ids a call concerns: the group, and the stream where there is one. */
export function groupNames(input: JsonInput): readonly string[] {
  return [input.text('logGroupName') ?? input.text('logGroupIdentifier') ?? '', input.text('logStreamName') ?? '']
}

function groupAnswer(group: LogGroup): object {
  const arn = logGroupArn(group.accountId, group.region, group.name)
  const creationTime = 1_700_000_000_000 + createRandom(`group/${arn}`).int(0, 80_000_000) * 1000
  return {
    logGroupName: group.name,
    arn: `${arn}:*`,
    logGroupArn: arn,
    creationTime,
    metricFilterCount: 0,
    storedBytes: 0,
    retentionInDays: 14,
    logGroupClass: 'STANDARD',
  }
}

function streamAnswer(call: ServiceCall, group: LogGroup, stream: LogStream, newest: number | undefined): object {
  const { context } = call
  const oldest = oldestWindow(context, stream)
  const first = oldest === undefined ? undefined : eventsIn(context, stream, oldest)[0]
  const last = newest === undefined ? undefined : eventsIn(context, stream, newest).at(-1)
  return {
    logStreamName: stream.name,
    arn: `${logGroupArn(group.accountId, group.region, group.name)}:log-stream:${stream.name}`,
    creationTime: first?.ingestionTime ?? 0,
    ...(first === undefined ? {} : { firstEventTimestamp: first.timestamp }),
    ...(last === undefined ? {} : { lastEventTimestamp: last.timestamp, lastIngestionTime: last.ingestionTime }),
    storedBytes: 0,
  }
}

/** One page of named things. The token is opaque and bound to its listing; it points behind the last name given. */
function cutNamedPage<T extends { readonly name: string }>(
  items: readonly T[],
  input: JsonInput,
  binding: string,
): { readonly items: readonly T[]; readonly nextToken: string | undefined } {
  const limit = input.integerWithin('limit', 1, MOST_PER_PAGE) ?? MOST_PER_PAGE
  const token = input.text('nextToken')
  let start = 0
  if (token !== undefined) {
    const after = readNameToken(input, token, binding)
    start = items.findIndex(({ name }) => name === after) + 1
    if (start === 0) throw input.invalid('The specified nextToken is invalid.')
  }
  const page = items.slice(start, start + limit)
  const last = page.at(-1)
  const hasMore = start + page.length < items.length
  const nextToken =
    hasMore && last ? Buffer.from(JSON.stringify([binding, last.name]), 'utf8').toString('base64url') : undefined
  return { items: page, nextToken }
}

function readNameToken(input: JsonInput, token: string, binding: string): string {
  try {
    const content: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    if (Array.isArray(content) && content[0] === binding && typeof content[1] === 'string') return content[1]
  } catch {
    // Refused below.
  }
  throw input.invalid('The specified nextToken is invalid.')
}
