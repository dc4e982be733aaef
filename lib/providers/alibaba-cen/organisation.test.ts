import { describe, expect, it } from 'vitest'
import { toListedAccount } from './organisation'

describe('an account of a resource directory', () => {
  it.each([
    ['CreateSuccess', true],
    ['InviteSuccess', true],
    ['PromoteSuccess', true],
    ['PromoteVerifying', true],
    ['InvitePending', false],
    ['Deleting', false],
    ['BrandNew', false],
    [undefined, false],
  ] as const)('of status %s is active: %s', (status, isActive) => {
    const row = { accountId: '1', ...(status === undefined ? {} : { status }) }
    expect(toListedAccount(row)).toMatchObject({ isActive, rawState: status ?? '' })
  })

  it('has its folders without directory, root and itself; an id beyond 2^53 keeps its digits', () => {
    const accountId = '9007199254740993'
    const path = `rd-a1b2c3/r-a1b2c3/fd-workloads/fd-partners/${accountId}`
    expect(toListedAccount({ accountId, displayName: 'cn-partners', resourceDirectoryPath: path })).toMatchObject({
      accountId,
      name: 'cn-partners',
      path: 'fd-workloads/fd-partners',
    })
    expect(toListedAccount({ accountId: '', displayName: 'nobody' })).toBeNull()
    expect(toListedAccount({ accountId, joinTime: '2022-04-01T02:03:04.000Z' })?.joinedAt).toEqual(
      new Date('2022-04-01T02:03:04.000Z'),
    )
  })
})
