'use client'

import Link from 'next/link'
import { useState } from 'react'
import { problemOfCloud } from '@/components/data/problem-view'
import { Badge } from '@/components/ui/badge'
import { CodeBlock, CopyableId } from '@/components/ui/copy-text'
import { Facts } from '@/components/ui/facts'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { formatDuration } from '@/components/ui/relative-age'
import { SidePanel } from '@/components/ui/side-panel'
import { StatePill } from '@/components/ui/state-pill'
import { Tabs } from '@/components/ui/tabs'
import { ValueDiff, type ValueChange } from '@/components/ui/value-diff'
import { kindWord, riskWord, typeWord } from '@/components/words/nouns'
import { specFieldWord } from '@/components/words/spec-field-words'
import { specLines } from '@/components/words/spec-lines'
import { ACTION_WORD, actionTone } from '@/components/words/states'
import type { PlanActionView } from '@/lib/http/schemas/change-requests'

const ORDER_WORD: Record<NonNullable<PlanActionView['order']>, string> = {
  'create-first': 'The new one is made and confirmed, then the old one goes. No gap.',
  'create-first-else-delete-first':
    'The new one is made first; if the cloud refuses both at once, the old one goes first and the gap stated here opens.',
  'delete-first': 'The old one goes first: this cloud allows only one. The gap stated here opens.',
}

/** One action of a plan beside the list: fields, why, command, raw. */
export function ActionPanel({
  action,
  requestId,
  onClose,
  onStep,
}: {
  action: PlanActionView
  requestId: string
  onClose: () => void
  onStep: (by: 1 | -1) => void
}) {
  const [tab, setTab] = useState<'fields' | 'command' | 'raw'>('fields')
  const href = action.flowLogId === null ? `/resources/${action.target.resourceId}` : `/flow-logs/${action.flowLogId}`
  return (
    <SidePanel
      label="Action"
      href={action.state === 'planned' ? `/changes/${requestId}?open=${action.ordinal}` : href}
      onClose={onClose}
      onStep={onStep}
    >
      <div className="space-y-4 p-4 md:p-5">
        <div className="space-y-1">
          <p className="text-label text-muted">
            {typeWord(action.target.type)} · {action.scope.accountName} · {action.scope.region}
          </p>
          <h2 className="text-lead font-semibold">
            <span aria-hidden className="mr-1.5 font-mono">
              {kindWord(action.kind).sign}
            </span>
            {sentenceCase(kindWord(action.kind).word)}{' '}
            <Link href={`/resources/${action.target.resourceId}`} className="hover:underline">
              {action.target.name ?? action.target.externalId}
            </Link>
          </h2>
          <CopyableId id={action.target.externalId} max={40} />
        </div>
        <div className="flex flex-wrap gap-1.5">
          <Badge>{riskWord(action.risk)}</Badge>
          {action.gapSeconds === null ? null : <Badge>gap up to {formatDuration(action.gapSeconds)}</Badge>}
          {action.leavesUncovered === true ? <Badge>leaves it uncovered</Badge> : null}
          {action.state === 'planned' ? null : (
            <StatePill tone={actionTone(action.state)}>{ACTION_WORD[action.state] ?? action.state}</StatePill>
          )}
        </div>
        {action.problem === null ? null : <ProblemPanel problem={problemOfCloud(action.problem)} />}
        <p className="text-body">{action.why}</p>
        {action.order === null ? null : <p className="text-table text-muted">{ORDER_WORD[action.order]}</p>}
        <Tabs
          label="Action"
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'fields', label: 'Before → after' },
            { value: 'command', label: 'Command' },
            { value: 'raw', label: 'Raw' },
          ]}
        />
        <div role="tabpanel" aria-label={tab} className="space-y-3">
          {tab === 'fields' ? <ValueDiff changes={changesOf(action)} /> : null}
          {tab === 'command' ? (
            <>
              <p className="text-table text-muted">What a person would type for the same effect:</p>
              <CodeBlock label="Command" code={action.command} isWrapped />
            </>
          ) : null}
          {tab === 'raw' ? (
            <>
              <Facts
                facts={[
                  { label: 'Fingerprint', value: <CopyableId id={action.fingerprint} max={24} /> },
                  { label: 'Target key', value: <code className="text-mono break-all">{action.target.keyText}</code> },
                ]}
              />
              <CodeBlock label="Raw action" code={JSON.stringify(action, null, 2)} />
            </>
          ) : null}
        </div>
      </div>
    </SidePanel>
  )
}

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Fields as a reviewer compares them: a new log has no before, a deleted one no after. */
function changesOf(action: PlanActionView): readonly ValueChange[] {
  if (action.changes.length > 0) {
    return action.changes.map((change) => ({
      field: change.field,
      label: specFieldWord(change.field),
      before: change.before,
      after: change.after,
      needsReplacement: change.change === 'replace',
    }))
  }
  if (action.kind === 'create') {
    return specLines(action.desired).map(([field, value]) => ({
      field,
      label: specFieldWord(field),
      before: null,
      after: value,
    }))
  }
  return specLines(action.before).map(([field, value]) => ({
    field,
    label: specFieldWord(field),
    before: value,
    after: null,
  }))
}
