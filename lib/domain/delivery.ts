import type { ObservedFlowLog } from './flow-log'
import type { Problem } from './problem'

/** How delivery stands, which the existence of a flow log says nothing about. */
export type DeliveryState =
  /** There is no such log. */
  | 'absent'
  /** It exists, and the cloud has not judged delivery yet; too young to worry. */
  | 'starting'
  | 'delivering'
  | 'failing'
  /** Old enough, no error, and no positive evidence either. Not always a fault: an idle target writes nothing. */
  | 'silent'

/** How long a log may be without a verdict before its silence is worth a look. Source: AWS, flow-logs-troubleshooting */
export const DELIVERY_GRACE_MS = 15 * 60 * 1000

/** CEN says nothing of delivery: a log that has been Active for its interval and this long is taken to deliver. */
const CEN_DELIVERY_MARGIN_MS = 5 * 60 * 1000

export interface DeliveryEvidence {
  /** How long we have seen the log capturing; ages count from our own first look, never from the cloud's clock. */
  readonly activeForMs: number
  /** Whether its cloud reports delivery at all. */
  readonly cloudReportsDelivery: boolean
}

/** Reads how delivery of one log stands. Pure. */
export function deliveryState(log: ObservedFlowLog | null, evidence: DeliveryEvidence): DeliveryState {
  if (log === null) return 'absent'
  if (log.delivery.state === 'failed') return 'failing'
  if (log.status !== 'active') return log.status === 'creating' ? 'starting' : 'silent'
  if (log.delivery.state === 'success') return 'delivering'
  if (!evidence.cloudReportsDelivery && evidence.activeForMs >= settlingTimeMs(log)) return 'delivering'
  return evidence.activeForMs < DELIVERY_GRACE_MS ? 'starting' : 'silent'
}

/** How long a CEN log must have been Active before it counts as delivering. Pure. */
export function settlingTimeMs(log: Pick<ObservedFlowLog, 'spec'>): number {
  const intervalSeconds = log.spec?.family === 'cen' ? log.spec.intervalSeconds : 600
  return intervalSeconds * 1000 + CEN_DELIVERY_MARGIN_MS
}

interface DeliveryMessage {
  readonly pattern: RegExp
  readonly reason: string
  readonly cause: string
  readonly remedy: string
}

/**
 * What the clouds' delivery messages mean. Matched by their beginning: consoles append a remark in brackets.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-troubleshooting.html; Amazon EC2 API reference,
 * FlowLog, read 2026-11
 */
const DELIVERY_MESSAGES: readonly DeliveryMessage[] = [
  {
    pattern: /^rate limited/i,
    reason: 'DeliveryRateLimited',
    cause:
      'CloudWatch Logs throttled records of one or more interfaces, or the account has reached its number of log groups.',
    remedy: 'Raise the CloudWatch Logs quota of the account, or deliver to S3.',
  },
  {
    pattern: /^access error/i,
    reason: 'DeliveryAccessError',
    cause:
      'The delivery role lacks permissions or does not trust vpc-flow-logs.amazonaws.com, the bucket policy does not allow delivery, or the destination is gone.',
    remedy:
      'Mend the role, its trust or the bucket policy, and see that the destination exists. If it goes on failing, create the flow log again: an existing one may not recover.',
  },
  {
    pattern: /^unknown error/i,
    reason: 'DeliveryUnknownError',
    cause: 'AWS met an internal error while delivering.',
    remedy: 'Wait some minutes; if it stays, open a support case with the flow log id.',
  },
]

/** Why delivery fails, as a person reads it; null while it does not. Pure. */
export function deliveryProblem(log: Pick<ObservedFlowLog, 'delivery'>): Problem | null {
  if (log.delivery.state !== 'failed') return null
  const { message } = log.delivery
  const known = DELIVERY_MESSAGES.find(({ pattern }) => pattern.test(message?.trim() ?? ''))
  return {
    reason: known?.reason ?? 'DeliveryFailed',
    message: 'The flow log exists, but its records do not arrive.',
    cause: known?.cause ?? 'The cloud reports that delivery fails, in words Weir does not know.',
    remedy: known?.remedy ?? 'Check the destination and the permissions to write to it.',
    vendorCode: 'FAILED',
    vendorMessage: message,
    requestId: null,
  }
}
