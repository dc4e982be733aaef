import type { Metadata } from 'next'
import { SettingsPage } from '@/components/settings/settings-page'

export const metadata: Metadata = { title: 'Settings' }

/** The frame already fetched the settings: the banner shows parts of them. */
export default function Settings() {
  return <SettingsPage />
}
