import { z } from '@hono/zod-openapi'
import { boundedText, uuid } from './text'

const reason = boundedText(2_000).default('')

/** Switches of single targets, beside those of their Configurations. What is left out stays as it is. */
export const flowLogSwitches = z
  .strictObject({
    ids: z.array(uuid).min(1).max(1_000),
    /** Observed; nothing is planned. */
    paused: z.boolean().optional(),
    /** Planned and shown; nothing is applied. */
    observeOnly: z.boolean().optional(),
    /** `retain`: let go of instead of deleted when it is removed. Null follows the Configuration. */
    onRemoval: z.literal('retain').nullable().optional(),
    reason,
  })
  .refine((body) => body.paused !== undefined || body.observeOnly !== undefined || body.onRemoval !== undefined, {
    message: 'must turn at least one switch',
  })
  .openapi('FlowLogSwitches')
export type FlowLogSwitchesInput = z.input<typeof flowLogSwitches>
export type FlowLogSwitches = z.output<typeof flowLogSwitches>

export const switchedAnswer = z.object({ changed: z.number().int() }).openapi('Switched')
export type SwitchedAnswer = z.infer<typeof switchedAnswer>

export const configurationSwitches = z
  .strictObject({ paused: z.boolean().optional(), observeOnly: z.boolean().optional(), reason })
  .refine((body) => body.paused !== undefined || body.observeOnly !== undefined, {
    message: 'must turn at least one switch',
  })
  .openapi('ConfigurationSwitches')
export type ConfigurationSwitchesInput = z.input<typeof configurationSwitches>
export type ConfigurationSwitches = z.output<typeof configurationSwitches>

export const restoreInput = z
  .strictObject({ generation: z.number().int().min(1).max(2_147_483_647), reason })
  .openapi('ConfigurationRestore')
export type RestoreInput = z.input<typeof restoreInput>
