import { Badge } from '@/components/ui/badge'
import { CopyableId } from '@/components/ui/copy-text'
import { Facts } from '@/components/ui/facts'
import { RelativeTime } from '@/components/ui/relative-time'
import type { AccountDetail } from '@/lib/http/schemas/accounts'
import { permissionsOf } from './onboarding/onboarding-choice'

/** What the account is used for, in the words of the form that asked. */
function featureLabels({ provider, features }: AccountDetail): readonly string[] {
  const offers = permissionsOf(provider).features
  return offers.filter(({ feature }) => features.includes(feature)).map(({ label }) => label)
}

/** How Weir gets into the account, and what people wrote on it. */
export function AccountFacts({ account }: { account: AccountDetail }) {
  const labels = Object.entries(account.labels)
  return (
    <Facts
      facts={[
        {
          label: 'Access',
          value: account.roleArn === null ? 'The base identity itself' : <CopyableId id={account.roleArn} max={44} />,
        },
        ...(account.roleArn === null
          ? []
          : [
              {
                label: 'External id',
                value:
                  account.externalId === null ? (
                    <span className="text-warning-ink">
                      none: anybody who may assume roles could be mistaken for Weir
                    </span>
                  ) : (
                    <CopyableId id={account.externalId} max={30} />
                  ),
              },
            ]),
        {
          label: 'Used for',
          value:
            account.features.length === 0 ? (
              <span className="text-faint">not said: looking and changing must work</span>
            ) : (
              <span className="flex flex-wrap gap-1.5">
                {featureLabels(account).map((label) => (
                  <Badge key={label}>{label}</Badge>
                ))}
              </span>
            ),
        },
        {
          label: 'Endpoint',
          value:
            account.endpointFingerprint === null ? (
              <span className="text-faint">not called yet</span>
            ) : account.endpointFingerprint === 'vendor' ? (
              'The cloud’s own'
            ) : (
              <code className="text-mono break-all">{account.endpointFingerprint}</code>
            ),
        },
        {
          label: 'Labels',
          value:
            labels.length === 0 ? (
              <span className="text-faint">none</span>
            ) : (
              <span className="flex flex-wrap gap-1.5">
                {labels.map(([key, value]) => (
                  <Badge key={key} mono>
                    {key}={value}
                  </Badge>
                ))}
              </span>
            ),
        },
        { label: 'Added', value: <RelativeTime at={account.createdAt} /> },
        { label: 'Changed', value: <RelativeTime at={account.updatedAt} /> },
      ]}
    />
  )
}
