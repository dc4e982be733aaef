import { CopyableId } from '@/components/ui/copy-text'
import { Elapsed, RelativeTime } from '@/components/ui/relative-time'
import { Timeline } from '@/components/ui/timeline'
import { spaced } from '@/components/words/nouns'
import { PHASE_WORD, phaseTone } from '@/components/words/states'
import type { FlowLogDetail, TransitionView } from '@/lib/http/schemas/flow-logs'
import { answerOfStep } from './answer-of-step'
import { RawChip } from './raw-chip'

/** Every step of a flow log's life, newest first, with how long each took and the cloud's own codes. */
export function PhaseTimeline({ log }: { log: FlowLogDetail }) {
  const steps = [...log.timeline].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || Number(b.id) - Number(a.id))
  return (
    <Timeline
      entries={steps.map((step, index) => {
        const word = PHASE_WORD[step.toPhase] ?? step.toPhase
        const isNow = index === 0
        return {
          key: step.id,
          tone: phaseTone(step.toPhase) ?? 'off',
          title: isNow && word.endsWith('…') ? <Going word={word} since={step.at} /> : word.replace('…', ''),
          body: (
            <>
              {step.message === '' ? spaced(step.reason) : step.message}
              {isNow && log.deadlineAt !== null ? (
                <span className="block text-label">
                  expected <RelativeTime at={log.deadlineAt} />
                </span>
              ) : null}
            </>
          ),
          at: step.at,
          aside: asideOf(step, log),
        }
      })}
    />
  )
}

function Going({ word, since }: { word: string; since: string }) {
  return (
    <>
      {word} <Elapsed since={since} />
    </>
  )
}

function asideOf(step: TransitionView, log: FlowLogDetail) {
  const answer = answerOfStep(step, log.operations)
  const code = step.vendorCode ?? (answer === null ? null : step.reason)
  if (code === null && step.externalId === null) return undefined
  return (
    <>
      {code === null ? null : <RawChip code={code} answer={answer} />}
      {step.externalId === null ? null : <CopyableId id={step.externalId} max={24} />}
    </>
  )
}
