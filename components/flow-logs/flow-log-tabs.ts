import type { Tab } from '@/components/ui/tabs'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'
import type { FlowLogTab } from './flow-log-body'

/** The tabs of a flow log, with what they hold. Pure. */
export function flowLogTabs(log: FlowLogDetail): readonly Tab<FlowLogTab>[] {
  return [
    { value: 'overview', label: 'Overview' },
    // Calls that changed somebody else's log are not ours to show.
    ...(log.desiredId === null
      ? []
      : [{ value: 'operations' as const, label: 'Operations', count: log.operations.length }]),
    // Only what a cloud lists can have delivered anything.
    ...(log.observed.length === 0 ? [] : [{ value: 'records' as const, label: 'Records' }]),
    { value: 'raw', label: 'Raw' },
  ]
}
