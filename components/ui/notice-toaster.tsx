'use client'

import { useEffect } from 'react'
import { toast, Toaster } from 'sonner'
import { showNotices } from './notify'

/** Draws notices. Loaded with the first one. */
export function NoticeToaster() {
  useEffect(
    () =>
      showNotices(({ kind, message, detail }) => {
        const options = detail === undefined ? {} : { description: detail }
        if (kind === 'done') toast.success(message, options)
        else toast.error(message, { ...options, duration: 10_000 })
      }),
    [],
  )
  return (
    <Toaster
      position="bottom-right"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-[356px] max-w-[calc(100vw-32px)] items-start gap-2.5 rounded-md border border-line bg-raised px-4 py-3 text-table text-ink shadow-float',
          description: 'text-muted',
          icon: 'mt-0.5',
        },
      }}
    />
  )
}
