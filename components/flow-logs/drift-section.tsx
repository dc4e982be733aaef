'use client'

import Link from 'next/link'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { callApi, renewTopic } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { DriftCommands } from '@/components/drift/drift-commands'
import { CAUSE_WORD, RESPONSE_WORD } from '@/components/drift/drift-words'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/facts'
import { notify } from '@/components/ui/notify'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import { ValueDiff } from '@/components/ui/value-diff'
import { specFieldWord } from '@/components/words/spec-field-words'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'

/** How the cloud left what is desired, since when, what Weir does about it, and what a person can do. */
export function DriftSection({ log }: { log: FlowLogDetail }) {
  const { drift } = log
  if (drift === null) return log.flapping === null ? null : <Stopped log={log} />
  const { word, tone, sentence } = RESPONSE_WORD[drift.response]
  const canAct = log.endedAt === null && drift.cause !== 'target-gone'
  return (
    <Section
      title="Drift"
      aside={
        <Link href="/drift" className="text-label text-accent hover:underline">
          All drift
        </Link>
      }
    >
      <div className="space-y-3">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-table">
          <StatePill tone={tone}>{word}</StatePill>
          <span>
            {CAUSE_WORD[drift.cause]}, <RelativeTime at={drift.since} />. {sentence}
          </span>
        </p>
        {drift.flapping === null || drift.response !== 'flapping' ? null : (
          <p className="text-table text-muted">
            {drift.flapping.message} {drift.flapping.remedy}
          </p>
        )}
        {drift.ignore === null ? null : <Ignored ignore={drift.ignore} />}
        {drift.changes.length === 0 ? null : (
          <ValueDiff
            beforeLabel="In the cloud"
            afterLabel="Desired"
            changes={drift.changes.map(({ field, before, after, change }) => ({
              field,
              label: specFieldWord(field),
              before,
              after,
              needsReplacement: change === 'replace',
            }))}
          />
        )}
        {canAct && log.desiredId !== null ? (
          <div className="flex flex-wrap gap-2">
            <DriftCommands
              size="small"
              idsOf={() => Promise.resolve(log.desiredId === null ? [] : [log.desiredId])}
              hasFlapping={drift.response === 'flapping'}
              configuration={log.configuration}
              onDone={() => undefined}
            />
          </div>
        ) : null}
      </div>
    </Section>
  )
}

function Stopped({ log }: { log: FlowLogDetail }) {
  const client = useQueryClient()
  const resume = useMutation({
    mutationFn: () => callApi('POST /drift/resume', { body: { ids: log.desiredId === null ? [] : [log.desiredId] } }),
    onSuccess: () => renewTopic(client, 'flow-log'),
    onError: (error) => notify('problem', 'Could not resume', problemOfError(error).message),
  })
  return (
    <Section title="Healing has stopped">
      <p className="text-table text-muted">{log.flapping?.message} At the moment nothing differs.</p>
      <Button size="small" isBusy={resume.isPending} onClick={() => resume.mutate()}>
        Resume healing
      </Button>
    </Section>
  )
}

function Ignored({ ignore }: { ignore: NonNullable<NonNullable<FlowLogDetail['drift']>['ignore']> }) {
  const client = useQueryClient()
  const end = useMutation({
    mutationFn: () => callApi('POST /drift/ignores/{id}/end', { params: { id: ignore.id } }),
    onSuccess: () => {
      notify('done', 'It counts again')
      renewTopic(client, 'flow-log')
    },
    onError: (error) => notify('problem', 'Could not end it', problemOfError(error).message),
  })
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-table text-muted">
      <span>
        Until {ignore.until.slice(0, 10)}, {ignore.owner} answers for it: {ignore.reason}
      </span>
      <Button size="small" isBusy={end.isPending} onClick={() => end.mutate()}>
        Stop ignoring
      </Button>
    </p>
  )
}
