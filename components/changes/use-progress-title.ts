'use client'

import { useEffect } from 'react'
import type { ChangeRequestDetail } from '@/lib/http/schemas/change-requests'

/** Shows the progress of an apply in the title of the browser's tab, so that one may look elsewhere meanwhile. */
export function useProgressTitle(request: ChangeRequestDetail | undefined): void {
  const title = request === undefined ? null : titleOf(request)
  useEffect(() => {
    if (title === null) return
    const before = document.title
    document.title = title
    return () => {
      document.title = before
    }
  }, [title])
}

function titleOf(request: ChangeRequestDetail): string {
  const name = `CR-${request.number} · Weir`
  if (request.state !== 'applying' || request.progress === null) return name
  const { done, total, failed } = request.progress
  return `${done}/${total}${failed === 0 ? '' : ` ▲${failed}`} · ${name}`
}
