import type { ReactNode } from 'react'
import { StateShape } from './state-shape'
import { TONE_INK, TONE_WASH, type Tone } from './tone'

/** A state as shape, colour and word. `plain` drops the wash for use inside dense rows. */
export function StatePill({
  tone,
  children,
  plain = false,
  tip,
}: {
  tone: Tone
  children: ReactNode
  plain?: boolean
  tip?: string | undefined
}) {
  return (
    <span
      data-tip={tip}
      className={`inline-flex max-w-full items-center gap-1.5 whitespace-nowrap text-label font-medium ${TONE_INK[tone]} ${
        plain ? '' : `rounded-full px-2 py-0.5 ${TONE_WASH[tone]}`
      }`}
    >
      <StateShape tone={tone} />
      <span className="truncate">{children}</span>
    </span>
  )
}
