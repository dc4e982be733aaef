'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { callApi } from '@/components/data/api'
import { problemOfCloud } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import type { Tone } from '@/components/ui/tone'
import type { RecordsView } from '@/lib/http/schemas/records'

type Reader = NonNullable<RecordsView['reader']>

/** What probes of the destination see of this log, and the switch that turns them off. */
export function ReaderLine({ reader, isProblemKnown }: { reader: Reader; isProblemKnown: boolean }) {
  const client = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      callApi('POST /record-readers/{id}/switch', { params: { id: reader.id }, body: { isOn: !reader.isOn } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['GET /flow-logs/{id}/records'] }),
  })
  const { tone, word } = stateOf(reader)
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-table">
        <StatePill tone={tone}>{word}</StatePill>
        {reader.newestRecordAt === null ? null : (
          <span className="text-muted">
            newest record seen <RelativeTime at={reader.newestRecordAt} />
          </span>
        )}
        {reader.probedAt === null ? null : (
          <span className="text-muted">
            looked <RelativeTime at={reader.probedAt} />
          </span>
        )}
        <Button
          size="small"
          look="quiet"
          isBusy={isPending}
          onClick={() => mutate()}
          data-tip="Looking takes a few calls to the destination every ten minutes, for all its logs together"
        >
          {reader.isOn ? 'Stop looking here' : 'Look here again'}
        </Button>
      </div>
      {reader.problem === null || !reader.isOn || isProblemKnown ? null : (
        <ProblemPanel problem={problemOfCloud(reader.problem)} tone="warning" />
      )}
    </div>
  )
}

function stateOf(reader: Reader): { readonly tone: Tone; readonly word: string } {
  if (!reader.isOn) return { tone: 'off', word: 'Not looked for' }
  switch (reader.state) {
    case 'never':
      return { tone: 'waiting', word: 'Not looked yet' }
    case 'reading':
      return reader.isRecent
        ? { tone: 'good', word: 'Records arrive' }
        : { tone: 'empty', word: 'No recent record: without traffic there is none' }
    case 'refused':
      return { tone: 'warning', word: 'Not permitted to look' }
    case 'missing':
      return { tone: 'bad', word: 'Destination missing' }
    case 'failed':
      return { tone: 'warning', word: 'Could not look' }
  }
}
