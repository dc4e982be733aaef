'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { callApi, readKey, renewTopic } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'

/** Tries the last approved action again, after the world was mended. */
export function RetryButton({ id }: { id: string }) {
  const client = useQueryClient()
  const retry = useMutation({
    mutationFn: () => callApi('POST /flow-logs/{id}/retry', { params: { id } }),
    onSuccess: (answer) => {
      client.setQueryData(readKey('GET /flow-logs/{id}', { params: { id } }), answer)
      notify('done', 'Trying again')
      renewTopic(client, 'flow-log')
    },
    onError: (error) => notify('problem', 'Could not retry', problemOfError(error).message),
  })
  return (
    <Button look="primary" isBusy={retry.isPending} onClick={() => retry.mutate()}>
      Retry
    </Button>
  )
}
