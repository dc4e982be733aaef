'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { callApi, renewTopic } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'
import { countOf } from '@/components/words/nouns'
import type { FlowLogSwitchesInput } from '@/lib/http/schemas/switches'

type Change = Omit<FlowLogSwitchesInput, 'ids'>

const COMMANDS: readonly (readonly [label: string, tip: string, change: Change])[] = [
  ['Pause', 'Observed; nothing is planned for them', { paused: true }],
  ['Observe only', 'Planned and shown; nothing is applied', { observeOnly: true }],
  ['Resume', 'Neither paused nor only observed', { paused: false, observeOnly: false }],
  ['Retain on removal', 'Let go of instead of deleted, whatever their configuration says', { onRemoval: 'retain' }],
]

/** Turns the switches of many targets at once. Others' flow logs have none and are passed by. */
export function SwitchCommands({ idsOf, onDone }: { idsOf: () => Promise<readonly string[]>; onDone: () => void }) {
  const client = useQueryClient()
  const turn = useMutation({
    mutationFn: async (change: Change) => {
      const ids = await idsOf()
      if (ids.length === 0) throw new Error('None of them is ours: others’ flow logs have no switches.')
      return callApi('POST /flow-logs/switches', { body: { ids: [...ids], ...change } })
    },
    onSuccess: ({ changed }) => {
      notify('done', changed === 0 ? 'Nothing to change' : `Changed for ${countOf(changed, 'flow log', 'flow logs')}`)
      renewTopic(client, 'flow-log')
      onDone()
    },
    onError: (error) => notify('problem', 'Not changed', problemOfError(error).message),
  })
  return (
    <span className="flex flex-wrap gap-1">
      {COMMANDS.map(([label, tip, change]) => (
        <Button key={label} data-tip={tip} disabled={turn.isPending} onClick={() => turn.mutate(change)}>
          {label}
        </Button>
      ))}
    </span>
  )
}
