'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { callApi, renewTopic } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { ConsequenceDialog } from '@/components/ui/consequence-dialog'
import { notify } from '@/components/ui/notify'
import { ProblemPanel } from '@/components/ui/problem-panel'
import { countOf } from '@/components/words/nouns'
import { ApiProblem } from '@/lib/http/client'
import type { AccountDetail } from '@/lib/http/schemas/accounts'

/** Removing an account ends the looking; nothing in the cloud is touched. Says what stays there. */
export function RemoveAccountDialog({ account, onClose }: { account: AccountDetail; onClose: () => void }) {
  const router = useRouter()
  const client = useQueryClient()
  const { ours, others } = account.flowLogs
  const remove = useMutation({
    mutationFn: () => callApi('DELETE /accounts/{id}', { params: { id: account.id }, revision: account.revision }),
    onSuccess: (answer) => {
      notify('done', `${account.name} was removed`, answer.message)
      renewTopic(client, 'account')
      router.push('/accounts')
    },
  })
  const isOutdated = remove.error instanceof ApiProblem && remove.error.status === 412
  return (
    <ConsequenceDialog
      isOpen
      onClose={onClose}
      title={`Remove ${account.name}`}
      verb="Remove account"
      isBusy={remove.isPending}
      confirmText={ours > 0 ? account.accountId : undefined}
      onConfirm={() => remove.mutate()}
    >
      <p>Weir stops looking at this account and forgets its regions. Nothing in the cloud is touched:</p>
      <ul className="figures list-outside list-disc space-y-1 pl-5 text-table">
        <li>
          {ours === 0
            ? 'There is no flow log of Weir in it.'
            : `${countOf(ours, 'flow log', 'flow logs')} of Weir ${ours === 1 ? 'stays' : 'stay'} there and ${ours === 1 ? 'goes' : 'go'} on recording, unwatched: Weir no longer notices when delivery fails.`}
        </li>
        <li>
          {others === 0
            ? 'There is none of others either.'
            : `${countOf(others, 'flow log', 'flow logs')} of others ${others === 1 ? 'stays' : 'stay'} as ${others === 1 ? 'it is' : 'they are'}.`}
        </li>
        <li>Records already written stay where they are.</li>
        <li>Adding the account again finds Weir’s flow logs by their tags and takes them up again.</li>
      </ul>
      {remove.error === null ? null : (
        <ProblemPanel
          problem={
            isOutdated
              ? {
                  message: 'This account was changed meanwhile.',
                  remedy: 'Close this window; the page shows what it is now.',
                  code: 'precondition-failed',
                }
              : problemOfError(remove.error)
          }
        />
      )}
    </ConsequenceDialog>
  )
}
