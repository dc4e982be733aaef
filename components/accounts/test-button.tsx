'use client'

import { useMutation } from '@tanstack/react-query'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'
import type { AccountDetail } from '@/lib/http/schemas/accounts'
import { useKeepAccount } from './use-keep-account'

/** Runs the connection test. */
export function TestButton({ account }: { account: AccountDetail }) {
  const keep = useKeepAccount()
  const test = useMutation({
    mutationFn: () => callApi('POST /accounts/{id}/test', { params: { id: account.id } }),
    onSuccess: keep,
    onError: (error) => notify('problem', 'The test could not start', problemOfError(error).message),
  })
  const isRunning = account.test.state === 'running'
  return (
    <Button size="small" isBusy={test.isPending || isRunning} onClick={() => test.mutate()}>
      {isRunning ? 'Testing' : account.test.state === 'never' ? 'Test now' : 'Test again'}
    </Button>
  )
}
