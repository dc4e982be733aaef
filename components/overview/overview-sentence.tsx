import { countOf } from '@/components/words/nouns'
import type { OverviewView } from '@/lib/http/schemas/overview'

/** The answer in one sentence of live numbers. */
export function OverviewSentence({ overview }: { overview: OverviewView }) {
  const { fleet, freshness, counts } = overview
  const of = (rung: string) => fleet.counts.find((one) => one.rung === rung)?.count ?? 0
  const number = (value: number) => value.toLocaleString('en-US')
  const troubled = freshness.staleScopes + freshness.neverLooked
  return (
    <>
      {number(fleet.delivering)} of {countOf(fleet.countable, 'network', 'networks')} in{' '}
      {countOf(counts.accounts, 'account', 'accounts')} are delivering
      {fleet.failing === 0 ? '' : `; ${number(fleet.failing)} fail`}
      {of('unlogged') === 0 ? '' : `${fleet.failing === 0 ? ';' : ','} ${number(of('unlogged'))} are unlogged`}.
      {troubled === 0 ? '' : ` ${number(troubled)} of ${number(counts.scopes)} scopes could not be read.`}
    </>
  )
}
