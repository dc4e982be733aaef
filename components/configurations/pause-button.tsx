'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { callApi, readKey, renewTopic } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'
import type { ConfigurationDetail } from '@/lib/http/schemas/configurations'
import type { ConfigurationSwitchesInput } from '@/lib/http/schemas/switches'

/** Pauses or only observes a whole Configuration, at once and without a new generation. */
export function PauseButton({ configuration }: { configuration: ConfigurationDetail }) {
  const client = useQueryClient()
  const params = { id: configuration.id }
  const turn = useMutation({
    mutationFn: (body: ConfigurationSwitchesInput) => callApi('POST /configurations/{id}/switches', { params, body }),
    onSuccess: (answer) => {
      client.setQueryData(readKey('GET /configurations/{id}', { params }), answer)
      notify('done', answer.isPaused ? 'Paused: observed, nothing is planned' : 'Weir works on it again')
      renewTopic(client, 'configuration')
    },
    onError: (error) => notify('problem', 'Not changed', problemOfError(error).message),
  })
  const { isPaused, isObserveOnly, document } = configuration
  return (
    <>
      {isObserveOnly && !document.observeOnly ? (
        <Button isBusy={turn.isPending} onClick={() => turn.mutate({ observeOnly: false })}>
          Apply again
        </Button>
      ) : null}
      {isPaused && document.paused ? null : (
        <Button
          isBusy={turn.isPending}
          data-tip={isPaused ? undefined : 'At once: observed, nothing is planned'}
          onClick={() => turn.mutate({ paused: !isPaused })}
        >
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
      )}
    </>
  )
}
