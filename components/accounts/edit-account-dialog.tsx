'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { notify } from '@/components/ui/notify'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { ApiProblem } from '@/lib/http/client'
import type { AccountDetail } from '@/lib/http/schemas/accounts'
import { draftOf, editOfDraft } from './account-draft'
import { AccountFields } from './account-fields'
import { useAccountForm } from './use-account-form'
import { useKeepAccount } from './use-keep-account'

/** Changes an account as it was when this window opened; what somebody else changed meanwhile is never overwritten. */
export function EditAccountDialog({ account, onClose }: { account: AccountDetail; onClose: () => void }) {
  const keep = useKeepAccount()
  // The page renews itself underneath; the edit stays bound to what the person saw.
  const [base, setBase] = useState(account)
  const form = useAccountForm(draftOf(base))
  const edit = editOfDraft(form.draft, draftOf(base))

  const save = useMutation({
    mutationFn: (body: NonNullable<typeof edit>) =>
      callApi('PATCH /accounts/{id}', { params: { id: base.id }, body, revision: base.revision }),
    onSuccess: (answer) => {
      keep(answer)
      notify('done', `${answer.name} was saved`)
      onClose()
    },
    onError: (error) => form.refuse(error),
  })
  const reload = useMutation({
    mutationFn: () => callApi('GET /accounts/{id}', { params: { id: base.id } }),
    onSuccess: (answer) => {
      keep(answer)
      setBase(answer)
      form.reset(draftOf(answer))
      save.reset()
    },
  })
  const isOutdated = save.error instanceof ApiProblem && save.error.status === 412
  const shownProblem =
    save.error === null || isOutdated || Object.keys(form.faults).length > 0 ? null : problemOfError(save.error)

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Edit ${base.name}`}
      width="wide"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={edit === null || isOutdated}
            isBusy={save.isPending}
            onClick={() => {
              if (edit !== null && form.attempt()) save.mutate(edit)
            }}
          >
            Save
          </Button>
        </>
      }
    >
      <div className="space-y-5">
        {isOutdated ? (
          <ProblemPanel
            tone="warning"
            problem={{
              message: 'This account was changed meanwhile.',
              cause: 'Somebody saved it after this window was opened, so nothing of yours was stored.',
              remedy: 'Load what it is now, then make your change again.',
              code: 'precondition-failed',
            }}
            action={
              <Button isBusy={reload.isPending} onClick={() => reload.mutate()}>
                Load what it is now
              </Button>
            }
          />
        ) : null}
        {reload.error === null ? null : <ProblemPanel problem={problemOfError(reload.error)} />}
        {shownProblem === null ? null : <ProblemPanel problem={shownProblem} />}
        <AccountFields draft={form.draft} faults={form.faults} onChange={form.change} />
      </div>
    </Dialog>
  )
}
