'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'
import { RetryButton } from './retry-button'

const DeleteDialog = dynamic(() => import('./delete-dialog').then((module) => module.DeleteDialog), { ssr: false })

/** What can be done with a flow log now: retry ours, delete ours. Others' logs are never touched. */
export function FlowLogActions({ log }: { log: FlowLogDetail }) {
  const [isDeleting, setIsDeleting] = useState(false)
  // Where a problem is shown, its panel holds the button.
  const hasRetry = log.canRetry && log.fullProblem === null
  if (!hasRetry && !log.canDelete) return null
  return (
    <div className="flex flex-wrap gap-2">
      {hasRetry ? <RetryButton id={log.id} /> : null}
      {log.canDelete ? (
        <Button look="danger" onClick={() => setIsDeleting(true)}>
          Delete…
        </Button>
      ) : null}
      {isDeleting ? <DeleteDialog log={log} onClose={() => setIsDeleting(false)} /> : null}
    </div>
  )
}
