import { Check } from 'lucide-react'
import { STEPS, type Step } from './onboarding-choice'

const WORDS: Readonly<Record<Step | 'test', string>> = {
  use: 'What for',
  access: 'Let Weir in',
  account: 'The account',
  test: 'Test',
}

/** Where one is. Steps that are done can be gone back to. */
export function StepBar({ step, onGo }: { step: Step; onGo: (step: Step) => void }) {
  const at = STEPS.indexOf(step)
  return (
    <ol className="flex flex-wrap gap-x-5 gap-y-1 px-4 pb-5 text-table md:px-6" aria-label="Steps">
      {[...STEPS, 'test' as const].map((one, index) => {
        const isDone = index < at
        const number = (
          <span
            aria-hidden
            className={`figures inline-flex size-5 items-center justify-center rounded-full border text-label ${
              index === at ? 'border-accent bg-accent text-on-accent' : 'border-line-strong text-muted'
            }`}
          >
            {isDone ? <Check className="size-3" /> : index + 1}
          </span>
        )
        return (
          <li key={one} aria-current={index === at ? 'step' : undefined}>
            {isDone && one !== 'test' ? (
              <button
                type="button"
                onClick={() => onGo(one)}
                className="inline-flex items-center gap-2 text-accent hover:underline touch:min-h-11"
              >
                {number}
                {WORDS[one]}
                <span className="sr-only">, done; go back</span>
              </button>
            ) : (
              <span className={`inline-flex items-center gap-2 ${index === at ? 'font-medium' : 'text-muted'}`}>
                {number}
                {WORDS[one]}
              </span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
