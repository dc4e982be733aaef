import { describe, expect, it } from 'vitest'
import type { ProviderErrorKind } from './errors'
import { ProviderError } from './errors'
import { FailedListings } from './failed-listings'

const failing = (kind: ProviderErrorKind, operation = 'DescribeSubnets') =>
  new ProviderError({
    provider: 'aws-ec2',
    operation,
    vendorCode: 'Code',
    vendorMessage: null,
    requestId: null,
    reading: { kind, reason: 'Reason', cause: 'Cause.', remedy: 'Remedy.' },
  })

/** Runs a look: each listing is what it finds, or the kind of error it ends in. Answers what was found and how many were asked. */
async function look(...listings: readonly (string | { readonly kind: ProviderErrorKind })[]) {
  const failures = new FailedListings(new AbortController().signal)
  const found: string[] = []
  let asked = 0
  for (const listing of listings) {
    const answer = await failures.unless(['VPC'], () => {
      asked += 1
      return typeof listing === 'string' ? Promise.resolve(listing) : Promise.reject(failing(listing.kind))
    })
    if (answer !== null) found.push(answer)
  }
  return { found, asked, failures: failures.orThrow(found.length === 0) }
}

describe('a look at several listings', () => {
  it('goes on after one that was refused, and remembers it', async () => {
    const { found, failures } = await look('vpcs', { kind: 'denied' }, 'gateways')
    expect(found).toEqual(['vpcs', 'gateways'])
    expect(failures).toMatchObject([{ types: ['VPC'], error: { kind: 'denied' } }])
  })

  it('goes on after one that is broken', async () => {
    expect(await look('vpcs', { kind: 'unavailable' }, 'gateways')).toMatchObject({
      found: ['vpcs', 'gateways'],
      asked: 3,
    })
  })

  it.each([
    [['vpcs', { kind: 'throttled' }, 'never asked'], 2, 'the cloud wants to be asked less'],
    [['vpcs', { kind: 'unavailable' }, { kind: 'unavailable' }, 'never asked'], 3, 'the cloud does not answer'],
  ] as const)('asks no further when %#', async (listings, asked, why) => {
    const result = await look(...listings)
    expect(result.asked, why).toBe(asked)
    expect(result.failures).toHaveLength(listings.length - 1)
  })

  it('throws the first failure when nothing could be listed', async () => {
    await expect(look({ kind: 'denied' }, { kind: 'unsupported' })).rejects.toMatchObject({ kind: 'denied' })
  })

  it('throws what is about the whole look', async () => {
    const failures = new FailedListings(new AbortController().signal)
    const refused = () => Promise.reject(failing('denied', 'AssumeRole'))
    await expect(failures.unless(['VPC'], refused)).rejects.toMatchObject({ operation: 'AssumeRole' })
    await expect(failures.unless(['VPC'], () => Promise.reject(new Error('a defect')))).rejects.toThrow('a defect')
    const givenUp = new FailedListings(AbortSignal.abort())
    await expect(givenUp.unless(['VPC'], () => Promise.reject(failing('unavailable')))).rejects.toThrow()
  })
})
