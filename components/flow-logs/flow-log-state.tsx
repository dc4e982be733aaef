import { Elapsed } from '@/components/ui/relative-time'
import { StatePill } from '@/components/ui/state-pill'
import { flowLogState } from '@/components/words/states'
import type { FlowLogListItem } from '@/lib/http/schemas/flow-logs'

/** The one state of a flow log that matters most; what is under way says since when. */
export function FlowLogStatePill({ log, plain = false }: { log: FlowLogListItem; plain?: boolean }) {
  const state = flowLogState(log)
  const isUnderWay = state.tone === 'busy' && log.phaseSince !== null
  return (
    <StatePill tone={state.tone} plain={plain} tip={log.problem?.message ?? log.delivery.message ?? undefined}>
      {state.word}
      {isUnderWay ? (
        <>
          {' '}
          <Elapsed since={log.phaseSince ?? ''} />
        </>
      ) : null}
    </StatePill>
  )
}
