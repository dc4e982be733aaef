import { describe, expect, it } from 'vitest'
import { ProviderError } from '../errors'
import { listAll } from './paging'
import type { ListPage } from './paging'

const pages = (...list: ListPage<number>[]) => {
  const asked: (string | null)[] = []
  const fetchPage = async (token: string | null): Promise<ListPage<number>> => {
    asked.push(token)
    const page = list[asked.length - 1]
    if (!page) throw new Error('asked for a page too many')
    return page
  }
  return { asked, fetchPage }
}

async function failure(call: Promise<unknown>): Promise<unknown> {
  return await call.catch((reason: unknown) => reason)
}

describe('listing all pages', () => {
  it('follows tokens to the end, also through an empty page', async () => {
    const { asked, fetchPage } = pages(
      { items: [1, 2], nextToken: 'a' },
      { items: [], nextToken: 'b' },
      { items: [3], nextToken: null },
    )
    expect(await listAll('DescribeVpcs', fetchPage)).toEqual([1, 2, 3])
    expect(asked).toEqual([null, 'a', 'b'])
  })

  it('ends at an empty token', async () => {
    expect(await listAll('DescribeVpcs', pages({ items: [1], nextToken: '' }).fetchPage)).toEqual([1])
  })

  it('does not mistake an answer without a list for an empty one: everything would look deleted', async () => {
    const error = await failure(listAll('DescribeVpcs', pages({ items: undefined, nextToken: null }).fetchPage))
    expect(error).toBeInstanceOf(ProviderError)
    expect((error as ProviderError).kind).toBe('unavailable')
  })

  it('does not page for ever', async () => {
    const { fetchPage } = pages({ items: [1], nextToken: 'a' }, { items: [2], nextToken: 'a' })
    expect(await failure(listAll('DescribeVpcs', fetchPage))).toBeInstanceOf(ProviderError)
  })

  it('is nothing when a later page fails: half a listing is no listing', async () => {
    const fetchPage = async (token: string | null): Promise<ListPage<number>> => {
      if (token !== null) throw new Error('lost')
      return { items: [1], nextToken: 'a' }
    }
    expect(await failure(listAll('DescribeVpcs', fetchPage))).toBeInstanceOf(Error)
  })

  it.each([
    [
      'the same token',
      [
        { items: [1], nextToken: 'a' },
        { items: [2], nextToken: 'a' },
      ],
    ],
    [
      'the same page under a new token',
      [
        { items: [1], nextToken: 'a' },
        { items: [1], nextToken: 'b' },
      ],
    ],
  ] as const)('asks a stand-in that gives %s for everything at once', async (_what, list) => {
    let repeats = 0
    const onRepeat = () => (repeats += 1)
    const whole = { fetchWhole: async () => ({ items: [1, 2, 3], nextToken: null }), onRepeat }
    expect(await listAll('DescribeVpcs', pages(...list).fetchPage, whole)).toEqual([1, 2, 3])
    expect(repeats).toBe(1)
  })

  it('concludes nothing where the whole cannot be had', async () => {
    const endless = { fetchWhole: async () => ({ items: [1], nextToken: 'more' }), onRepeat: () => undefined }
    const { fetchPage } = pages({ items: [1], nextToken: 'a' }, { items: [1], nextToken: 'b' })
    const error = await failure(listAll('DescribeVpcs', fetchPage, endless))
    expect(error).toMatchObject({ kind: 'unsupported', reading: { reason: 'PagingIgnored' } })
  })
})
