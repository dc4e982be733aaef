import { type AddressMatcher, addressMatcher } from './address-matcher'
import { parseProtocol } from './protocols'
import type { RecordFormat } from './record-format'
import type { RecordValue, RecordValues } from './record-value'

/** What a person looks for in records. Members that are absent do not restrict. All members must hold. */
export interface RecordFilter {
  /** Records whose window (start to end) touches [from, to), Unix seconds. */
  readonly fromSeconds?: number
  readonly toSeconds?: number
  /** An address or CIDR block, v4 or v6, on either side; also as the packet's own address (`pkt-…`). */
  readonly address?: string
  readonly source?: string
  readonly destination?: string
  /** A port on either side. */
  readonly port?: number
  readonly sourcePort?: number
  readonly destinationPort?: number
  /** ACCEPT or REJECT, in any case. */
  readonly action?: string
  /** A number or a name, for example `6` or `tcp`. */
  readonly protocol?: string
  /** OK, NODATA or SKIPDATA, in any case. */
  readonly status?: string
}

/** Tells whether a record is wanted. */
export type RecordPredicate = (values: RecordValues) => boolean

/** A member of a filter that cannot be used, and why. */
export interface FilterProblem {
  readonly member: keyof RecordFilter
  readonly message: string
  readonly remedy: string
}

/** A filter made ready for one format. */
export interface CompiledFilter {
  readonly matches: RecordPredicate
  /**
   * Members that this format cannot answer, because it lacks the column: they did not restrict, which a person must be
   * told.
   */
  readonly ignored: readonly FilterProblem[]
}

const ADDRESS_COLUMNS = ['srcaddr', 'dstaddr', 'pkt-srcaddr', 'pkt-dstaddr'] as const

/** What is wrong with the members of a filter, whatever the format; empty when nothing is. Pure. */
export function filterProblems(filter: RecordFilter): readonly FilterProblem[] {
  const problems: FilterProblem[] = []
  for (const member of ['address', 'source', 'destination'] as const) {
    const text = filter[member]
    if (text !== undefined && addressMatcher(text) === null) {
      const message = 'This is neither an address nor a block of addresses.'
      problems.push({
        member,
        message,
        remedy: 'Give an address or a CIDR block, for example 10.0.0.0/16 or 2001:db8::/32.',
      })
    }
  }
  for (const member of ['port', 'sourcePort', 'destinationPort'] as const) {
    const port = filter[member]
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
      problems.push({ member, message: 'A port is a whole number from 0 to 65535.', remedy: 'Correct the port.' })
    }
  }
  if (filter.protocol !== undefined && parseProtocol(filter.protocol) === null) {
    const remedy = 'Give a number from 0 to 255 or a name such as tcp, udp or icmp.'
    problems.push({ member: 'protocol', message: 'No such protocol is known.', remedy })
  }
  if (filter.fromSeconds !== undefined && filter.toSeconds !== undefined && filter.fromSeconds >= filter.toSeconds) {
    problems.push({ member: 'toSeconds', message: 'The end is not after the beginning.', remedy: 'Give a later end.' })
  }
  return problems
}

/**
 * Makes a filter ready for records of a format. Members with problems (see `filterProblems`) match nothing. A record whose
 * column is `-` does not match a restriction on that column; a record without times matches any time. Pure.
 */
export function compileFilter(filter: RecordFilter, format: RecordFormat): CompiledFilter {
  const tests: RecordPredicate[] = []
  const ignored: FilterProblem[] = []
  const restrict = (
    member: keyof RecordFilter,
    ids: readonly string[],
    make: (indexes: readonly number[]) => RecordPredicate,
  ): void => {
    if (filter[member] === undefined) return
    const indexes = ids.flatMap((id) => format.indexOf.get(id) ?? [])
    // Records that come as maps may hold more columns than are known yet.
    if (indexes.length > 0) tests.push(make(indexes))
    else ignored.push(lacking(member, ids))
  }

  const { fromSeconds, toSeconds } = filter
  if (fromSeconds !== undefined || toSeconds !== undefined) {
    const start = format.indexOf.get('start')
    const end = format.indexOf.get('end') ?? start
    if (end === undefined)
      ignored.push(lacking(fromSeconds === undefined ? 'toSeconds' : 'fromSeconds', ['start', 'end']))
    else tests.push(overlaps({ start: start ?? end, end }, fromSeconds ?? -Infinity, toSeconds ?? Infinity))
  }
  restrict('address', ADDRESS_COLUMNS, addressTest(filter.address))
  restrict('source', ['srcaddr', 'pkt-srcaddr'], addressTest(filter.source))
  restrict('destination', ['dstaddr', 'pkt-dstaddr'], addressTest(filter.destination))
  restrict('port', ['srcport', 'dstport'], numberTest(filter.port))
  restrict('sourcePort', ['srcport'], numberTest(filter.sourcePort))
  restrict('destinationPort', ['dstport'], numberTest(filter.destinationPort))
  restrict('protocol', ['protocol'], numberTest(parseProtocol(filter.protocol ?? '') ?? undefined))
  restrict('action', ['action'], textTest(filter.action))
  restrict('status', ['log-status'], textTest(filter.status))
  return { matches: (values) => tests.every((test) => test(values)), ignored }
}

function overlaps(
  { start, end }: { readonly start: number; readonly end: number },
  from: number,
  to: number,
): RecordPredicate {
  return (values) => {
    const first = numberOf(values[start])
    const last = numberOf(values[end])
    return (last === null || last >= from) && (first === null || first < to)
  }
}

function addressTest(text: string | undefined): (indexes: readonly number[]) => RecordPredicate {
  const matches: AddressMatcher = addressMatcher(text ?? '') ?? (() => false)
  return (indexes) => (values) =>
    indexes.some((index) => {
      const value = values[index]
      return typeof value === 'string' && matches(value)
    })
}

function numberTest(wanted: number | undefined): (indexes: readonly number[]) => RecordPredicate {
  return (indexes) => (values) => indexes.some((index) => numberOf(values[index]) === (wanted ?? -1))
}

function textTest(wanted: string | undefined): (indexes: readonly number[]) => RecordPredicate {
  const upper = wanted?.trim().toUpperCase()
  return (indexes) => (values) =>
    indexes.some((index) => {
      const value = values[index]
      return typeof value === 'string' && value.toUpperCase() === upper
    })
}

/** The number in a column, also where the cloud's records hold it as text (Simple Log Service). */
function numberOf(value: RecordValue | undefined): number | null {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'string' && /^[0-9]+$/.test(value) ? Number(value) : null
}

function lacking(member: keyof RecordFilter, ids: readonly string[]): FilterProblem {
  return {
    member,
    message: `Records of this log hold no ${ids.slice(0, 2).join(' or ')}, so this does not restrict.`,
    remedy: 'Use what the format holds, or add the field to the flow log’s format.',
  }
}
