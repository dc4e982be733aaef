import { managerWord } from '@/components/words/nouns'
import type { FlowLogDetail } from '@/lib/http/schemas/flow-logs'
import { deliveryWord } from './delivery-words'

/** What the sentence is made of. */
export type SentenceFacts = Pick<
  FlowLogDetail,
  | 'phase'
  | 'phaseMessage'
  | 'status'
  | 'delivery'
  | 'conditions'
  | 'problem'
  | 'trafficType'
  | 'target'
  | 'destination'
  | 'ownership'
  | 'manager'
  | 'endedAt'
> & { readonly scope: { readonly provider: string } }

const TRAFFIC: Readonly<Record<string, string>> = {
  ALL: 'All traffic',
  ACCEPT: 'Accepted traffic',
  REJECT: 'Rejected traffic',
}

/** A flow log in one sentence: what it records and where to, whether that works, and whose it is. Pure. */
export function flowLogSentence(log: SentenceFacts): string {
  if (log.endedAt !== null) return 'It is gone; records written before stay where they are.'
  const named = whose(log)
  const stopped = standstill(log)
  if (stopped !== null) return stopped
  const what = `${TRAFFIC[log.trafficType ?? ''] ?? 'Traffic'} of ${log.target.name ?? log.target.externalId}`
  const where = log.destination === null || log.destination === '' ? 'is recorded' : `goes to ${log.destination}`
  const delivery = deliveryClause(log)
  const drift = log.conditions.includes('Drifted') ? ' It differs from what was approved.' : ''
  return `${what} ${where}${delivery}.${drift}${named}`
}

/** Why nothing is recorded at present; null where something is. */
function standstill(log: SentenceFacts): string | null {
  const why = log.problem?.message ?? log.phaseMessage
  const because = why === null || why === '' ? '' : ` ${ended(why)}`
  switch (log.phase) {
    case 'Failed':
      return log.status === null ? `It was not created.${because}` : `The last change failed.${because}`
    case 'Blocked':
      return `It waits for somebody to change something outside Weir.${because}`
    case 'Pending':
      if (log.status !== null) return null
      return log.conditions.includes('Drifted')
        ? `It is not there any more.${because}`
        : `It is not created yet.${because}`
    case 'Creating':
      return `It is being created.${because}`
    case 'Deleting':
      return 'It is being deleted; records already written stay where they are.'
    default:
      return null
  }
}

function deliveryClause({ delivery, status, scope }: SentenceFacts): string {
  if (delivery.state === 'failed')
    return `, but records do not arrive: ${delivery.message ?? 'the cloud does not say why'}`
  if (delivery.state === 'success') return ', and records arrive'
  if (status === 'inactive') return ', but it is switched off'
  const { tone } = deliveryWord({ provider: scope.provider, status, ...delivery })
  return tone === 'waiting' ? ', and the cloud has not judged delivery yet' : ''
}

function whose({ ownership, manager }: SentenceFacts): string {
  switch (ownership) {
    case 'ours':
      return ''
    case 'unbound':
      return ' It carries Weir’s tag, but no record of Weir stands for it.'
    case 'released':
      return ' Weir made it and released it.'
    case 'otherInstallation':
      return ' Another installation of Weir made it.'
    case 'foreign':
      return manager === null || manager === 'unknown'
        ? ' Weir did not make it.'
        : ` It belongs to ${managerWord(manager)}.`
  }
}

const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
