'use client'

import { useMutation } from '@tanstack/react-query'
import { callApi } from '@/components/data/api'
import { problemOfError } from '@/components/data/problem-view'
import { ConsequenceDialog } from '@/components/ui/consequence-dialog'
import { ProblemPanel } from '@/components/ui/problem-panel'
import type { SettingsView } from '@/lib/http/schemas/settings'

/** Lets an installation act that only looked: after a restored backup, or beside another one. */
export function ConfirmInstallationDialog({
  onClose,
  onDone,
}: {
  onClose: () => void
  onDone: (settings: SettingsView) => void
}) {
  const confirm = useMutation({
    mutationFn: () => callApi('POST /settings/confirm-installation'),
    onSuccess: onDone,
  })
  return (
    <ConsequenceDialog
      isOpen
      onClose={onClose}
      title="Confirm this installation"
      verb="Confirm and let it act"
      confirmText="only this one"
      isDanger={false}
      isBusy={confirm.isPending}
      onConfirm={() => confirm.mutate()}
    >
      <p>
        Weir goes on from what this database knows. If it was restored from a backup, flow logs made since then carry
        Weir’s tag without a record: they are taken up again where they equal what is desired, and else only shown.
      </p>
      <p className="text-muted">Make sure that no other installation of Weir acts on the same accounts.</p>
      {confirm.error === null ? null : <ProblemPanel problem={problemOfError(confirm.error)} />}
    </ConsequenceDialog>
  )
}
