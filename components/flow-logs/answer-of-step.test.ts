import { describe, expect, it } from 'vitest'
import type { OperationView } from '@/lib/http/schemas/flow-logs'
import { answerOfStep } from './answer-of-step'

const attempt = (number: number, at: string, requestId: string | null) => ({
  attempt: number,
  outcome: 'accepted',
  at,
  durationMs: null,
  vendorCode: null,
  message: null,
  requestId,
  item: null,
})
const operation: OperationView = {
  id: 'op-1',
  kind: 'create',
  createdAt: '2026-11-20T09:00:00.000Z',
  authority: 'grant',
  command: 'aws ec2 create-flow-logs',
  request: {},
  batchSize: 1,
  isOpen: false,
  attempts: [attempt(1, '2026-11-20T09:00:01.000Z', 'r1'), attempt(2, '2026-11-20T09:00:05.000Z', 'r2')],
}
const step = { operationId: 'op-1', requestId: null, at: '2026-11-20T09:00:10.000Z' }

describe('the answer behind a step', () => {
  it('is the attempt with the step’s request id, however late the step was written', () => {
    expect(answerOfStep({ ...step, requestId: 'r1' }, [operation])?.attempt?.attempt).toBe(1)
  })

  it('is else the newest attempt before the step, never one that came later', () => {
    expect(answerOfStep(step, [operation])?.attempt?.attempt).toBe(2)
    expect(answerOfStep({ ...step, at: '2026-11-20T09:00:03.000Z' }, [operation])?.attempt?.attempt).toBe(1)
    expect(answerOfStep({ ...step, at: '2026-11-20T09:00:00.000Z' }, [operation])).toEqual({ operation, attempt: null })
  })

  it('is none where no call is known', () => {
    expect(answerOfStep({ ...step, operationId: null }, [operation])).toBeNull()
    expect(answerOfStep({ ...step, operationId: 'op-2' }, [operation])).toBeNull()
  })
})
