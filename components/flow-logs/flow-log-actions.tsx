'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { callApi, renewTopic } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'

const DeleteDialog = dynamic(() => import('./delete-dialog').then((module) => module.DeleteDialog), { ssr: false })

/** What can be done with a flow log now: retry ours, delete ours. Others' logs are never touched. */
export function FlowLogActions({ log }: { log: FlowLogDetail }) {
  const client = useQueryClient()
  const [isDeleting, setIsDeleting] = useState(false)
  const retry = useMutation({
    mutationFn: () => callApi('POST /flow-logs/{id}/retry', { params: { id: log.id } }),
    onSuccess: () => {
      notify('done', 'Trying again')
      renewTopic(client, 'flow-log')
    },
    onError: (error) => notify('problem', 'Could not retry', problemOfError(error).message),
  })
  if (!log.canRetry && !log.canDelete) return null
  return (
    <div className="flex flex-wrap gap-2">
      {log.canRetry ? (
        <Button look="primary" isBusy={retry.isPending} onClick={() => retry.mutate()}>
          Retry
        </Button>
      ) : null}
      {log.canDelete ? (
        <Button look="danger" onClick={() => setIsDeleting(true)}>
          Delete…
        </Button>
      ) : null}
      {isDeleting ? <DeleteDialog id={log.id} onClose={() => setIsDeleting(false)} /> : null}
    </div>
  )
}
