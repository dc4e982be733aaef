import { Checkbox, RadioCards, SegmentedField, SelectField } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { providerWord } from '@/components/words/nouns'
import type { AccessFeature } from '@/lib/domain/onboarding/permission'
import { PROVIDER_IDS } from '@/lib/domain/provider-id'
import { dialectOf, emptyDraft, type AccountDraft, type DraftField, type DraftFaults } from '../account-draft'
import { permissionsOf, usualChoice, type OnboardingChoice } from './onboarding-choice'

/** Which cloud and which account, and what Weir shall be able to do there. */
export function UseStep({
  draft,
  choice,
  faults,
  onDraft,
  onChoice,
}: {
  draft: AccountDraft
  choice: OnboardingChoice
  faults: DraftFaults
  onDraft: (draft: AccountDraft, field: DraftField | null) => void
  onChoice: (choice: OnboardingChoice) => void
}) {
  const dialect = dialectOf(draft.provider)
  const { features } = permissionsOf(draft.provider)
  const toggle = (feature: AccessFeature, isOn: boolean) =>
    onChoice({
      ...choice,
      features: features.flatMap((one) =>
        (one.feature === feature ? isOn : choice.features.includes(one.feature)) ? [one.feature] : [],
      ),
    })
  return (
    <div className="space-y-5">
      <SegmentedField
        label="Provider"
        value={draft.provider}
        options={PROVIDER_IDS.map((value) => ({ value, label: providerWord(value) }))}
        onChange={(provider) => {
          onDraft({ ...emptyDraft(provider), name: draft.name, labels: draft.labels, access: draft.access }, null)
          onChoice(usualChoice(provider))
        }}
      />
      <SelectField
        label={draft.provider === 'aws-ec2' ? 'Partition' : 'Site'}
        value={draft.partition}
        options={dialect.partitions}
        onChange={(partition) => onDraft({ ...draft, partition, regions: [] }, 'partition')}
        error={faults.partition}
      />
      <RadioCards
        label="For"
        value={choice.whom}
        options={[
          { value: 'account', label: 'One account', note: 'The role is made in this account only.' },
          {
            value: 'organisation',
            label: draft.provider === 'aws-ec2' ? 'Every account of an organisation' : 'Every account of a directory',
            note:
              draft.provider === 'aws-ec2'
                ? 'A StackSet makes the same role everywhere, also in accounts that join later.'
                : 'The same role is made in every member.',
          },
        ]}
        onChange={(whom) => onChoice({ ...choice, whom })}
      />
      {choice.whom === 'organisation' ? null : (
        <TextField
          label="Account id"
          isRequired
          mono
          inputMode="numeric"
          value={draft.accountId}
          placeholder={'0'.repeat(dialect.idLength)}
          error={faults.accountId}
          onChange={(event) => onDraft({ ...draft, accountId: event.target.value }, 'accountId')}
        />
      )}
      <fieldset>
        <legend className="mb-1.5 text-label font-medium text-ink">What Weir shall be able to do</legend>
        <div className="grid gap-x-6 gap-y-2.5 md:grid-cols-2">
          {features.map(({ feature, label, help, isRequired }) => (
            <Checkbox
              key={feature}
              label={label}
              help={help}
              checked={isRequired || choice.features.includes(feature)}
              disabled={isRequired}
              onChange={(event) => toggle(feature, event.target.checked)}
            />
          ))}
        </div>
      </fieldset>
    </div>
  )
}
