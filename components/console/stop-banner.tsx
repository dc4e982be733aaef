'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { read } from '@/components/data/api'
import { StateShape } from '@/components/ui/state-shape'

/** Says on every page that nothing is being changed, and why. */
export function StopBanner() {
  const { data } = useQuery({ ...read('GET /settings', {}), staleTime: 30_000 })
  if (data === undefined) return null
  const message = data.stop.isStopped
    ? `All changes are stopped${data.stop.reason === null || data.stop.reason === '' ? '' : `: ${data.stop.reason}`}.`
    : data.lookOnlyReason === null
      ? null
      : `Weir only looks: ${data.lookOnlyReason}`
  if (message === null) return null
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-warning-fill/50 bg-warning-wash px-4 py-2 text-table md:px-6"
    >
      <StateShape tone="warning" />
      <span className="min-w-0 flex-1">
        <strong className="font-semibold">{message}</strong> Looking goes on; nothing is changed in any cloud.
      </span>
      <Link href="/settings" className="font-medium text-accent underline-offset-2 hover:underline">
        {data.stop.isStopped ? 'Resume in Settings' : 'Confirm in Settings'}
      </Link>
    </div>
  )
}
