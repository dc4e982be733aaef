'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { callApi, renewTopic } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'
import { countOf } from '@/components/words/nouns'

/** Asks for a look at some scopes, or all, ahead of their turn. */
export function LookNowButton({
  scopeIds,
  size = 'medium',
  look = 'secondary',
  of,
}: {
  scopeIds: readonly string[] | 'all'
  size?: 'small' | 'medium'
  look?: 'secondary' | 'quiet'
  /** What is looked at, for screen readers, where several of these stand together. */
  of?: string
}) {
  const client = useQueryClient()
  const ask = useMutation({
    mutationFn: async () => {
      if (scopeIds === 'all') return (await callApi('POST /scopes/look')).scopes
      const answers = await Promise.all(scopeIds.map((id) => callApi('POST /scopes/{id}/look', { params: { id } })))
      return answers.reduce((sum, answer) => sum + answer.scopes, 0)
    },
    onSuccess: (scopes) => {
      notify('done', `Looking at ${countOf(scopes, 'scope', 'scopes')}`)
      renewTopic(client, 'scope')
    },
    onError: (error) => notify('problem', 'Could not ask for a look', problemOfError(error).message),
  })
  return (
    <Button
      size={size}
      look={look}
      isBusy={ask.isPending}
      disabled={scopeIds.length === 0}
      onClick={() => ask.mutate()}
      {...(of === undefined ? {} : { 'aria-label': `Look now at ${of}` })}
    >
      Look now
    </Button>
  )
}
