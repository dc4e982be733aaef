import Link from 'next/link'
import { hrefWith } from '@/components/data/filter-values'
import { Facts, Section } from '@/components/ui/facts'
import { LadderBar, LadderLegend } from '@/components/ui/ladder-bar'
import { RUNG_WORD, rungTone } from '@/components/words/states'
import { specFieldWord } from '@/components/words/spec-field-words'
import { specLines } from '@/components/words/spec-lines'
import type { ConfigurationDetail } from '@/lib/http/schemas/configurations'
import { PhaseLadder } from './phase-bar'
import { selectorLines } from './selector-lines'

const ON_DRIFT = { heal: 'Heal it', propose: 'Propose a change', notify: 'Only say so' } as const
const ON_REMOVAL = { delete: 'Delete the flow log', retain: 'Keep the flow log' } as const

/** What a Configuration asks for, and how far the clouds are with it. */
export function ConfigurationOverview({ configuration }: { configuration: ConfigurationDetail }) {
  const { document, flowLogs, ladder, id } = configuration
  const segments = ['delivering', 'active', 'configured', 'unlogged', 'could-not-look'].map((rung) => ({
    key: rung,
    tone: rungTone(rung) ?? ('off' as const),
    label: RUNG_WORD[rung] ?? rung,
    count: ladder.find((one) => one.rung === rung)?.count ?? 0,
    href: hrefWith('/flow-logs', { configuration: id }),
    isHatched: rung === 'could-not-look',
  }))
  return (
    <div className="space-y-8">
      <p className="text-body">{configuration.selects}</p>
      <Section
        title="Flow logs by phase"
        aside={
          <Link href={hrefWith('/flow-logs', { configuration: id })} className="text-table text-accent hover:underline">
            Show all {flowLogs.total.toLocaleString('en-US')}
          </Link>
        }
      >
        {flowLogs.total === 0 ? (
          <p className="text-table text-muted">It selects nothing that can be logged now.</p>
        ) : (
          <PhaseLadder flowLogs={flowLogs} configurationId={id} />
        )}
      </Section>
      {segments.some((segment) => segment.count > 0) ? (
        <Section title="Coverage of its targets">
          <div className="space-y-2.5">
            <LadderBar label="Coverage of its targets" segments={segments} size="large" />
            <LadderLegend segments={segments.filter((segment) => segment.count > 0)} />
          </div>
        </Section>
      ) : null}
      <div className="grid gap-8 md:grid-cols-2">
        <Section title="Targets">
          <Facts facts={selectorLines(document.selector).map(([label, value]) => ({ label, value }))} />
        </Section>
        <Section title="Behaviour">
          <Facts
            facts={[
              { label: 'On drift', value: ON_DRIFT[document.onDrift] },
              { label: 'On removal', value: ON_REMOVAL[document.onRemoval] },
              {
                label: 'Upkeep',
                value:
                  document.upkeep === 'automatic'
                    ? `By itself, up to ${document.upkeepBound.maxNewTargets.toLocaleString('en-US')} new targets`
                    : 'Always asks',
              },
              { label: 'Required traffic', value: document.requiredTraffic ?? 'as in Settings' },
            ]}
          />
        </Section>
      </div>
      <Section title="Flow log">
        <Facts
          facts={specLines(document.spec).map(([field, value]) => ({
            label: specFieldWord(field),
            value: <code className="text-mono break-all">{value}</code>,
          }))}
        />
      </Section>
    </div>
  )
}
