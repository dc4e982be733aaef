import { Button } from '@/components/ui/button'
import { StateShape } from '@/components/ui/state-shape'
import type { PreflightSummary } from '@/lib/http/schemas/preflight'
import { PREFLIGHT_STATE, preflightSentence } from './preflight-words'

/** One line above the plan while the clouds are asked, or when they said something a person should know first. */
export function PreflightNotice({ summary, onShow }: { summary: PreflightSummary; onShow: () => void }) {
  const { state } = summary
  if (state === 'none' || state === 'passed') return null
  const { tone } = PREFLIGHT_STATE[state === 'running' ? 'waiting' : state]
  const isBad = state === 'failed'
  return (
    <div
      role="status"
      className={`flex flex-wrap items-center gap-x-2.5 gap-y-1 rounded-md border px-3 py-2 text-table ${
        isBad ? 'border-bad-fill/40 bg-bad-wash' : 'border-line bg-sunken'
      }`}
    >
      <StateShape tone={tone} />
      <span className="min-w-0 flex-1">
        <span className="font-medium">Preflight: </span>
        {preflightSentence(summary)}
      </span>
      {state === 'running' ? null : (
        <Button size="small" onClick={onShow}>
          Show what to do
        </Button>
      )}
    </div>
  )
}
