import { describe, expect, it } from 'vitest'
import type { SettingsView } from '@/lib/http/schemas/settings'
import { ceilingFault, settingsDraftOf, settingsEdit } from './settings-draft'

const STORED: SettingsView = {
  revision: 3,
  installationId: '0199d3c1-6f0a-7c1e-9d2b-5a1f0c3e7b11',
  requiredTraffic: 'ALL',
  maxDeletesPerPass: 50,
  discoverInterfaces: true,
  stop: { isStopped: false, reason: null },
  lookOnlyReason: null,
  updatedAt: '2026-11-20T09:00:00.000Z',
}
const DRAFT = settingsDraftOf(STORED)

describe('the ceiling of deletes as typed', () => {
  it.each(['0', '50', ' 100000 ', '007'])('takes %j', (text) => expect(ceilingFault(text)).toBeNull())
  it.each(['', '-1', '1.5', '1,000', '1e3', '100001', 'many'])('refuses %j', (text) =>
    expect(ceilingFault(text)).not.toBeNull(),
  )
})

describe('what is sent', () => {
  it('is nothing while nothing differs, however it is written', () => {
    expect(settingsEdit(DRAFT, STORED)).toBeNull()
    expect(settingsEdit({ ...DRAFT, maxDeletesPerPass: ' 050' }, STORED)).toBeNull()
  })

  it('is only what differs', () => {
    expect(settingsEdit({ ...DRAFT, maxDeletesPerPass: '0' }, STORED)).toEqual({ maxDeletesPerPass: 0 })
    expect(settingsEdit({ ...DRAFT, requiredTraffic: 'REJECT', discoverInterfaces: false }, STORED)).toEqual({
      requiredTraffic: 'REJECT',
      discoverInterfaces: false,
    })
  })
})
