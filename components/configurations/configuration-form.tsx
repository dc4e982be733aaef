'use client'

import { useMutation } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState, type ReactNode } from 'react'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { SegmentedField, SelectField } from '@/components/ui/choice'
import { TextAreaField, TextField } from '@/components/ui/field'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { StateShape } from '@/components/ui/state-shape'
import { countOf } from '@/components/words/nouns'
import type { ConfigurationDocument, Selector, SelectorClause } from '@/lib/domain/configuration'
import type { ChangeRequestCreate } from '@/lib/http/schemas/change-requests'
import type { CapabilitiesView } from '@/lib/http/schemas/providers'
import { BehaviourSection } from './behaviour-section'
import {
  documentOf,
  fieldValue,
  hasTargets,
  initialSpec,
  isShown,
  targetsOf,
  withField,
  type Draft,
  type Targets,
} from './draft'
import { SelectsPreview } from './selects-preview'
import { SpecField } from './spec-field'
import { TargetSection } from './target-section'
import { useDraftChecks } from './use-draft-checks'
import { asWeirYaml } from './weir-yaml'

const YamlView = dynamic(() => import('./yaml-view').then((module) => module.YamlView), { ssr: false })

/** The existing Configuration that is being edited. */
export interface Edited {
  readonly id: string
  readonly generation: number
}

/** Writes a Configuration: the cloud's own rules at once, the count of targets as one types, a change request at the end. */
export function ConfigurationForm({
  providers,
  initial,
  clauses: offered = [],
  dropped,
  edited,
}: {
  providers: readonly CapabilitiesView[]
  initial: Draft
  /** What "also in future" begins with. */
  clauses?: readonly SelectorClause[]
  dropped: readonly string[]
  edited: Edited | null
}) {
  const router = useRouter()
  const [draft, setDraft] = useState(initial)
  const [view, setView] = useState<'form' | 'yaml'>('form')
  const [picked] = useState(initial.targets.kind === 'clauses' ? null : initial.targets)
  const [clauses, setClauses] = useState<Extract<Targets, { kind: 'clauses' }>>(
    initial.targets.kind === 'clauses' ? initial.targets : { kind: 'clauses', clauses: offered, excludes: [] },
  )
  const checks = useDraftChecks(draft, edited?.id ?? null)
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))

  const propose = useMutation({
    mutationFn: () => callApi('POST /change-requests', { body: requestOf(draft, edited) }),
    onSuccess: (request) => router.push(`/changes/${request.id}`),
  })

  const capabilities = providers.find((one) => one.provider === draft.provider) ?? providers[0]
  const family = capabilities?.families.find((one) => one.family === draft.family) ?? capabilities?.families[0]
  if (capabilities === undefined || family === undefined) return null

  const chooseFamily = (name: string) => {
    const cloud = providers.find((one) => one.families.some((two) => two.family === name))
    const next = cloud?.families.find((one) => one.family === name)
    if (cloud === undefined || next === undefined || next.family === draft.family) return
    change({ provider: cloud.provider, family: next.family, spec: initialSpec(next) })
  }
  const selector = checks.selects?.selector ?? null
  const isUntouched = (field: string) => fieldValue(draft.spec, field) === fieldValue(initialSpec(family), field)
  const faults = [
    checks.ofMember('name') === null ? null : 'Name',
    checks.ofMember('selector') === null && hasTargets(draft.targets) ? null : 'Targets',
    ...family.fields
      .filter((field) => isShown(field, draft.spec) && checks.ofField(field.field) !== null)
      .map((field) => field.label),
  ].filter((label) => label !== null)

  return (
    <div className="grid w-full max-w-6xl gap-x-12 gap-y-8 px-4 pb-10 md:px-6 lg:grid-cols-[minmax(0,1fr)_340px]">
      <div className="min-w-0 space-y-9">
        <SegmentedField
          label="View"
          value={view}
          onChange={setView}
          options={[
            { value: 'form', label: 'Form' },
            { value: 'yaml', label: 'YAML' },
          ]}
        />
        {view === 'yaml' ? (
          <YamlView label="Configuration as YAML" value={asWeirYaml({ ...documentOf(draft), selector })} />
        ) : (
          <>
            <Part title="What it is">
              <TextField
                label="Name"
                isRequired
                maxLength={120}
                placeholder="prod-vpcs-to-archive"
                value={draft.name}
                error={draft.name === '' ? '' : checks.ofMember('name')}
                onChange={(event) => change({ name: event.target.value })}
              />
              <SelectField
                label="Kind of network"
                value={draft.family}
                isDisabled={edited !== null}
                options={providers.flatMap((one) =>
                  one.families.map((two) => ({ value: two.family, label: `${one.label}: ${two.label}` })),
                )}
                onChange={chooseFamily}
                help={
                  edited === null
                    ? 'Each kind has its own rules; one configuration holds one kind.'
                    : 'Fixed once created.'
                }
                error={checks.ofMember('family') ?? ''}
              />
            </Part>
            <Part title="Targets">
              <TargetSection
                draft={draft}
                family={family}
                picked={picked}
                clauses={clauses}
                dropped={dropped}
                total={checks.selects?.total ?? null}
                error={checks.ofMember('selector')}
                onChange={(targets) => {
                  if (targets.kind === 'clauses') setClauses(targets)
                  change({ targets })
                }}
              />
            </Part>
            <Part title="Flow log">
              {family.fields
                .filter((field) => isShown(field, draft.spec))
                .map((field) => (
                  <SpecField
                    key={`${family.family}/${field.field}`}
                    field={field}
                    spec={draft.spec}
                    showsChange={edited !== null}
                    // Nothing is called wrong before somebody came to it; the summary names it.
                    error={edited === null && isUntouched(field.field) ? null : checks.ofField(field.field)}
                    onChange={(value) => change({ spec: withField(draft.spec, field.field, value) })}
                  />
                ))}
            </Part>
            <Part title="Behaviour">
              <BehaviourSection
                draft={draft}
                canNarrowTraffic={family.fields.some((field) => field.field === 'trafficType')}
                error={checks.ofMember('upkeepBound')}
                onChange={change}
              />
            </Part>
            <Part title="Why">
              <TextAreaField
                label="Reason"
                help="For whoever approves it, and for whoever reads it in a year."
                value={draft.reason}
                maxLength={4000}
                onChange={(event) => change({ reason: event.target.value })}
              />
            </Part>
          </>
        )}
      </div>
      <aside aria-label="Summary" className="space-y-5 lg:sticky lg:top-4 lg:self-start">
        <SelectsPreview checks={checks} />
        {checks.warnings.map((one) => (
          <p key={`${one.pointer}${one.message}`} className="flex gap-1.5 text-label text-warning-ink">
            <StateShape tone="warning" className="mt-0.5" /> {one.message}
          </p>
        ))}
        {checks.error === null ? null : <ProblemPanel problem={problemOfError(checks.error)} />}
        {propose.error === null ? null : <ProblemPanel problem={problemOfError(propose.error)} />}
        <div className="space-y-2 border-t border-line pt-4">
          <p className="text-label text-muted" aria-live="polite">
            {faults.length > 0
              ? `Still missing or wrong: ${faults.join(', ')}.`
              : checks.errorCount > 0
                ? `${countOf(checks.errorCount, 'thing is', 'things are')} still missing or wrong.`
                : checks.isChecking
                  ? 'Checking…'
                  : 'Ready. The next page shows the plan; nothing is changed before it is approved.'}
          </p>
          <Button
            look="primary"
            size="large"
            className="w-full"
            disabled={!checks.canPropose}
            isBusy={propose.isPending}
            onClick={() => propose.mutate()}
          >
            {edited === null ? 'Plan the flow logs' : 'Plan the change'}
          </Button>
        </div>
      </aside>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-8 gap-y-3 md:grid-cols-[120px_minmax(0,1fr)]">
      <h2 className="text-table font-semibold">{title}</h2>
      <div className="min-w-0 max-w-2xl space-y-5">{children}</div>
    </section>
  )
}

/** The change request for a draft: targets picked in a list travel as a selection, the rest as a selector. */
function requestOf(draft: Draft, edited: Edited | null): ChangeRequestCreate {
  const targets = targetsOf(draft.targets)
  const document = documentOf(draft)
  const { reason } = draft
  if ('selection' in targets) {
    return { reason, items: [{ op: 'create', document: mutable(document), fromSelection: targets.selection }] }
  }
  const whole = mutable({ ...document, selector: targets.selector satisfies Selector } satisfies ConfigurationDocument)
  if (edited === null) return { reason, items: [{ op: 'create', document: whole }] }
  return {
    reason,
    items: [{ op: 'edit', configurationId: edited.id, baseGeneration: edited.generation, document: whole }],
  }
}

type Mutable<Value> = Value extends object ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> } : Value

/** The domain's values are readonly; the interface's input types, inferred from its schemas, are not. */
const mutable = <Value,>(value: Value): Mutable<Value> => value as Mutable<Value>
