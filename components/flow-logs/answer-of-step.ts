import type { OperationView, TransitionView } from '@/lib/http/schemas/flow-logs'

/** The call and the answer behind one step of a timeline. */
export interface StepAnswer {
  readonly operation: OperationView
  readonly attempt: OperationView['attempts'][number] | null
}

/**
 * Which answer a step speaks of: the attempt with its request id, else the newest one that was there when the step was
 * written. Null where the step came from looking, or its call is no longer kept. Pure.
 */
export function answerOfStep(
  step: Pick<TransitionView, 'operationId' | 'requestId' | 'at'>,
  operations: readonly OperationView[],
): StepAnswer | null {
  const operation = operations.find((one) => one.id === step.operationId)
  if (operation === undefined) return null
  const named = step.requestId === null ? undefined : operation.attempts.find((one) => one.requestId === step.requestId)
  const before = operation.attempts.filter((one) => Date.parse(one.at) <= Date.parse(step.at))
  return { operation, attempt: named ?? before.at(-1) ?? null }
}
