import type { SettingsEdit, SettingsView } from '@/lib/http/schemas/settings'

/** The settings as somebody types them. */
export interface SettingsDraft {
  readonly requiredTraffic: SettingsView['requiredTraffic']
  readonly maxDeletesPerPass: string
  readonly discoverInterfaces: boolean
}

const MAX_DELETES = 100_000

export function settingsDraftOf(settings: SettingsView): SettingsDraft {
  return {
    requiredTraffic: settings.requiredTraffic,
    maxDeletesPerPass: String(settings.maxDeletesPerPass),
    discoverInterfaces: settings.discoverInterfaces,
  }
}

/** What is wrong with the ceiling as typed; null when nothing is. Pure. */
export function ceilingFault(text: string): string | null {
  const typed = text.trim()
  if (typed === '') return 'Enter a number; 0 forbids every delete.'
  if (!/^\d+$/.test(typed)) return 'A whole number, without signs or separators.'
  return Number(typed) > MAX_DELETES ? `At most ${MAX_DELETES.toLocaleString('en-US')}.` : null
}

/** Only what differs from what is stored; null when nothing does. Pure. */
export function settingsEdit(draft: SettingsDraft, stored: SettingsView): SettingsEdit | null {
  const maxDeletesPerPass = Number(draft.maxDeletesPerPass.trim())
  const edit: SettingsEdit = {
    ...(draft.requiredTraffic === stored.requiredTraffic ? {} : { requiredTraffic: draft.requiredTraffic }),
    ...(maxDeletesPerPass === stored.maxDeletesPerPass ? {} : { maxDeletesPerPass }),
    ...(draft.discoverInterfaces === stored.discoverInterfaces ? {} : { discoverInterfaces: draft.discoverInterfaces }),
  }
  return Object.keys(edit).length === 0 ? null : edit
}
