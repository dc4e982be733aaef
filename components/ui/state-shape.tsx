import { TONE_SHAPE_COLOUR, type Tone } from './tone'

/** The shape of a state, 12 px. Decorative: the word stands beside it, or the caller names it. */
export function StateShape({ tone, className = '' }: { tone: Tone; className?: string }) {
  return (
    <svg
      viewBox="0 0 12 12"
      aria-hidden
      className={`size-3 shrink-0 ${TONE_SHAPE_COLOUR[tone]} ${tone === 'busy' ? 'animate-turn' : ''} ${className}`}
    >
      {SHAPES[tone]}
    </svg>
  )
}

const SHAPES: Record<Tone, React.ReactNode> = {
  good: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  partial: (
    <>
      <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 2a4 4 0 0 0 0 8z" fill="currentColor" />
    </>
  ),
  busy: (
    <path
      d="M6 1.75a4.25 4.25 0 1 1-4.25 4.25"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
    />
  ),
  waiting: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.25" />
      <path d="M6 3.6V6l1.7 1.1" fill="none" stroke="currentColor" strokeWidth="1.25" strokeLinecap="round" />
    </>
  ),
  warning: <path d="M6 .9 11.1 6 6 11.1.9 6z" fill="currentColor" />,
  bad: <path d="M6 1.2 11.4 10.8H.6z" fill="currentColor" />,
  empty: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  off: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.25" />
      <path d="M3.2 8.8l5.6-5.6" stroke="currentColor" strokeWidth="1.25" />
    </>
  ),
}
