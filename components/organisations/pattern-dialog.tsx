'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { RegionPicker } from '@/components/accounts/region-picker'
import { callApi, read } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { Button } from '@/components/ui/button'
import { SelectField, SwitchField } from '@/components/ui/choice'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/field'
import { notify } from '@/components/ui/notify'
import { ProblemPanel } from '@/components/ui/problem-panel'
import type { OrganisationView } from '@/lib/http/schemas/organisations'

const DEFAULT_LIMIT = 10

/** How the accounts of an organisation are added; for a new one also through which account it is seen. */
export function PatternDialog({
  organisation,
  onClose,
  onSaved,
}: {
  /** Null: one that is taken up now. */
  organisation: OrganisationView | null
  onClose: () => void
  onSaved: (saved: OrganisationView) => void
}) {
  // The page renews itself underneath; the edit stays bound to what the person saw.
  const [base] = useState(organisation)
  const accounts = useQuery({ ...read('GET /accounts', { query: { limit: 200 } }), enabled: base === null })
  const [accountId, setAccountId] = useState('')
  const [roleName, setRoleName] = useState(base?.pattern.roleName ?? 'WeirControlPlane')
  const [externalId, setExternalId] = useState(base === null ? 'weir-{accountId}' : (base.pattern.externalId ?? ''))
  const [regions, setRegions] = useState<readonly string[]>(base?.pattern.regions ?? [])
  const [pathLabel, setPathLabel] = useState(base === null ? 'folder' : (base.pattern.pathLabel ?? ''))
  const [autoAdd, setAutoAdd] = useState(base?.autoAdd ?? false)
  const [limit, setLimit] = useState(String(base?.autoAddLimit ?? DEFAULT_LIMIT))

  const chosen = accounts.data?.items.find(({ id }) => id === accountId)
  const partition = base?.partition ?? chosen?.partition ?? 'aws'
  const bound = Number(limit)
  const isBoundSound = Number.isInteger(bound) && bound >= 1 && bound <= 1_000
  const isReady = roleName.trim() !== '' && regions.length > 0 && isBoundSound && (base !== null || accountId !== '')
  const pattern = {
    roleName: roleName.trim(),
    externalId: externalId.trim() === '' ? null : externalId.trim(),
    regions: [...regions],
    labels: base?.pattern.labels ?? {},
    pathLabel: pathLabel.trim() === '' ? null : pathLabel.trim(),
  }

  const save = useMutation({
    mutationFn: () =>
      base === null
        ? callApi('POST /organisations', { body: { account: accountId, pattern } })
        : callApi('PATCH /organisations/{id}', {
            params: { id: base.id },
            body: { pattern, autoAdd, autoAddLimit: bound },
            revision: base.revision,
          }),
    onSuccess: (saved) => {
      notify('done', base === null ? 'The organisation is being listed' : 'It was saved')
      onSaved(saved)
      onClose()
    },
  })

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={base === null ? 'List an organisation' : 'How accounts are added'}
      description="Every account gets the same, but for its own id and folder. Nothing changes for accounts that are added already."
      width="wide"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={!isReady} isBusy={save.isPending} onClick={() => save.mutate()}>
            {base === null ? 'List it' : 'Save'}
          </Button>
        </>
      }
    >
      <div className="space-y-5">
        {save.error === null ? null : <ProblemPanel problem={problemOfError(save.error)} />}
        {base === null ? (
          <SelectField
            label="Seen through"
            value={accountId}
            options={[
              { value: '', label: accounts.isPending ? 'Loading…' : 'Choose an account' },
              ...(accounts.data?.items ?? []).map(({ id, name, accountId: cloudId }) => ({
                value: id,
                label: `${name} (${cloudId})`,
              })),
            ]}
            onChange={setAccountId}
            help="The management account of the organisation, or a delegated administrator. Its role needs organizations:ListAccounts, or resourcemanager:ListAccounts on Alibaba Cloud."
          />
        ) : null}
        <TextField
          label="Role name"
          isRequired
          mono
          value={roleName}
          maxLength={64}
          help="The role that lets Weir in has this name in every account; roll it out with a stack set."
          onChange={(event) => setRoleName(event.target.value)}
        />
        <TextField
          label="External id"
          mono
          value={externalId}
          maxLength={1_000}
          help="{accountId} stands for the id of each account."
          onChange={(event) => setExternalId(event.target.value)}
        />
        <RegionPicker partition={partition} regions={regions} error={undefined} onChange={setRegions} />
        <TextField
          label="Label for the folder"
          value={pathLabel}
          maxLength={64}
          help="Each account gets its organizational unit or folder under this label."
          onChange={(event) => setPathLabel(event.target.value)}
        />
        {base === null ? null : (
          <>
            <SwitchField
              label="Add accounts that appear by themselves"
              isOn={autoAdd}
              onChange={setAutoAdd}
              help="Only active ones, and never one that a person removed. Adding an account changes nothing in its cloud."
            />
            {autoAdd ? (
              <TextField
                label="At most"
                isRequired
                inputMode="numeric"
                value={limit}
                error={isBoundSound ? undefined : 'must be a whole number from 1 to 1000'}
                help="Counted from when this was switched on; after that they wait for a person."
                onChange={(event) => setLimit(event.target.value)}
              />
            ) : null}
          </>
        )}
      </div>
    </Dialog>
  )
}
