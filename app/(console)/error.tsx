'use client'

import { Button } from '@/components/ui/button'
import { ProblemPanel } from '@/components/ui/problem-panel'

/** A page that broke: what is known, and trying again. The frame around it keeps working. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="p-4 md:p-6">
      <ProblemPanel
        problem={{
          message: 'This page could not be shown.',
          cause: error.message,
          remedy: 'Try again. If it stays, the log of the web process names the cause.',
          code: error.digest ?? null,
        }}
        action={<Button onClick={reset}>Try again</Button>}
      />
    </div>
  )
}
