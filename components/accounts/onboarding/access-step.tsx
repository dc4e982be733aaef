'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { CodeBlock } from '@/components/ui/copy-text'
import { Skeleton } from '@/components/ui/empty-state'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { Tabs } from '@/components/ui/tabs'
import { countOf } from '@/components/words/nouns'
import type { OnboardingInputView, OnboardingPackView } from '@/lib/http/schemas/onboarding'

const WAYS = ['policy', 'cloudformation', 'terraform', 'commands', 'destination'] as const
const WAY_WORDS: Readonly<Record<(typeof WAYS)[number], string>> = {
  policy: 'Policies',
  cloudformation: 'CloudFormation',
  terraform: 'Terraform',
  commands: 'Commands',
  destination: 'Destinations',
}

/** What to put into the account, ready to copy, in the way that suits the person. */
export function AccessStep({ input }: { input: OnboardingInputView }) {
  const { data, error } = useQuery({
    queryKey: ['POST /onboarding', input],
    queryFn: () => callApi('POST /onboarding', { body: input }),
    staleTime: Infinity,
  })
  if (error !== null) return <ProblemPanel problem={problemOfError(error)} />
  if (data === undefined) return <Skeleton className="h-72 w-full" />
  return <Documents pack={data} />
}

function Documents({ pack }: { pack: OnboardingPackView }) {
  const [way, setWay] = useQueryState('way', parseAsStringLiteral(WAYS).withDefault('policy'))
  const tabs = WAYS.flatMap((value) => {
    const count = pack.documents.filter((document) => document.way === value).length
    return count === 0 ? [] : [{ value, label: WAY_WORDS[value], count }]
  })
  const shown = pack.documents.filter((document) => document.way === way)
  return (
    <div className="min-w-0 space-y-4">
      {pack.remarks.length === 0 ? null : (
        <ul className="list-outside list-disc space-y-0.5 pl-4 text-table text-muted">
          {pack.remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
      <Tabs label="Ways to prepare the account" tabs={tabs} value={way} onChange={(next) => void setWay(next)} />
      <div role="tabpanel" aria-label={WAY_WORDS[way]} className="space-y-5">
        {shown.map((document) => (
          <section key={document.id} className="space-y-1.5">
            <h2 className="text-table font-medium">{document.title}</h2>
            <p className="text-label text-muted">
              {document.purpose} <code className="text-mono">{document.fileName}</code>
            </p>
            <CodeBlock code={document.text} label={document.title} />
          </section>
        ))}
      </div>
      <details className="rounded-md border border-line text-table">
        <summary className="cursor-pointer px-3 py-2 select-none">
          {countOf(new Set(pack.permissions.map(({ action }) => action)).size, 'permission', 'permissions')}, each with
          its reason
        </summary>
        <ul className="divide-y divide-line border-t border-line">
          {pack.permissions.map(({ action, why }, index) => (
            <li key={`${action} ${index}`} className="flex flex-wrap gap-x-3 px-3 py-1.5">
              <code className="text-mono md:w-72">{action}</code>
              <span className="min-w-0 flex-1 text-muted">{why}</span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}
