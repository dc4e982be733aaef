'use client'

import { useMutation } from '@tanstack/react-query'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { ConsequenceDialog } from '@/components/ui/consequence-dialog'
import { notify } from '@/components/ui/notify'
import { ProblemPanel } from '@/components/ui/problem-panel'
import type { AccountDetail } from '@/lib/http/schemas/accounts'
import { useKeepAccount } from './use-keep-account'

/** Takes the place where calls go now for the account's own; says what that can lead to. */
export function ConfirmEndpointDialog({
  account,
  cause,
  onClose,
}: {
  account: AccountDetail
  cause: string | null
  onClose: () => void
}) {
  const keep = useKeepAccount()
  const confirm = useMutation({
    mutationFn: () => callApi('POST /accounts/{id}/confirm-endpoint', { params: { id: account.id } }),
    onSuccess: (answer) => {
      keep(answer)
      onClose()
      notify('done', `${answer.name} is looked at again`, 'The next complete listing notes where its calls go.')
    },
  })
  return (
    <ConsequenceDialog
      isOpen
      onClose={onClose}
      title={`Confirm the new endpoint of ${account.name}`}
      verb="Confirm the endpoint"
      confirmText={account.accountId}
      isBusy={confirm.isPending}
      onConfirm={() => confirm.mutate()}
    >
      {cause === null ? null : <p>{cause}</p>}
      <p>
        Weir reads the account at the new place and acts there. Flow logs that are not found there count as deleted
        after two looks, and what the configurations ask for is made there within their upkeep.
      </p>
      {confirm.error === null ? null : <ProblemPanel problem={problemOfError(confirm.error)} />}
    </ConsequenceDialog>
  )
}
