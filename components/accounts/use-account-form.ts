'use client'

import { useMemo, useState } from 'react'
import { ApiProblem } from '@/lib/http/client'
import type { ProblemError } from '@/lib/http/schemas/problem'
import { draftFaults, faultsOfErrors, type AccountDraft, type DraftField, type DraftFaults } from './account-draft'

/**
 * An account form's state: faults appear for what was typed, for all after a try to send, and the server's own stay at
 * their field until that field is changed.
 */
export function useAccountForm(initial: AccountDraft) {
  const [draft, setDraft] = useState(initial)
  const [touched, setTouched] = useState<ReadonlySet<DraftField>>(new Set())
  const [isTried, setIsTried] = useState(false)
  const [refused, setRefused] = useState<DraftFaults>({})

  const faults = useMemo(() => draftFaults(draft), [draft])
  const shown = useMemo(() => {
    const visible = Object.entries(faults).filter(([field]) => isTried || touched.has(field as DraftField))
    return { ...refused, ...Object.fromEntries(visible) }
  }, [faults, isTried, touched, refused])

  const change = (next: AccountDraft, field: DraftField | null) => {
    setDraft(next)
    if (field === null) {
      setRefused({})
      return
    }
    setTouched((before) => new Set(before).add(field))
    setRefused(({ [field]: _, ...others }) => others)
  }
  /** Whether it can be sent; shows all faults when it cannot. */
  const attempt = (): boolean => {
    setIsTried(true)
    return Object.keys(faults).length === 0
  }
  /** Takes the server's faults to their fields; gives back those that belong to none. */
  const refuse = (error: unknown): readonly ProblemError[] => {
    if (!(error instanceof ApiProblem)) return []
    const sorted = faultsOfErrors(error.problem.errors ?? [])
    setRefused(sorted.faults)
    return sorted.rest
  }
  const reset = (next: AccountDraft) => {
    setDraft(next)
    setTouched(new Set())
    setIsTried(false)
    setRefused({})
  }
  return { draft, faults: shown, faultCount: Object.keys(faults).length, isTried, change, attempt, refuse, reset }
}
