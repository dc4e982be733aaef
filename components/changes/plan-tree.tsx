'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useMemo } from 'react'
import { read } from '@/components/data/api'
import { StateShape } from '@/components/ui/state-shape'
import { isGraveRisk } from '@/components/words/nouns'
import type { PlanGroup } from '@/lib/http/schemas/change-requests'

interface Account {
  readonly id: string
  readonly name: string
  readonly regions: PlanGroup[]
}

/** The plan folded by configuration, account and region, as a tree to pick from. */
export function PlanTree({
  id,
  values,
  isNarrow,
  onFilter,
}: {
  id: string
  /** Something is open beside the list: the tree makes room where the window is not wide. */
  isNarrow: boolean
  values: Readonly<Record<string, readonly string[]>>
  onFilter: (name: string, values: readonly string[]) => void
}) {
  const { data } = useQuery(read('GET /change-requests/{id}/groups', { params: { id } }))
  const configurations = useMemo(() => treeOf(data?.items ?? []), [data])
  const pick = (configuration: string | null, account: string | null, region: string | null) => {
    onFilter('configuration', configuration === null ? [] : [configuration])
    onFilter('account', account === null ? [] : [account])
    onFilter('region', region === null ? [] : [region])
  }
  const is = (name: string, value: string) => values[name]?.length === 1 && values[name][0] === value
  if ((data?.items.length ?? 0) < 2) return null
  return (
    <nav
      aria-label="Parts of the plan"
      className={`scroll-quiet w-64 shrink-0 overflow-y-auto border-r border-line px-3 py-3 text-table max-lg:hidden ${
        isNarrow ? 'max-2xl:hidden' : ''
      }`}
    >
      <button
        type="button"
        onClick={() => pick(null, null, null)}
        className="mb-1 w-full rounded-[4px] px-2 py-1 text-left text-muted hover:bg-hover hover:text-ink"
      >
        The whole plan
      </button>
      {configurations.map((configuration) => (
        <div key={configuration.id} className="pb-2">
          <TreeRow
            label={configuration.name}
            count={configuration.total}
            isOn={is('configuration', configuration.id) && (values['account']?.length ?? 0) === 0}
            isStrong
            onPick={() => pick(configuration.id, null, null)}
          />
          {configuration.accounts.map((account) => (
            <details key={account.id} open={configuration.accounts.length <= 8} className="group">
              <summary className="flex list-none items-center rounded-[4px] hover:bg-hover">
                <ChevronRight
                  aria-hidden
                  className="ml-1 size-3.5 shrink-0 text-faint transition-transform group-open:rotate-90"
                />
                <span className="min-w-0 flex-1 truncate px-1 py-1 text-muted" data-tip={account.id}>
                  {account.name}
                </span>
                <span className="figures pr-2 text-label text-faint">
                  {account.regions.reduce((sum, one) => sum + one.total, 0)}
                </span>
              </summary>
              <div className="pl-5">
                {account.regions.map((group) => (
                  <TreeRow
                    key={group.region}
                    label={group.region}
                    count={group.total}
                    failed={group.failed}
                    isGrave={isGraveRisk(group.worstRisk)}
                    isOn={
                      is('configuration', configuration.id) && is('account', account.id) && is('region', group.region)
                    }
                    onPick={() => pick(configuration.id, account.id, group.region)}
                  />
                ))}
              </div>
            </details>
          ))}
        </div>
      ))}
    </nav>
  )
}

function TreeRow({
  label,
  count,
  isOn,
  onPick,
  failed = 0,
  isGrave = false,
  isStrong = false,
}: {
  label: string
  count: number
  isOn: boolean
  onPick: () => void
  failed?: number
  isGrave?: boolean
  isStrong?: boolean
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onPick}
      className={`flex w-full items-center gap-1.5 rounded-[4px] px-2 py-1 text-left hover:bg-hover aria-pressed:bg-selected ${
        isStrong ? 'font-medium' : 'text-muted'
      }`}
    >
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {failed > 0 ? (
        <span role="img" aria-label={`${failed} failed`} data-tip={`${failed} failed`}>
          <StateShape tone="bad" />
        </span>
      ) : isGrave ? (
        <span role="img" aria-label="Holds a gap or a loss of coverage" data-tip="Holds a gap or a loss of coverage">
          <StateShape tone="warning" />
        </span>
      ) : null}
      <span className="figures text-label font-normal text-faint">{count.toLocaleString('en-US')}</span>
    </button>
  )
}

function treeOf(groups: readonly PlanGroup[]) {
  const byConfiguration = new Map<string, { id: string; name: string; total: number; accounts: Map<string, Account> }>()
  for (const group of groups) {
    const configuration = byConfiguration.get(group.configuration.id) ?? {
      ...group.configuration,
      total: 0,
      accounts: new Map<string, Account>(),
    }
    configuration.total += group.total
    const account = configuration.accounts.get(group.accountId) ?? {
      id: group.accountId,
      name: group.accountName,
      regions: [],
    }
    account.regions.push(group)
    configuration.accounts.set(group.accountId, account)
    byConfiguration.set(group.configuration.id, configuration)
  }
  return [...byConfiguration.values()].map((one) => ({ ...one, accounts: [...one.accounts.values()] }))
}
