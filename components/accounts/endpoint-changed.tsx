'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ProblemPanel } from '@/components/ui/problem-panel'
import type { AccountDetail } from '@/lib/http/schemas/accounts'

const ConfirmEndpointDialog = dynamic(
  () => import('./confirm-endpoint-dialog').then((module) => module.ConfirmEndpointDialog),
  { ssr: false },
)

/** Calls for the account would go elsewhere than before: says so, and lets a person confirm the new place. */
export function EndpointChanged({ account }: { account: AccountDetail }) {
  const [isOpen, setOpen] = useState(false)
  const problem = account.scopeList.find((scope) => scope.freshness.staleBecause === 'EndpointChanged')?.problem
  if (problem === undefined || problem === null) return null
  const { message, cause, remedy, reason } = problem
  return (
    <>
      <ProblemPanel
        problem={{ message, cause, remedy, code: reason }}
        action={<Button onClick={() => setOpen(true)}>Confirm the new endpoint</Button>}
      />
      {isOpen ? <ConfirmEndpointDialog account={account} cause={cause} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
