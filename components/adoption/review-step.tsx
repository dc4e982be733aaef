'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { managerWord } from '@/components/words/nouns'
import type { AdoptionCluster, AdoptionProposalInput } from '@/lib/http/schemas/adoption'
import { type ClusterChoice, ReviewCluster, startChoice } from './review-cluster'

/** What each configuration is called, what it selects and how it behaves; and what other tools will see. */
export function ReviewStep({
  clusters,
  onBack,
  onPlanned,
}: {
  clusters: readonly AdoptionCluster[]
  onBack: () => void
  onPlanned: (requestId: string) => void
}) {
  const [choices, setChoices] = useState<Readonly<Record<string, ClusterChoice>>>(() => startChoices(clusters))
  const [known, setKnown] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const managers = [...new Set(clusters.map(({ manager }) => manager))].filter(
    (one) => one !== 'unknown' && one !== 'hand-made',
  )
  const total = clusters.reduce((sum, { count }) => sum + count, 0)
  const choiceOf = (cluster: AdoptionCluster) => choices[cluster.key] ?? startChoice(cluster, '')

  const propose = useMutation({
    mutationFn: () => {
      const body: AdoptionProposalInput = {
        clusters: clusters.map((cluster) => ({ key: cluster.key, ...choiceOf(cluster) })),
        acknowledged: managers.filter((one) => known.includes(one)),
        reason: reason.trim(),
      }
      return callApi('POST /adoption/propose', { body })
    },
    onSuccess: (request) => onPlanned(request.id),
  })
  const hasNames = clusters.every((cluster) => choiceOf(cluster).name.trim() !== '')
  return (
    <div className="space-y-5">
      <p className="max-w-[80ch] text-body text-muted">
        Nothing of {total === 1 ? 'this flow log' : `these ${total.toLocaleString('en-US')} flow logs`} changes: no
        parameter, no tag. From then on Weir tells you when somebody changes one.
      </p>
      <ul className="space-y-4">
        {clusters.map((cluster) => (
          <li key={cluster.key} className="rounded-md border border-line px-4 py-3.5">
            <ReviewCluster
              cluster={cluster}
              choice={choiceOf(cluster)}
              onChange={(choice) => setChoices({ ...choices, [cluster.key]: choice })}
            />
          </li>
        ))}
      </ul>
      {managers.length === 0 ? null : (
        <fieldset className="space-y-2 rounded-md border border-line px-4 py-3.5">
          <legend className="px-1 text-label font-medium">Other managers</legend>
          {managers.map((manager) => (
            <Checkbox
              key={manager}
              label={`I know that ${managerWord(manager)} manages them too`}
              help={clusters.find((one) => one.manager === manager)?.managerNote ?? undefined}
              checked={known.includes(manager)}
              onChange={(event) =>
                setKnown(event.target.checked ? [...known, manager] : known.filter((one) => one !== manager))
              }
            />
          ))}
        </fieldset>
      )}
      <TextField
        label="Reason"
        value={reason}
        maxLength={4000}
        help="Stands in the change request, for whoever approves it."
        onChange={(event) => setReason(event.target.value)}
      />
      {propose.error === null ? null : <ProblemPanel problem={problemOfError(propose.error)} />}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          size="large"
          isBusy={propose.isPending}
          disabled={!hasNames || managers.some((one) => !known.includes(one))}
          onClick={() => propose.mutate()}
        >
          Make the plan
        </Button>
        <Button look="quiet" size="large" onClick={onBack}>
          Back
        </Button>
      </div>
    </div>
  )
}

/** Names that are free among themselves; the server says when one is taken elsewhere. */
function startChoices(clusters: readonly AdoptionCluster[]): Readonly<Record<string, ClusterChoice>> {
  const used = new Map<string, number>()
  return Object.fromEntries(
    clusters.map((cluster) => {
      const before = used.get(cluster.suggestedName) ?? 0
      used.set(cluster.suggestedName, before + 1)
      const suffix = cluster.manager === 'unknown' ? '' : ` (${managerWord(cluster.manager)})`
      const number = before === 0 ? '' : ` ${before + 1}`
      return [cluster.key, startChoice(cluster, `${cluster.suggestedName}${suffix}${number}`)]
    }),
  )
}
