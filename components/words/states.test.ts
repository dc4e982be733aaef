import { describe, expect, it } from 'vitest'
import { flowLogState, type FlowLogFacts } from './states'

const facts = (over: Partial<FlowLogFacts>): FlowLogFacts => ({
  phase: 'Active',
  status: 'active',
  delivery: { state: 'none' },
  conditions: [],
  ...over,
})

describe('the one state of a flow log', () => {
  it.each<[Partial<FlowLogFacts>, string, string]>([
    [{}, 'Active', 'the cloud says active and nothing of delivery'],
    [{ delivery: { state: 'success' } }, 'Delivering', 'the only good one'],
    [{ delivery: { state: 'failed' } }, 'Delivery failing', 'ACTIVE with failing delivery is failing'],
    [{ phase: 'Creating', status: null }, 'Creating…', 'under way'],
    [{ phase: 'Creating', conditions: ['Stalled'] }, 'Stalled', 'past its deadline beats under way'],
    [{ phase: 'Blocked', delivery: { state: 'success' } }, 'Blocked', 'a person is needed, whatever is delivered'],
    [{ conditions: ['Drifted'], delivery: { state: 'success' } }, 'Drifted', 'drift beats delivery'],
    [{ phase: 'Pending', conditions: ['Drifted'], status: null }, 'Drifted', 'drift that waits beats pending'],
    [{ phase: 'Creating', conditions: ['Drifted'], status: null }, 'Creating…', 'healing beats drift'],
    [{ phase: null, status: 'inactive' }, 'Inactive', 'somebody else’s, switched off'],
    [{ phase: null, status: 'active', delivery: { state: 'failed' } }, 'Delivery failing', 'foreign logs fail too'],
    [{ phase: 'Deleted', status: null }, 'Deleted', 'ended'],
    [{ phase: null, status: null }, 'Not seen yet', 'nothing known'],
  ])('%o → %s (%s)', (over, word) => {
    expect(flowLogState(facts(over)).word).toBe(word)
  })
})
