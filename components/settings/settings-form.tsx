'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi, readKey } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { SegmentedField, SwitchField } from '@/components/ui/choice'
import { Section } from '@/components/ui/facts'
import { TextField } from '@/components/ui/field'
import { notify } from '@/components/ui/notify'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { ApiProblem } from '@/lib/http/client'
import type { SettingsEdit, SettingsView } from '@/lib/http/schemas/settings'
import { ceilingFault, settingsDraftOf, settingsEdit } from './settings-draft'

const TRAFFIC = [
  { value: 'ALL', label: 'All' },
  { value: 'ACCEPT', label: 'Accepted' },
  { value: 'REJECT', label: 'Rejected' },
] as const

const TRAFFIC_HELP = {
  ALL: 'A target is covered when accepted and rejected traffic are both logged, by one flow log or by two.',
  ACCEPT: 'A target is covered when its accepted traffic is logged.',
  REJECT: 'A target is covered when its rejected traffic is logged, even if nothing else is.',
} as const

/** The settings that are edited together and saved with the version they were read at. */
export function SettingsForm({ stored }: { stored: SettingsView }) {
  const client = useQueryClient()
  const [base, setBase] = useState(stored)
  const [draft, setDraft] = useState(settingsDraftOf(stored))
  const fault = ceilingFault(draft.maxDeletesPerPass)
  const edit = fault === null ? settingsEdit(draft, base) : null
  const isUntouched = JSON.stringify(draft) === JSON.stringify(settingsDraftOf(base))
  // While nothing is typed the form follows what others save.
  if (stored.revision !== base.revision && isUntouched) {
    setBase(stored)
    setDraft(settingsDraftOf(stored))
  }

  const start = (settings: SettingsView) => {
    client.setQueryData(readKey('GET /settings', {}), settings)
    setBase(settings)
    setDraft(settingsDraftOf(settings))
  }
  const save = useMutation({
    mutationFn: (body: SettingsEdit) => callApi('PATCH /settings', { body, revision: base.revision }),
    onSuccess: (answer) => {
      start(answer)
      notify('done', 'Settings were saved')
      void client.invalidateQueries({ queryKey: ['GET /overview'] })
    },
  })
  const reload = useMutation({
    mutationFn: () => callApi('GET /settings'),
    onSuccess: (answer) => {
      start(answer)
      save.reset()
    },
  })
  const isOutdated = save.error instanceof ApiProblem && save.error.status === 412
  return (
    <form
      className="space-y-8"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (edit !== null && !isOutdated) save.mutate(edit)
      }}
    >
      <Section title="Coverage">
        <SegmentedField
          label="Required traffic"
          value={draft.requiredTraffic}
          options={TRAFFIC}
          onChange={(requiredTraffic) => setDraft({ ...draft, requiredTraffic })}
          help={`${TRAFFIC_HELP[draft.requiredTraffic]} A configuration can ask for something else for its own targets.`}
        />
      </Section>
      <Section title="Safety">
        <TextField
          label="Deletes in one pass, at most"
          isRequired
          inputMode="numeric"
          value={draft.maxDeletesPerPass}
          error={fault}
          help="A pass looks at one region of one account. What is above the ceiling is held back and says so; no approval lifts it. 0 forbids every delete."
          onChange={(event) => setDraft({ ...draft, maxDeletesPerPass: event.target.value })}
        />
      </Section>
      <Section title="Looking">
        <SwitchField
          label="List network interfaces"
          isOn={draft.discoverInterfaces}
          onChange={(discoverInterfaces) => setDraft({ ...draft, discoverInterfaces })}
          help="By far the most numerous resources. Without them looks take fewer calls, and coverage stops at the subnet."
        />
      </Section>
      {isOutdated ? (
        <ProblemPanel
          tone="warning"
          problem={{
            message: 'The settings were changed meanwhile.',
            cause: 'Somebody saved them after this page read them, so nothing of yours was stored.',
            remedy: 'Load what they are now, then make your change again.',
            code: 'precondition-failed',
          }}
          action={
            <Button isBusy={reload.isPending} onClick={() => reload.mutate()}>
              Load what they are now
            </Button>
          }
        />
      ) : save.error === null ? null : (
        <ProblemPanel problem={problemOfError(save.error)} />
      )}
      {reload.error === null ? null : <ProblemPanel problem={problemOfError(reload.error)} />}
      <div className="flex items-center gap-2">
        <Button
          type="submit"
          look={isUntouched ? 'secondary' : 'primary'}
          disabled={edit === null || isOutdated}
          isBusy={save.isPending}
        >
          Save
        </Button>
        {isUntouched ? (
          <span className="text-label text-muted">Nothing to save.</span>
        ) : (
          <Button
            look="quiet"
            onClick={() => {
              setDraft(settingsDraftOf(base))
              save.reset()
            }}
          >
            Discard
          </Button>
        )}
      </div>
    </form>
  )
}
