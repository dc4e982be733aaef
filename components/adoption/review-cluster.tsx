'use client'

import { useQuery } from '@tanstack/react-query'
import { read } from '@/components/data/api'
import { RadioCards, SelectField } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { countOf } from '@/components/words/nouns'
import type { AdoptionCluster } from '@/lib/http/schemas/adoption'

export interface ClusterChoice {
  readonly name: string
  readonly selector: 'explicit' | 'matching'
  readonly onDrift: 'heal' | 'propose' | 'notify'
  readonly onRemoval: 'delete' | 'retain'
}

/** Cautious, since nothing of it was Weir's until now. */
export function startChoice(_cluster: AdoptionCluster, name: string): ClusterChoice {
  return { name, selector: 'explicit', onDrift: 'propose', onRemoval: 'retain' }
}

/** One configuration to be, as far as adoption leaves a choice. */
export function ReviewCluster({
  cluster,
  choice,
  onChange,
}: {
  cluster: AdoptionCluster
  choice: ClusterChoice
  onChange: (choice: ClusterChoice) => void
}) {
  const { data } = useQuery(read('GET /adoption/clusters/{id}', { params: { id: cluster.key } }))
  const matching = data?.matching ?? null
  return (
    <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
      <div className="space-y-4">
        <TextField
          label="Name"
          value={choice.name}
          maxLength={120}
          isRequired
          onChange={(event) => onChange({ ...choice, name: event.target.value })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            label="On drift"
            value={choice.onDrift}
            options={[
              { value: 'propose', label: 'Propose to put it back' },
              { value: 'notify', label: 'Tell only' },
              { value: 'heal', label: 'Put it back' },
            ]}
            onChange={(onDrift) => onChange({ ...choice, onDrift })}
          />
          <SelectField
            label="On removal"
            value={choice.onRemoval}
            options={[
              { value: 'retain', label: 'Let go of it' },
              { value: 'delete', label: 'Delete it' },
            ]}
            onChange={(onRemoval) => onChange({ ...choice, onRemoval })}
          />
        </div>
      </div>
      <RadioCards
        label="Selects"
        value={choice.selector}
        options={[
          {
            value: 'explicit',
            label: `These ${countOf(cluster.count, 'target', 'targets')}`,
            note: 'Named one by one; nothing else enters.',
          },
          ...(matching === null
            ? []
            : [
                {
                  value: 'matching' as const,
                  label: 'Everything that matches',
                  note: `${matching.sentence} Exactly these today; what matches later waits for a decision.`,
                },
              ]),
        ]}
        onChange={(selector) => onChange({ ...choice, selector })}
        help={data !== undefined && matching === null ? 'No filter selects exactly these targets.' : undefined}
      />
    </div>
  )
}
