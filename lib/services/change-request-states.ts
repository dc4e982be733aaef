import { type ChangeRequestEvent, type ChangeRequestState, possibleEvents } from '../domain/change-request'

export type ChangeRequestCommand =
  'approve' | 'exclude' | 'preflight' | 'replan' | 'reject' | 'withdraw' | 'retry-failed' | 'cancel'

/** The event of the domain's table each command stands for; leaving actions out and asking again change no state. */
const EVENT_OF: Readonly<Record<Exclude<ChangeRequestCommand, 'exclude' | 'preflight'>, ChangeRequestEvent>> = {
  approve: 'approve',
  replan: 'replan',
  reject: 'reject',
  withdraw: 'withdraw',
  'retry-failed': 'retry',
  cancel: 'cancel',
}

const COMMANDS: readonly ChangeRequestCommand[] = [
  'approve',
  'exclude',
  'preflight',
  'replan',
  'reject',
  'withdraw',
  'retry-failed',
  'cancel',
]

export interface CommandFacts {
  /** Drafted on a generation that is no longer the newest. */
  readonly isStale: boolean
  readonly hasPlan: boolean
  /** Some action of it has failed. */
  readonly hasFailures: boolean
}

/** What may be done with a request now. Pure. */
export function allowedCommands(
  state: ChangeRequestState,
  { isStale, hasPlan, hasFailures }: CommandFacts,
): readonly ChangeRequestCommand[] {
  const events = new Set(possibleEvents(state))
  return COMMANDS.filter((command) => {
    switch (command) {
      case 'exclude':
      case 'preflight':
        return state === 'open' && hasPlan && !isStale
      case 'approve':
        return events.has('approve') && hasPlan && !isStale
      case 'replan':
        return events.has('replan') && !isStale
      case 'retry-failed':
        return hasFailures && (state === 'applying' || events.has('retry'))
      case 'reject':
      case 'withdraw':
      case 'cancel':
        return events.has(EVENT_OF[command])
    }
  })
}
