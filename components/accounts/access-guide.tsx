import { Section } from '@/components/ui/facts'
import { CodeBlock } from '@/components/ui/copy-text'
import type { AccountDraft } from './account-draft'
import { trustPolicy } from './trust-policy'

/** What to prepare in the account, following what is typed. */
export function AccessGuide({ draft }: { draft: AccountDraft }) {
  const isAws = draft.provider === 'aws-ec2'
  return (
    <aside className="space-y-6 text-table text-muted xl:border-l xl:border-line xl:pl-8" aria-label="What to prepare">
      <Section title="What Weir keeps">
        <p>
          No keys. Weir’s processes get their own credentials from their environment; an account is only its role’s ARN
          and the external id.
        </p>
      </Section>
      {draft.access === 'role' ? (
        <Section title="Trust policy of the role">
          <p>
            Replace the principal by the identity Weir runs as.{' '}
            {draft.externalId.trim() === '' ? 'With an external id the role can be assumed for you only.' : ''}
          </p>
          <CodeBlock label="Trust policy" code={JSON.stringify(trustPolicy(draft), null, 2)} />
        </Section>
      ) : (
        <Section title="The base identity">
          <p>
            {isAws
              ? 'Weir uses what the AWS SDK finds in its environment: variables, a profile, or a workload identity.'
              : 'Weir uses what the Alibaba Cloud SDK finds in its environment: variables, a profile, or a workload identity.'}{' '}
            It must belong to the account typed here; the test says when it does not.
          </p>
        </Section>
      )}
      <Section title="After adding">
        <ol className="list-outside list-decimal space-y-1 pl-4">
          <li>The connection test runs and names each permission that is missing, with what to do.</li>
          <li>
            Weir lists {isAws ? 'VPCs, subnets, interfaces, gateways' : 'CENs, transit routers, attachments'} and flow
            logs of every chosen region.
          </li>
          <li>They appear under Resources and Flow logs.</li>
        </ol>
      </Section>
    </aside>
  )
}
