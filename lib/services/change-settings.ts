import type { Actor } from '../domain/change-item'
import type { TrafficType } from '../domain/flow-log-spec'
import { outdated } from '../domain/refusal'
import { addAuditEntry } from '../store/audit'
import { addEvent } from '../store/events'
import {
  confirmInstallation as confirm,
  lockSettings,
  type StoredSettings,
  updateSettings,
  wakeAllScopes,
} from '../store/settings'
import { inTransaction, type Sql } from '../store/sql'
import type { ServiceContext } from './service-context'

export interface SettingsChange {
  readonly requiredTraffic?: TrafficType | undefined
  readonly maxDeletesPerPass?: number | undefined
  readonly discoverInterfaces?: boolean | undefined
}

/** Changes settings that are still what the caller read. */
export async function editSettings(
  context: ServiceContext,
  actor: Actor,
  revision: number,
  edit: SettingsChange,
): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const before = await lockSettings(sql)
    if (before.revision !== revision) throw outdated('settings page')
    const after = {
      ...before,
      requiredTraffic: edit.requiredTraffic ?? before.requiredTraffic,
      maxDeletesPerPass: edit.maxDeletesPerPass ?? before.maxDeletesPerPass,
      discoverInterfaces: edit.discoverInterfaces ?? before.discoverInterfaces,
    }
    await updateSettings(sql, after)
    await record(sql, actor, 'edit', 'Changed the settings.', before, after)
    // Required traffic decides what counts as covered: every scope derives its coverage anew.
    await wakeAllScopes(sql)
  })
}

/** Stops all changes everywhere at once; looking goes on. */
export async function stopAllChanges(context: ServiceContext, actor: Actor, reason: string): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const before = await lockSettings(sql)
    const after = { ...before, stopAllChanges: true, stopReason: reason }
    await updateSettings(sql, after)
    await record(sql, actor, 'stop', `Stopped all changes: ${reason}`, before, after)
  })
}

/** Lets changes go on. */
export async function resumeChanges(context: ServiceContext, actor: Actor): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const before = await lockSettings(sql)
    if (!before.stopAllChanges) return
    const after = { ...before, stopAllChanges: false, stopReason: null }
    await updateSettings(sql, after)
    await record(sql, actor, 'resume', 'Let changes go on.', before, after)
    await wakeAllScopes(sql)
  })
}

/** A person confirms that this installation is the one that may act. */
export async function confirmInstallation(context: ServiceContext, actor: Actor): Promise<void> {
  await inTransaction(context.database.pool, async (sql) => {
    const before = await lockSettings(sql)
    if (before.lookOnlyReason === null) return
    await confirm(sql)
    await record(sql, actor, 'confirm-installation', 'Confirmed this installation: it may act again.', before, {
      ...before,
      lookOnlyReason: null,
    })
    await wakeAllScopes(sql)
  })
}

async function record(
  sql: Sql,
  actor: Actor,
  action: string,
  summary: string,
  before: StoredSettings,
  after: StoredSettings,
): Promise<void> {
  await addAuditEntry(sql, {
    actor,
    action: `settings.${action}`,
    subjectType: 'settings',
    subjectId: null,
    summary,
    before: switches(before),
    after: switches(after),
  })
  await addEvent(sql, { topic: 'settings', subject: null })
}

function switches(settings: StoredSettings): object {
  const { requiredTraffic, maxDeletesPerPass, discoverInterfaces, stopAllChanges, stopReason, lookOnlyReason } =
    settings
  return { requiredTraffic, maxDeletesPerPass, discoverInterfaces, stopAllChanges, stopReason, lookOnlyReason }
}
