'use client'

import { RadioCards, SegmentedField, SwitchField } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import type { Draft } from './draft'

/** What Weir does by itself afterwards, and what it asks for. */
export function BehaviourSection({
  draft,
  canNarrowTraffic,
  error,
  onChange,
}: {
  draft: Draft
  /** The cloud can record accepted or rejected traffic only. */
  canNarrowTraffic: boolean
  error: string | null
  onChange: (part: Partial<Draft>) => void
}) {
  return (
    <div className="space-y-5">
      <RadioCards
        label="When a flow log drifts"
        value={draft.onDrift}
        onChange={(onDrift) => onChange({ onDrift })}
        options={[
          { value: 'heal', label: 'Heal it', note: 'Put back what was approved, after a second look.' },
          { value: 'propose', label: 'Propose', note: 'Open a change request and wait for a person.' },
          { value: 'notify', label: 'Only say so', note: 'Show it as drifted and leave it.' },
        ]}
      />
      <SegmentedField
        label="When a target leaves or the configuration ends"
        value={draft.onRemoval}
        onChange={(onRemoval) => onChange({ onRemoval })}
        options={[
          { value: 'delete', label: 'Delete its flow log' },
          { value: 'retain', label: 'Keep it' },
        ]}
        help={
          draft.onRemoval === 'delete'
            ? 'Always as a change request that names what loses coverage.'
            : 'The flow log stays in the cloud; Weir lets go of it.'
        }
      />
      <SegmentedField
        label="New targets and repairs"
        value={draft.upkeep}
        onChange={(upkeep) => onChange({ upkeep })}
        options={[
          { value: 'automatic', label: 'By itself' },
          { value: 'propose', label: 'Always ask' },
        ]}
        help="Upkeep only ever adds or restores coverage; what reduces it always asks."
      />
      {draft.upkeep === 'automatic' ? (
        <div className="max-w-56">
          <TextField
            label="At most this many new targets"
            help="Between two approvals. More than that asks."
            isRequired
            inputMode="numeric"
            value={String(draft.maxNewTargets)}
            error={error}
            onChange={(event) => {
              const number = Number(event.target.value.replace(/\D/g, ''))
              onChange({ maxNewTargets: Math.min(number, 100_000) })
            }}
          />
        </div>
      ) : null}
      {canNarrowTraffic ? (
        <SegmentedField
          label="Traffic that must be recorded to count as covered"
          value={draft.requiredTraffic ?? 'setting'}
          onChange={(next) => onChange({ requiredTraffic: next === 'setting' ? null : next })}
          options={[
            { value: 'setting', label: 'As in Settings' },
            { value: 'ALL', label: 'All' },
            { value: 'ACCEPT', label: 'Accepted' },
            { value: 'REJECT', label: 'Rejected' },
          ]}
        />
      ) : null}
      <SwitchField
        label="Observe only"
        isOn={draft.observeOnly}
        onChange={(observeOnly) => onChange({ observeOnly })}
        help="Plan and show, never apply."
      />
      <SwitchField
        label="Paused"
        isOn={draft.paused}
        onChange={(paused) => onChange({ paused })}
        help="Watch what is there and plan nothing."
      />
    </div>
  )
}
