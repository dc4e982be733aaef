'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { callApi, renewTopic } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { SwitchField } from '@/components/ui/choice'
import { Section } from '@/components/ui/facts'
import { notify } from '@/components/ui/notify'
import { RelativeTime } from '@/components/ui/relative-time'
import { managerWord } from '@/components/words/nouns'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'
import type { FlowLogSwitchesInput } from '@/lib/http/schemas/switches'

/** Switches of this one target, beside those of its configuration. They hold at once. */
export function SwitchesSection({ log }: { log: FlowLogDetail }) {
  const client = useQueryClient()
  const { switches, desiredId } = log
  const turn = useMutation({
    mutationFn: (change: Omit<FlowLogSwitchesInput, 'ids'>) =>
      callApi('POST /flow-logs/switches', { body: { ids: desiredId === null ? [] : [desiredId], ...change } }),
    onSuccess: () => renewTopic(client, 'flow-log'),
    onError: (error) => notify('problem', 'Not changed', problemOfError(error).message),
  })
  if (switches === null || log.endedAt !== null) return null
  return (
    <Section title="This target only">
      <div className="space-y-2.5">
        <SwitchField
          label="Paused"
          isOn={switches.paused}
          isDisabled={turn.isPending}
          help="Observed; nothing is planned for it."
          onChange={(paused) => turn.mutate({ paused })}
        />
        <SwitchField
          label="Observe only"
          isOn={switches.observeOnly}
          isDisabled={turn.isPending}
          help="Planned and shown; nothing is applied."
          onChange={(observeOnly) => turn.mutate({ observeOnly })}
        />
        <SwitchField
          label="Retain on removal"
          isOn={switches.onRemoval === 'retain'}
          isDisabled={turn.isPending}
          help="Let go of instead of deleted, whatever its configuration says."
          onChange={(isOn) => turn.mutate({ onRemoval: isOn ? 'retain' : null })}
        />
        {switches.by === null ? null : (
          <p className="text-label text-muted">
            Last turned by {switches.by.actor.name}, <RelativeTime at={switches.by.at} />
            {switches.by.reason === '' ? '' : `: ${switches.by.reason}`}
          </p>
        )}
        {log.adoptedFrom === null ? null : (
          <p className="text-label text-muted">
            Adopted as it was{log.adoptedFrom === 'unknown' ? '' : `, while ${managerWord(log.adoptedFrom)} managed it`}
            .
          </p>
        )}
      </div>
    </Section>
  )
}
