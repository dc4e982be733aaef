import { AwsRefusal } from '../errors'
import type { QueryParameters } from './query'

/** One page of a listing. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly nextToken: string | undefined
}

const MOST_PER_PAGE = 1000

/**
 * Cuts one page out of items sorted by their sequence. The token is opaque to clients and bound to operation, account and
 * region; it points at the last item given, so that what comes and goes between two pages neither repeats nor skips others.
 * Source: EC2 API reference, MaxResults 5 to 1000 and not together with ids, larger read as 1000. Pure.
 */
export function cutPage<T extends { readonly sequence: number }>(
  items: readonly T[],
  parameters: QueryParameters,
  binding: string,
  idsAreGiven: boolean,
): Page<T> {
  const maxResults = readPageSize(parameters, idsAreGiven)
  const token = parameters.text('NextToken')
  const after = token === undefined ? 0 : readToken(token, binding)
  const start = after === 0 ? 0 : firstAfter(items, after)
  const size = idsAreGiven ? items.length : Math.min(maxResults ?? MOST_PER_PAGE, MOST_PER_PAGE)
  const page = items.slice(start, start + size)
  const last = page[page.length - 1]
  const hasMore = start + page.length < items.length
  return { items: page, nextToken: hasMore && last ? writeToken(binding, last.sequence) : undefined }
}

/** The page size asked for; undefined when none was. To be called before ids are looked up: the combination is refused first. */
export function readPageSize(parameters: QueryParameters, idsAreGiven: boolean): number | undefined {
  const maxResults = parameters.integer('MaxResults')
  if (maxResults !== undefined && idsAreGiven) {
    throw new AwsRefusal('InvalidParameterCombination', 'The parameter MaxResults cannot be used with a list of ids')
  }
  if (maxResults !== undefined && maxResults < 5) {
    throw new AwsRefusal(
      'InvalidParameterValue',
      `Value ( ${maxResults} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
    )
  }
  return maxResults
}

function firstAfter(items: readonly { readonly sequence: number }[], sequence: number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((items[middle]?.sequence ?? 0) > sequence) high = middle
    else low = middle + 1
  }
  return low
}

function writeToken(binding: string, sequence: number): string {
  return Buffer.from(JSON.stringify([binding, sequence]), 'utf8').toString('base64url')
}

function readToken(token: string, binding: string): number {
  let content: unknown
  try {
    content = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
  } catch {
    throw new AwsRefusal('InvalidNextToken')
  }
  if (Array.isArray(content) && content[0] === binding && Number.isSafeInteger(content[1])) return Number(content[1])
  throw new AwsRefusal('InvalidNextToken')
}
