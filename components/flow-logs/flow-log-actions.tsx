'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { ExportButton } from '@/components/interchange/export-button'
import { Button } from '@/components/ui/button'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'
import { RetryButton } from './retry-button'

const DeleteDialog = dynamic(() => import('./delete-dialog').then((module) => module.DeleteDialog), { ssr: false })

const HandOverDialog = dynamic(() => import('./hand-over-dialog').then((module) => module.HandOverDialog), {
  ssr: false,
})

/** What can be done with a flow log now: write any down, retry ours, delete ours. Others' logs are never touched. */
export function FlowLogActions({ log }: { log: FlowLogDetail }) {
  const [isDeleting, setIsDeleting] = useState(false)
  const [handOver, setHandOver] = useState<'adopt' | 'release' | null>(null)
  // Where a problem is shown, its panel holds the button.
  const hasRetry = log.canRetry && log.fullProblem === null
  const canExport = log.family !== null && log.target.keyText !== null
  if (!hasRetry && !log.canDelete && !canExport && !log.canAdopt) return null
  return (
    <div className="flex flex-wrap gap-2">
      {canExport ? (
        <ExportButton
          thing={{
            kind: 'flow-log',
            id: log.id,
            provider: log.scope.provider,
            exists: log.externalId !== null,
          }}
        />
      ) : null}
      {hasRetry ? <RetryButton id={log.id} /> : null}
      {log.canAdopt ? (
        <Button look="primary" onClick={() => setHandOver('adopt')}>
          Adopt what is there…
        </Button>
      ) : null}
      {log.canRelease ? <Button onClick={() => setHandOver('release')}>Let go…</Button> : null}
      {log.canDelete ? (
        <Button look="danger" onClick={() => setIsDeleting(true)}>
          Delete…
        </Button>
      ) : null}
      {handOver === null ? null : <HandOverDialog kind={handOver} log={log} onClose={() => setHandOver(null)} />}
      {isDeleting ? <DeleteDialog log={log} onClose={() => setIsDeleting(false)} /> : null}
    </div>
  )
}
