'use client'

import { Button } from '@/components/ui/button'
import { RadioCards } from '@/components/ui/choice'
import { TextAreaField, TextField } from '@/components/ui/field'
import { dialectOf, type AccountDraft, type DraftField, type DraftFaults } from './account-draft'
import { RegionPicker } from './region-picker'

/** The fields of an account that can be changed at any time; which cloud and which account it is cannot. */
export function AccountFields({
  draft,
  faults,
  onChange,
}: {
  draft: AccountDraft
  /** Only those that shall be shown now. */
  faults: DraftFaults
  onChange: (draft: AccountDraft, field: DraftField | null) => void
}) {
  const dialect = dialectOf(draft.provider)
  const set = (field: DraftField, value: string) => onChange({ ...draft, [field]: value }, field)
  return (
    <div className="space-y-5">
      <TextField
        label="Name"
        isRequired
        value={draft.name}
        maxLength={200}
        error={faults.name}
        help="How people call it: payments-prod."
        onChange={(event) => set('name', event.target.value)}
      />
      <RadioCards
        label="How Weir gets in"
        value={draft.access}
        options={[
          {
            value: 'role',
            label: 'Through a role in the account',
            note: 'Weir’s own credentials assume it. The role trusts Weir’s identity and asks for the external id.',
          },
          {
            value: 'base',
            label: 'With Weir’s base identity itself',
            note: 'For the one account that Weir’s credentials belong to.',
          },
        ]}
        onChange={(access) => onChange({ ...draft, access }, null)}
      />
      {draft.access === 'base' ? null : (
        <>
          <TextField
            label="Role ARN"
            isRequired
            mono
            value={draft.roleArn}
            placeholder={dialect.roleExample(draft.accountId.trim() || '0'.repeat(dialect.idLength), draft.partition)}
            error={faults.roleArn}
            onChange={(event) => set('roleArn', event.target.value)}
          />
          <TextField
            label="External id"
            mono
            value={draft.externalId}
            error={faults.externalId}
            help="The role’s trust policy asks for it, so that nobody else can have Weir act for them. It is no secret."
            aside={
              draft.externalId === '' ? (
                <Button size="small" look="quiet" onClick={() => set('externalId', `weir-${crypto.randomUUID()}`)}>
                  Make one
                </Button>
              ) : null
            }
            onChange={(event) => set('externalId', event.target.value)}
          />
        </>
      )}
      <RegionPicker
        partition={draft.partition}
        regions={draft.regions}
        error={faults.regions}
        onChange={(regions) => onChange({ ...draft, regions }, 'regions')}
      />
      <TextAreaField
        label="Labels"
        mono
        rows={2}
        value={draft.labels}
        placeholder={'team=network\nstage=prod'}
        error={faults.labels}
        help="One key=value per line. Only Weir sees them."
        onChange={(event) => set('labels', event.target.value)}
      />
    </div>
  )
}
