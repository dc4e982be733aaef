'use client'

import { useQuery } from '@tanstack/react-query'
import { ScrollPage } from '@/components/console/page-frame'
import { useCrumb } from '@/components/console/crumbs'
import { read } from '@/components/data/api'
import { PageProblem } from '@/components/data/page-problem'
import { CopyableId } from '@/components/ui/copy-text'
import { Skeleton } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/facts'
import { providerWord } from '@/components/words/nouns'
import type { AccountDetail } from '@/lib/http/schemas/accounts'
import { AccountActions } from './account-actions'
import { AccountHealthPill } from './account-columns'
import { AccountFacts } from './account-facts'
import { AccountSentence } from './account-sentence'
import { EndpointChanged } from './endpoint-changed'
import { ConnectionTest } from './connection-test'
import { ScopeCards } from './scope-cards'

/** While a test runs the page asks by itself: its answer is what the person waits for. */
const TEST_POLL_MS = 1_500

/** One account: how it stands, what its connection test found, when each region was looked at. */
export function AccountPage({ id }: { id: string }) {
  const { data, error } = useQuery({
    ...read('GET /accounts/{id}', { params: { id } }),
    refetchInterval: (query) => (query.state.data?.test.state === 'running' ? TEST_POLL_MS : false),
  })
  useCrumb(data === undefined ? null : data.name)
  return (
    <ScrollPage>
      <div className="mx-auto w-full max-w-6xl space-y-7 px-4 pt-5 md:px-6">
        {data === undefined ? <h1 className="sr-only">Account</h1> : null}
        {error === null || data !== undefined ? null : <PageProblem title="Account" error={error} />}
        {data === undefined ? error === null ? <AccountSkeleton /> : null : <Loaded account={data} />}
      </div>
    </ScrollPage>
  )
}

function Loaded({ account }: { account: AccountDetail }) {
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-80 space-y-1.5">
          <p className="text-label text-muted">
            {providerWord(account.provider)} account · {account.partition}
          </p>
          <h1 className="text-title font-semibold tracking-[-0.01em]">{account.name}</h1>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <AccountHealthPill account={account} />
            <CopyableId id={account.accountId} />
          </div>
          <AccountSentence account={account} />
        </div>
        <AccountActions account={account} />
      </div>
      <EndpointChanged account={account} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-7 xl:grid-cols-[minmax(0,1fr)_380px]">
        <Section title="Regions and their scopes">
          <ScopeCards scopes={account.scopeList} />
        </Section>
        {/* One below the other, what needs a person stands first. */}
        <div className={`space-y-7 ${account.test.state === 'passed' ? '' : 'max-xl:row-start-1'}`}>
          <ConnectionTest account={account} />
          <Section title="Facts">
            <AccountFacts account={account} />
          </Section>
        </div>
      </div>
    </>
  )
}

function AccountSkeleton() {
  return (
    <div className="space-y-4" aria-hidden>
      <Skeleton className="h-7 w-64" />
      <Skeleton className="h-4 w-96 max-w-full" />
      <Skeleton className="h-56 w-full" />
    </div>
  )
}
