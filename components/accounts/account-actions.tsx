'use client'

import { useMutation } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { MenuButton } from '@/components/ui/menu'
import { notify } from '@/components/ui/notify'
import type { AccountDetail } from '@/lib/http/schemas/accounts'
import { LookNowButton } from './look-now-button'
import { useKeepAccount } from './use-keep-account'

const EditAccountDialog = dynamic(() => import('./edit-account-dialog').then((module) => module.EditAccountDialog), {
  ssr: false,
})
const RemoveAccountDialog = dynamic(
  () => import('./remove-account-dialog').then((module) => module.RemoveAccountDialog),
  { ssr: false },
)

/** What can be done with an account: look, edit, pause or resume, remove. */
export function AccountActions({ account }: { account: AccountDetail }) {
  const keep = useKeepAccount()
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null)
  const params = { id: account.id }
  const pause = useMutation({
    mutationFn: () =>
      account.isPaused
        ? callApi('POST /accounts/{id}/resume', { params })
        : callApi('POST /accounts/{id}/pause', { params }),
    onSuccess: (answer) => {
      keep(answer)
      notify('done', answer.isPaused ? `${answer.name} is paused` : `${answer.name} is watched again`)
    },
    onError: (error) => notify('problem', 'Nothing was changed', problemOfError(error).message),
  })
  const watched = account.scopeList.filter((scope) => scope.state === 'Watched').map((scope) => scope.id)
  return (
    <div className="flex flex-wrap items-center gap-2">
      {account.isPaused ? (
        <Button look="primary" isBusy={pause.isPending} onClick={() => pause.mutate()}>
          Resume
        </Button>
      ) : (
        <LookNowButton scopeIds={watched} />
      )}
      <Button onClick={() => setOpen('edit')}>Edit</Button>
      <MenuButton
        label="More"
        items={[
          ...(account.isPaused
            ? []
            : [
                {
                  label: 'Pause',
                  note: 'no looks, no changes',
                  isDisabled: pause.isPending,
                  onSelect: () => pause.mutate(),
                },
              ]),
          { label: 'Remove…', isDanger: true, onSelect: () => setOpen('remove') },
        ]}
      />
      {open === 'edit' ? <EditAccountDialog account={account} onClose={() => setOpen(null)} /> : null}
      {open === 'remove' ? <RemoveAccountDialog account={account} onClose={() => setOpen(null)} /> : null}
    </div>
  )
}
