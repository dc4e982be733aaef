import Link from 'next/link'
import { hrefWith } from '@/components/data/filter-values'
import { countOf } from '@/components/words/nouns'
import type { AccountDetail } from '@/lib/http/schemas/accounts'

/** What the account holds and how much of it delivers, each number a link to its rows. */
export function AccountSentence({ account }: { account: AccountDetail }) {
  const { coverage, flowLogs } = account
  const filter = { account: account.accountId }
  return (
    <p className="figures max-w-[90ch] text-body text-muted">
      {coverage.countable === 0 ? (
        'Nothing that can be logged was found yet.'
      ) : (
        <>
          <Rows href={hrefWith('/resources', { ...filter, rung: 'delivering' })}>
            {coverage.delivering.toLocaleString('en-US')} of {coverage.countable.toLocaleString('en-US')}
          </Rows>{' '}
          targets deliver.
        </>
      )}{' '}
      <Rows href={hrefWith('/resources', filter)}>{countOf(account.resources, 'resource', 'resources')}</Rows>,{' '}
      <Rows href={hrefWith('/flow-logs', { ...filter, ownership: 'ours' })}>
        {countOf(flowLogs.ours, 'flow log', 'flow logs')} of Weir
      </Rows>{' '}
      and{' '}
      <Rows
        href={hrefWith('/flow-logs', { ...filter, ownership: ['foreign', 'otherInstallation', 'released', 'unbound'] })}
      >
        {flowLogs.others.toLocaleString('en-US')} of others
      </Rows>
      .
    </p>
  )
}

function Rows({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="rounded-[4px] text-ink underline decoration-line-strong underline-offset-2"
    >
      {children}
    </Link>
  )
}
