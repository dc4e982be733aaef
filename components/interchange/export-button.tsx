'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { ExportedThing } from './export-formats'

const ExportDialog = dynamic(() => import('./export-dialog').then((module) => module.ExportDialog), { ssr: false })

/** Writes a Configuration or a flow log as a document one can take away. */
export function ExportButton({ thing }: { thing: ExportedThing }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        Export…
      </Button>
      {isOpen ? <ExportDialog thing={thing} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}
