'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'

/** Proposes an earlier version as the next one; the request shows what that changes. */
export function RestoreButton({ id, generation }: { id: string; generation: number }) {
  const router = useRouter()
  const restore = useMutation({
    mutationFn: () => callApi('POST /configurations/{id}/restore', { params: { id }, body: { generation } }),
    onSuccess: (request) => router.push(`/changes/${request.id}`),
    onError: (error) => notify('problem', 'Not proposed', problemOfError(error).message),
  })
  return (
    <Button
      size="small"
      look="quiet"
      isBusy={restore.isPending}
      aria-label={`Restore generation ${generation}`}
      onClick={() => restore.mutate()}
    >
      Restore…
    </Button>
  )
}
