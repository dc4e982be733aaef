'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createElement, useEffect, useMemo, useState, type ReactNode } from 'react'
import { callApi } from '@/components/data/api'
import { validateSpec } from '@/lib/domain/rules'
import type { DraftViolation, SelectorPreviewInput } from '@/lib/http/schemas/configurations'
import { FieldFault } from './field-fault'
import { documentOf, hasTargets, targetsOf, type Draft } from './draft'

/** How long after the last key the server is asked. */
const PAUSE_MS = 350

/**
 * What is wrong with a draft: the cloud's rules at once, by the same functions the planner uses; what only the server
 * can know (names, targets, claims) a moment after the last key.
 */
export function useDraftChecks(draft: Draft, configurationId: string | null) {
  const atOnce = useMemo(() => validateSpec(draft.spec, null, null), [draft.spec])
  const settled = useSettled(draft, PAUSE_MS)
  const body = useMemo(() => bodyOf(settled, configurationId), [settled, configurationId])
  const server = useQuery({
    queryKey: ['POST /configurations/validate', body],
    queryFn: ({ signal }) => callApi('POST /configurations/validate', { body, signal }),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
  const targets = useMemo(
    () => ({ provider: settled.provider, family: settled.family, ...targetsOf(settled.targets) }),
    [settled.provider, settled.family, settled.targets],
  )
  // Counted on its own: what is selected is worth knowing while the rest is still missing.
  const preview = useQuery({
    queryKey: ['POST /selectors/preview', targets],
    queryFn: ({ signal }) => callApi('POST /selectors/preview', { body: targets as SelectorPreviewInput, signal }),
    enabled: hasTargets(settled.targets),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
  const fromServer = useMemo(() => server.data?.violations ?? [], [server.data])
  // The server judges an older draft for a moment; the spec's own rules are judged here, so only the rest is its word.
  const others = fromServer.filter((one) => !one.pointer.startsWith('/spec/') || one.rule === null)
  const isCurrent = settled === draft && !server.isPlaceholderData && server.data !== undefined

  return {
    /** The fault of a spec field, by its dotted path. */
    ofField: (field: string): ReactNode => {
      const found = atOnce.find((one) => one.field === field || one.field.startsWith(`${field}.`))
      if (found !== undefined) {
        return createElement(FieldFault, { text: sentence(found.message, found.remedy), rule: found })
      }
      const remote = others.find((one) => one.pointer === `/spec/${field.replaceAll('.', '/')}`)
      return remote === undefined ? null : sentence(remote.message, remote.remedy)
    },
    /** The fault of a member of the document: `name`, `selector`, `upkeepBound`. */
    ofMember: (member: string): string | null => {
      const found = others.find((one) => one.pointer === `/${member}` || one.pointer.startsWith(`/${member}/`))
      return found === undefined ? null : sentence(found.message, found.remedy)
    },
    errorCount: atOnce.length + others.filter((one) => one.severity === 'error').length,
    warnings: others.filter((one): one is DraftViolation => one.severity === 'warning'),
    selects: hasTargets(settled.targets) ? (preview.data ?? null) : null,
    isCounting: preview.isFetching || settled.targets !== draft.targets,
    inTheWay: server.data?.inTheWay ?? null,
    resolvedSample: server.data?.resolvedSample ?? null,
    isChecking: !isCurrent && server.error === null,
    error: server.error,
    canPropose: isCurrent && atOnce.length === 0 && server.data.isValid,
  }
}

export type DraftChecks = ReturnType<typeof useDraftChecks>

function bodyOf(draft: Draft, configurationId: string | null) {
  const targets = hasTargets(draft.targets) ? targetsOf(draft.targets) : null
  const document: Record<string, unknown> = {
    ...documentOf(draft),
    ...(targets !== null && 'selector' in targets ? { selector: targets.selector } : {}),
  }
  return {
    document,
    ...(configurationId === null ? {} : { configurationId }),
    ...(targets !== null && 'selection' in targets ? { selection: targets.selection } : {}),
  }
}

/** A message as a whole sentence; those of schemas begin in the middle: "must not be empty". */
function sentence(message: string, remedy: string | null): string {
  const whole = /^[a-z]/.test(message) ? `It ${message.replace(/\.?$/, '.')}` : message
  return remedy === null ? whole : `${whole} ${remedy}`
}

function useSettled<Value>(value: Value, pauseMs: number): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value, pauseMs])
  return settled
}
