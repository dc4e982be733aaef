import type { AttentionItem } from '../http/schemas/overview'
import type { Sql } from '../store/sql'
import { select, statement } from '../store/statement'
import type { ScopeDirectory } from './scope-directory'

interface LogRow {
  deliveryFailing: number
  deliverySince: Date | null
  blocked: number
  blockedSince: Date | null
  failed: number
  failedSince: Date | null
  stalled: number
  drifted: number
  unbound: number
}

interface SwitchRow {
  stopAllChanges: boolean
  stopReason: string | null
  lookOnlyReason: string | null
}

/** What a person should look at, in the order of harm: what is not happening at all before what is wrong before what waits. */
export async function loadAttention(sql: Sql, directory: ScopeDirectory): Promise<AttentionItem[]> {
  const [[logs], [others], [switches], [requests], [accounts]] = await Promise.all([
    select<Omit<LogRow, 'unbound'>>(
      sql,
      statement`SELECT count(*) FILTER (WHERE ${condition('DeliveryFailed')})::int AS "deliveryFailing",
          min("phaseSince") FILTER (WHERE ${condition('DeliveryFailed')}) AS "deliverySince",
          count(*) FILTER (WHERE "phase" = 'Blocked')::int AS blocked,
          min("phaseSince") FILTER (WHERE "phase" = 'Blocked') AS "blockedSince",
          count(*) FILTER (WHERE "phase" = 'Failed')::int AS failed,
          min("phaseSince") FILTER (WHERE "phase" = 'Failed') AS "failedSince",
          count(*) FILTER (WHERE ${condition('Stalled')} AND "phase" NOT IN ('Blocked', 'Failed'))::int AS stalled,
          count(*) FILTER (WHERE ${condition('Drifted')})::int AS drifted
        FROM desired_flow_log WHERE "endedAt" IS NULL`,
    ),
    select<{ failing: number; failingSince: Date | null; unbound: number }>(
      sql,
      statement`SELECT count(*) FILTER (WHERE "deliveryState" = 'failed')::int AS failing,
          min("deliverySince") FILTER (WHERE "deliveryState" = 'failed') AS "failingSince",
          count(*) FILTER (WHERE "ownership" = 'unbound')::int AS unbound
        FROM observed_flow_log WHERE "goneAt" IS NULL AND "desiredFlowLogId" IS NULL`,
    ),
    select<SwitchRow>(sql, statement`SELECT "stopAllChanges", "stopReason", "lookOnlyReason" FROM installation`),
    select<{ open: number; since: Date | null }>(
      sql,
      statement`SELECT count(*)::int AS open, min("createdAt") AS since FROM change_request WHERE "state" = 'open'`,
    ),
    select<{ failed: number }>(
      sql,
      statement`SELECT count(*)::int AS failed FROM account WHERE "removedAt" IS NULL AND "testState" = 'failed'`,
    ),
  ])
  const scopes = [...directory.values()]
    .filter(({ isRemoved }) => !isRemoved)
    .map(({ freshness }) => freshness.staleBecause)
  const inState = (...causes: string[]) => scopes.filter((cause) => cause !== null && causes.includes(cause)).length
  return [
    ...(switches?.stopAllChanges === true
      ? [
          item(
            'stopped',
            'bad',
            1,
            `All changes are stopped: ${switches.stopReason ?? 'no reason given'}.`,
            '/settings',
          ),
        ]
      : []),
    ...(switches === undefined || switches.lookOnlyReason === null
      ? []
      : [item('look-only', 'bad', 1, `Weir only looks: ${switches.lookOnlyReason}`, '/settings')]),
    ...SENTENCES.flatMap(({ kind, severity, of, one, many, href }) => {
      const { count, since } = of({ logs, others, requests, accounts, inState })
      if (count === 0) return []
      const message = count === 1 ? one : many.replace('#', count.toLocaleString('en'))
      return [item(kind, severity, count, message, href, since ?? null)]
    }),
  ]
}

type LogFigures = Omit<LogRow, 'unbound'>

interface Figures {
  readonly logs: LogFigures | undefined
  readonly others: { failing: number; failingSince: Date | null; unbound: number } | undefined
  readonly requests: { open: number; since: Date | null } | undefined
  readonly accounts: { failed: number } | undefined
  readonly inState: (...causes: string[]) => number
}

interface Sentence {
  readonly kind: AttentionItem['kind']
  readonly severity: AttentionItem['severity']
  readonly of: (figures: Figures) => { readonly count: number; readonly since?: Date | null | undefined }
  readonly one: string
  readonly many: string
  readonly href: string
}

/** Worst harm first. `#` is the number. */
const SENTENCES: readonly Sentence[] = [
  {
    kind: 'endpoint-changed',
    severity: 'bad',
    of: ({ inState }) => ({ count: inState('EndpointChanged') }),
    one: 'One scope answers from another endpoint than before; nothing is changed there.',
    many: '# scopes answer from another endpoint than before; nothing is changed there.',
    href: '/accounts',
  },
  {
    kind: 'delivery-failing',
    severity: 'bad',
    of: ({ logs }) => ({ count: logs?.deliveryFailing ?? 0, since: logs?.deliverySince }),
    one: 'One flow log of ours fails to deliver.',
    many: '# flow logs of ours fail to deliver.',
    href: '/flow-logs?condition=DeliveryFailed',
  },
  {
    kind: 'failed',
    severity: 'bad',
    of: ({ logs }) => ({ count: logs?.failed ?? 0, since: logs?.failedSince }),
    one: 'One flow log failed.',
    many: '# flow logs failed.',
    href: '/flow-logs?phase=Failed',
  },
  {
    kind: 'blocked',
    severity: 'bad',
    of: ({ logs }) => ({ count: logs?.blocked ?? 0, since: logs?.blockedSince }),
    one: 'One flow log is blocked by something outside Weir.',
    many: '# flow logs are blocked by something outside Weir.',
    href: '/flow-logs?phase=Blocked',
  },
  {
    kind: 'stalled',
    severity: 'bad',
    of: ({ logs }) => ({ count: logs?.stalled ?? 0 }),
    one: 'One flow log is past its deadline.',
    many: '# flow logs are past their deadline.',
    href: '/flow-logs?condition=Stalled',
  },
  {
    kind: 'scope-failing',
    severity: 'bad',
    of: ({ inState }) => ({ count: inState('LookFailed') }),
    one: 'One scope could not be looked at.',
    many: '# scopes could not be looked at.',
    href: '/accounts',
  },
  {
    kind: 'scope-in-part',
    severity: 'warning',
    of: ({ inState }) => ({ count: inState('PartlyListed') }),
    one: 'One scope was listed in part: some resources there are not known.',
    many: '# scopes were listed in part: some resources there are not known.',
    href: '/accounts',
  },
  {
    kind: 'connection-failed',
    severity: 'bad',
    of: ({ accounts }) => ({ count: accounts?.failed ?? 0 }),
    one: 'One account failed its connection test.',
    many: '# accounts failed their connection test.',
    href: '/accounts?test=failed',
  },
  {
    kind: 'drifted',
    severity: 'warning',
    of: ({ logs }) => ({ count: logs?.drifted ?? 0 }),
    one: 'One flow log drifted.',
    many: '# flow logs drifted.',
    href: '/drift?ignored=false',
  },
  {
    kind: 'delivery-failing',
    severity: 'warning',
    of: ({ others }) => ({ count: others?.failing ?? 0, since: others?.failingSince }),
    one: 'One flow log of others fails to deliver.',
    many: '# flow logs of others fail to deliver.',
    href: '/flow-logs?delivery=failed&ownership=foreign',
  },
  {
    kind: 'unbound',
    severity: 'warning',
    of: ({ others }) => ({ count: others?.unbound ?? 0 }),
    one: 'One flow log carries our tag, and no record holds it.',
    many: '# flow logs carry our tag, and no record holds them.',
    href: '/flow-logs?ownership=unbound',
  },
  {
    kind: 'scope-stale',
    severity: 'warning',
    of: ({ inState }) => ({ count: inState('Late') }),
    one: 'One scope was not looked at for too long.',
    many: '# scopes were not looked at for too long.',
    href: '/accounts',
  },
  {
    kind: 'awaiting-approval',
    severity: 'waiting',
    of: ({ requests }) => ({ count: requests?.open ?? 0, since: requests?.since }),
    one: 'One change request waits for a decision.',
    many: '# change requests wait for a decision.',
    href: '/changes?state=open',
  },
]

const condition = (type: string) => statement`"conditions" @> ${JSON.stringify([{ type }])}::jsonb`

function item(
  kind: AttentionItem['kind'],
  severity: AttentionItem['severity'],
  count: number,
  message: string,
  href: string,
  since: Date | null = null,
): AttentionItem {
  return { kind, severity, count, message, href, since: since?.toISOString() ?? null }
}
