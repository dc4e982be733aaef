import type { Tab } from '@/components/ui/tabs'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'
import type { FlowLogTab } from './flow-log-body'

/** The tabs of a flow log, with what they hold. Pure. */
export function flowLogTabs(log: FlowLogDetail): readonly Tab<FlowLogTab>[] {
  return [
    { value: 'overview', label: 'Overview' },
    {
      value: 'compare',
      label: 'Desired | observed',
      ...(log.differences.length > 0 ? { count: log.differences.length } : {}),
    },
    { value: 'operations', label: 'Operations', count: log.operations.length },
    { value: 'raw', label: 'Raw' },
  ]
}
