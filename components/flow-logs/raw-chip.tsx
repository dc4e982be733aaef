'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { StepAnswer } from './answer-of-step'

const RawAnswerDialog = dynamic(() => import('./raw-answer-dialog').then((module) => module.RawAnswerDialog), {
  ssr: false,
})

/** A raw code of a cloud; opens the whole answer it came with. */
export function RawChip({ code, answer }: { code: string; answer: StepAnswer | null }) {
  const [isOpen, setIsOpen] = useState(false)
  const look = 'inline-flex items-center rounded-md border border-line bg-sunken px-1.5 font-mono text-mono text-muted'
  if (answer === null) return <code className={look}>{code}</code>
  return (
    <>
      <button
        type="button"
        data-tip="Show the whole answer"
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
        className={`${look} hover:bg-hover hover:text-ink touch:min-h-11`}
      >
        {code}
      </button>
      {isOpen ? <RawAnswerDialog answer={answer} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}
