import { z } from '@hono/zod-openapi'
import { boundedText, isoTime, uuid } from './text'
import { trafficType } from './words'

export const settingsView = z
  .object({
    revision: z.number().int(),
    installationId: uuid,
    requiredTraffic: trafficType,
    maxDeletesPerPass: z.number().int(),
    discoverInterfaces: z.boolean(),
    /** Stop all changes: looking goes on, nothing is changed in any cloud. */
    stop: z.object({ isStopped: z.boolean(), reason: z.string().nullable() }),
    /** Weir only looks until a person confirms this installation; null while it may act. */
    lookOnlyReason: z.string().nullable(),
    updatedAt: isoTime,
  })
  .openapi('Settings')
export type SettingsView = z.infer<typeof settingsView>

export const settingsEdit = z
  .strictObject({
    requiredTraffic: trafficType.optional(),
    maxDeletesPerPass: z.number().int().min(0).max(100_000).optional(),
    discoverInterfaces: z.boolean().optional(),
  })
  .refine((edit) => Object.values(edit).some((member) => member !== undefined), { message: 'must change something' })
  .openapi('SettingsEdit')
export type SettingsEdit = z.input<typeof settingsEdit>

export const stopInput = z.strictObject({ reason: boundedText(1_000, 1) }).openapi('StopAllChanges')
export type StopInput = z.input<typeof stopInput>
