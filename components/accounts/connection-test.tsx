'use client'

import { Check, Minus, X } from 'lucide-react'
import { CodeBlock, CopyableId } from '@/components/ui/copy-text'
import { Section } from '@/components/ui/facts'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import { countOf } from '@/components/words/nouns'
import type { AccountDetail, ConnectionCheckView } from '@/lib/http/schemas/accounts'
import { TestButton } from './test-button'

/** What Weir may do in the account: one line per permission, what is missing first and with its remedy. */
export function ConnectionTest({ account }: { account: AccountDetail }) {
  const { test } = account
  const isRunning = test.state === 'running'
  const checks = [...account.checks].sort((one, other) => ORDER[one.state] - ORDER[other.state])
  return (
    <Section title="Connection test" aside={<TestButton account={account} />}>
      <div className="overflow-hidden rounded-md border border-line">
        <div
          aria-live="polite"
          className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 last:border-b-0"
        >
          {isRunning ? (
            <StatePill tone="busy">Testing…</StatePill>
          ) : test.state === 'never' ? (
            <span className="text-table text-muted">Not run yet. It names every permission that is missing.</span>
          ) : (
            <>
              <StatePill tone={test.state === 'passed' ? 'good' : 'bad'}>
                {test.state === 'passed' ? 'Passed' : `${countOf(test.failed, 'check', 'checks')} failed`}
              </StatePill>
              <span className="figures text-label text-muted">
                {test.passed} passed, <RelativeTime at={test.testedAt} />
              </span>
            </>
          )}
        </div>
        <ul className={`divide-y divide-line transition-opacity ${isRunning ? 'opacity-60' : ''}`}>
          {checks.map((check) => (
            <CheckLine key={check.id} check={check} />
          ))}
        </ul>
      </div>
    </Section>
  )
}

const ORDER: Record<ConnectionCheckView['state'], number> = { failed: 0, skipped: 1, passed: 2 }

const MARK = {
  passed: { icon: Check, colour: 'text-good-ink', word: 'Passed' },
  failed: { icon: X, colour: 'text-bad-ink', word: 'Failed' },
  skipped: { icon: Minus, colour: 'text-faint', word: 'Not known' },
} as const

function CheckLine({ check }: { check: ConnectionCheckView }) {
  const mark = MARK[check.state]
  return (
    <li className={`flex gap-2.5 px-3 py-2 text-table ${check.state === 'failed' ? 'bg-bad-wash' : ''}`}>
      <mark.icon aria-hidden className={`mt-0.5 size-3.5 shrink-0 ${mark.colour}`} />
      <div className="min-w-0 flex-1 space-y-0.5">
        <p>
          <span className="sr-only">{mark.word}: </span>
          <code className="text-mono break-all text-ink">{check.label}</code>
        </p>
        {check.state === 'passed' ? null : <p className="text-muted">{check.message}</p>}
        {check.remedy === null || check.state === 'passed' ? null : (
          <p>
            <span className="font-medium">What to do: </span>
            {check.remedy}
          </p>
        )}
        {check.state === 'passed' || typeof check.statement !== 'string' ? null : (
          <details>
            <summary className="cursor-pointer text-label text-muted select-none">The statement to add</summary>
            <CodeBlock code={check.statement} label={`Statement for ${check.label}`} />
          </details>
        )}
        {check.state === 'passed' || (check.vendorCode === null && check.requestId === null) ? null : (
          <p className="flex flex-wrap items-center gap-x-3 text-label text-muted">
            {check.vendorCode === null ? null : <code className="text-mono">{check.vendorCode}</code>}
            {check.requestId === null ? null : (
              <span className="inline-flex items-center gap-1">
                request <CopyableId id={check.requestId} max={20} />
              </span>
            )}
          </p>
        )}
      </div>
    </li>
  )
}
