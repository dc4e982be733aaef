'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { callApi, read, readKey, renewTopic } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'
import { StatePill } from '@/components/ui/state-pill'
import type { IgnoreView } from '@/lib/http/schemas/drift'

/** Configurations whose drift is ignored as a whole: said even while nothing drifts there. */
export function IgnoredConfigurations() {
  const { data } = useQuery(read('GET /drift/ignores', {}))
  const whole = data?.items.filter(({ flowLogId }) => flowLogId === null) ?? []
  if (whole.length === 0) return null
  return (
    <ul aria-label="Ignored configurations" className="space-y-1 px-4 pb-3 md:px-6">
      {whole.map((ignore) => (
        <IgnoredConfiguration key={ignore.id} ignore={ignore} />
      ))}
    </ul>
  )
}

function IgnoredConfiguration({ ignore }: { ignore: IgnoreView }) {
  const client = useQueryClient()
  const end = useMutation({
    mutationFn: () => callApi('POST /drift/ignores/{id}/end', { params: { id: ignore.id } }),
    onSuccess: (answer) => {
      client.setQueryData(readKey('GET /drift/ignores', {}), answer)
      notify('done', 'Its drift counts again')
      renewTopic(client, 'flow-log')
    },
    onError: (error) => notify('problem', 'Could not end it', problemOfError(error).message),
  })
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 text-table">
      <StatePill tone="off" plain>
        Ignored
      </StatePill>
      <span className="min-w-0 text-muted">
        Drift of{' '}
        <Link href={`/configurations/${ignore.configuration.id}`} className="text-accent hover:underline">
          {ignore.configuration.name}
        </Link>{' '}
        until {ignore.until.slice(0, 10)}; {ignore.owner} answers for it: {ignore.reason}
      </span>
      <Button size="small" look="quiet" isBusy={end.isPending} onClick={() => end.mutate()}>
        Stop ignoring
      </Button>
    </li>
  )
}
