'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { PageHead, ScrollPage } from '@/components/console/page-frame'
import { useCrumb } from '@/components/console/crumbs'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button, LinkButton } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { countOf } from '@/components/words/nouns'
import { accountOfDraft, emptyDraft } from './account-draft'
import { AccountFields } from './account-fields'
import { AccessGuide } from './access-guide'
import { useAccountForm } from './use-account-form'
import { useKeepAccount } from './use-keep-account'

/** Adds an account, then tests its connection at once. */
export function NewAccountPage() {
  const router = useRouter()
  const keep = useKeepAccount()
  const form = useAccountForm(emptyDraft('aws-ec2'))
  const frame = useRef<HTMLFormElement | null>(null)
  useCrumb('Add account')

  const create = useMutation({
    mutationFn: async () => {
      const account = await callApi('POST /accounts', { body: accountOfDraft(form.draft) })
      // The account is there whether or not its test can start; its page offers the test again.
      const tested = await callApi('POST /accounts/{id}/test', { params: { id: account.id } }).catch(
        (error: unknown) => {
          notify('problem', 'The connection test could not start', problemOfError(error).message)
          return account
        },
      )
      return tested
    },
    onSuccess: (account) => {
      keep(account)
      router.push(`/accounts/${account.id}`)
    },
    onError: (error) => {
      form.refuse(error)
      focusFirstFault()
    },
  })
  const focusFirstFault = () =>
    requestAnimationFrame(() => {
      const fault = frame.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')
      fault?.scrollIntoView({ block: 'center' })
      fault?.focus({ preventScroll: true })
    })
  const unplaced = create.error === null || Object.keys(form.faults).length > 0 ? null : create.error

  return (
    <ScrollPage>
      <PageHead
        title="Add account"
        sentence="Weir looks at it first: nothing is changed in the cloud before you approve a change."
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 px-4 md:px-6 xl:grid-cols-[minmax(0,640px)_minmax(280px,420px)]">
        <form
          ref={frame}
          noValidate
          className="min-w-0 space-y-6"
          onSubmit={(event) => {
            event.preventDefault()
            if (form.attempt()) create.mutate()
            else focusFirstFault()
          }}
        >
          <AccountFields draft={form.draft} faults={form.faults} isNew onChange={form.change} />
          {unplaced === null ? null : <ProblemPanel problem={problemOfError(unplaced)} />}
          <div className="flex flex-wrap items-center gap-2 border-t border-line pt-4">
            <Button type="submit" look="primary" size="large" isBusy={create.isPending}>
              Add and test
            </Button>
            <LinkButton size="large" href="/accounts">
              Cancel
            </LinkButton>
            {form.isTried && form.faultCount > 0 ? (
              <span role="status" className="text-table text-bad-ink">
                {countOf(form.faultCount, 'field needs', 'fields need')} a correction.
              </span>
            ) : null}
          </div>
        </form>
        <AccessGuide draft={form.draft} />
      </div>
    </ScrollPage>
  )
}
