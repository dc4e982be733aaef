'use client'

import { useMutation } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useRef, useState } from 'react'
import { PageHead, ScrollPage } from '@/components/console/page-frame'
import { useCrumb } from '@/components/console/crumbs'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button, LinkButton } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { countOf } from '@/components/words/nouns'
import { accountOfDraft, draftFaults, emptyDraft } from './account-draft'
import { AccountFields } from './account-fields'
import { newExternalId, ROLE_NAME, roleArnOf, STEPS, usualChoice, type Step } from './onboarding/onboarding-choice'
import { StepBar } from './onboarding/step-bar'
import { UseStep } from './onboarding/use-step'
import { useAccountForm } from './use-account-form'
import { useKeepAccount } from './use-keep-account'

const AccessStep = dynamic(() => import('./onboarding/access-step').then((module) => module.AccessStep))

/** Adds an account in steps: what for, what to put into it, its name and regions; then its page tests the connection. */
export function NewAccountPage() {
  const router = useRouter()
  const keep = useKeepAccount()
  const form = useAccountForm(emptyDraft('aws-ec2'))
  const [choice, setChoice] = useState(() => usualChoice('aws-ec2'))
  const [asked, setStep] = useQueryState('step', parseAsStringLiteral(STEPS).withDefault('use'))
  const frame = useRef<HTMLFormElement | null>(null)
  const top = useRef<HTMLDivElement | null>(null)
  useCrumb('Add account')

  const { draft } = form
  const isOrganisation = choice.whom === 'organisation'
  const isReady = isOrganisation || draftFaults(draft).accountId === undefined
  // A link into the middle begins where the first thing is missing.
  const step: Step = isReady && !(isOrganisation && asked === 'account') ? asked : 'use'

  const create = useMutation({
    mutationFn: async () => {
      const body = { ...accountOfDraft(draft), features: [...choice.features] }
      const account = await callApi('POST /accounts', { body })
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
  const goTo = (next: Step) => {
    void setStep(next)
    // A step is read from its top, wherever the last one was left.
    requestAnimationFrame(() => top.current?.scrollIntoView({ block: 'center' }))
  }
  const goOn = () => {
    if (step === 'use') {
      if (!isReady) {
        form.change(draft, 'accountId')
        focusFirstFault()
        return
      }
      // What the documents need and a person would only make up.
      const externalId = draft.externalId === '' ? newExternalId() : draft.externalId
      const isOwnRole = draft.roleArn !== '' && !draft.roleArn.endsWith(`:role/${ROLE_NAME}`)
      const roleArn = isOwnRole ? draft.roleArn : roleArnOf(draft.provider, draft.partition, draft.accountId.trim())
      form.change({ ...draft, externalId, roleArn }, null)
      goTo('access')
    } else if (step === 'access') goTo('account')
    else if (form.attempt()) create.mutate()
    else focusFirstFault()
  }
  const unplaced = create.error === null || Object.keys(form.faults).length > 0 ? null : create.error

  return (
    <ScrollPage>
      <PageHead
        title="Add account"
        sentence="Weir looks at it first: nothing is changed in the cloud before you approve a change."
      />
      <div ref={top}>
        <StepBar step={step} onGo={goTo} />
      </div>
      <form
        ref={frame}
        noValidate
        className="max-w-3xl min-w-0 space-y-6 px-4 md:px-6"
        onSubmit={(event) => {
          event.preventDefault()
          goOn()
        }}
      >
        {step === 'use' ? (
          <UseStep draft={draft} choice={choice} faults={form.faults} onDraft={form.change} onChoice={setChoice} />
        ) : null}
        {step === 'access' ? (
          <AccessStep
            input={{
              provider: draft.provider,
              partition: draft.partition,
              accountId: isOrganisation ? null : draft.accountId.trim(),
              features: [...choice.features],
              roleName: ROLE_NAME,
              externalId: draft.externalId,
            }}
          />
        ) : null}
        {step === 'account' ? <AccountFields draft={draft} faults={form.faults} onChange={form.change} /> : null}
        {unplaced === null ? null : <ProblemPanel problem={problemOfError(unplaced)} />}
        <div className="flex flex-wrap items-center gap-2 border-t border-line pt-4">
          {step === 'access' && isOrganisation ? (
            <LinkButton size="large" look="primary" href="/accounts/organisations">
              Done: list its accounts
            </LinkButton>
          ) : (
            <Button type="submit" look="primary" size="large" isBusy={create.isPending}>
              {step === 'account' ? 'Add and test' : 'Next'}
            </Button>
          )}
          {step === 'use' ? null : (
            <Button size="large" onClick={() => goTo(step === 'account' ? 'access' : 'use')}>
              Back
            </Button>
          )}
          <LinkButton size="large" look="quiet" href="/accounts">
            Cancel
          </LinkButton>
          {step === 'account' && form.isTried && form.faultCount > 0 ? (
            <span role="status" className="text-table text-bad-ink">
              {countOf(form.faultCount, 'field needs', 'fields need')} a correction.
            </span>
          ) : null}
        </div>
      </form>
    </ScrollPage>
  )
}
