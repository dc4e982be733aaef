import { Check } from 'lucide-react'

export const STEPS = ['choose', 'cluster', 'review', 'adopt'] as const
export type Step = (typeof STEPS)[number]

const WORDS: Readonly<Record<Step, string>> = { choose: 'Choose', cluster: 'Cluster', review: 'Review', adopt: 'Adopt' }

/** Where one is on the way, and the way back. */
export function Steps({
  current,
  isReachable,
  onGo,
}: {
  current: Step
  isReachable: (step: Step) => boolean
  onGo: (step: Step) => void
}) {
  const at = STEPS.indexOf(current)
  return (
    <nav aria-label="Steps" className="border-b border-line pb-3">
      <ol className="flex flex-wrap gap-x-1 gap-y-1">
        {STEPS.map((step, index) => (
          <li key={step}>
            <button
              type="button"
              aria-current={step === current ? 'step' : undefined}
              disabled={!isReachable(step)}
              onClick={() => onGo(step)}
              className="flex h-8 items-center gap-2 rounded-md px-2.5 text-table text-muted hover:not-disabled:bg-hover hover:not-disabled:text-ink disabled:cursor-not-allowed disabled:text-faint aria-[current=step]:font-medium aria-[current=step]:text-ink touch:h-11"
            >
              <span
                aria-hidden
                className={`figures inline-flex size-5 items-center justify-center rounded-full border text-label ${
                  step === current ? 'border-accent bg-accent text-on-accent' : 'border-line-strong'
                }`}
              >
                {index < at ? <Check className="size-3" /> : index + 1}
              </span>
              {WORDS[step]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
