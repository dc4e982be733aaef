import type { SettingsView } from '../http/schemas/settings'
import type { Database } from '../store/database/connection'
import { readSettings } from '../store/settings'

/** Settings and switches of this installation. */
export async function getSettings({ pool }: Database): Promise<SettingsView> {
  const settings = await readSettings(pool)
  return {
    revision: settings.revision,
    installationId: settings.installationId,
    requiredTraffic: settings.requiredTraffic,
    maxDeletesPerPass: settings.maxDeletesPerPass,
    discoverInterfaces: settings.discoverInterfaces,
    stop: { isStopped: settings.stopAllChanges, reason: settings.stopReason },
    lookOnlyReason: settings.lookOnlyReason,
    updatedAt: settings.updatedAt.toISOString(),
  }
}
