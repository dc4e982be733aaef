import { describe, expect, it } from 'vitest'
import { toListedAccount } from './organisation'

describe('an account of an organisation', () => {
  it.each([
    ['ACTIVE', 'ACTIVE', true],
    ['PENDING_ACTIVATION', 'ACTIVE', false],
    ['SUSPENDED', 'SUSPENDED', false],
    ['PENDING_CLOSURE', 'PENDING_CLOSURE', false],
    ['CLOSED', 'SUSPENDED', false],
    [undefined, 'ACTIVE', true],
    [undefined, 'SUSPENDED', false],
    ['BRAND_NEW', 'ACTIVE', false],
    [undefined, undefined, false],
  ] as const)('in state %s, status %s, is active: %s', (State, Status, isActive) => {
    const account = toListedAccount({ Id: '1', State: State as 'ACTIVE', Status: Status })
    expect(account).toMatchObject({ isActive, rawState: State ?? Status ?? '' })
  })

  it('has its folders from the root down, and its id for a name where it has none', () => {
    const account = toListedAccount({ Id: '100000000011', Paths: ['o-a1b2c3/r-a1b2/ou-a1b2-x/ou-a1b2-y/'] })
    expect(account).toMatchObject({ path: 'ou-a1b2-x/ou-a1b2-y', name: '100000000011', joinedAt: null })
    expect(toListedAccount({ Name: 'nobody' })).toBeNull()
  })
})
