'use client'

import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { callApi } from '@/components/data/api'
import type { RecordAnswer, RecordFilterInput, RecordRequestView } from '@/lib/http/schemas/records'

/** What is asked for: so many seconds up to now, and a filter. */
export interface Question {
  readonly seconds: number
  readonly filter: RecordFilterInput
}

/** Pages of records read so far, newest first. */
export interface RecordsRead {
  readonly columns: readonly string[]
  readonly rows: RecordAnswer['rows']
  readonly notes: RecordAnswer['notes']
  readonly faults: number
  readonly next: string | null
  readonly from: string
  readonly to: string
}

const ASK_AGAIN_MS = 600
const GIVE_UP_MS = 90_000
const ROWS = 100

/** Asks the worker for records and waits for its answer; older pages are added behind those that are there. */
export function useRecords(flowLogId: string, question: Question, isReadable: boolean) {
  const [found, setFound] = useState<RecordsRead | null>(null)
  const [problem, setProblem] = useState<RecordRequestView['problem']>(null)
  const { mutate, isPending, error, variables } = useMutation({
    mutationFn: (before: RecordsRead | null) => answerOf(flowLogId, question, before),
    onSuccess: (request, before) => {
      setProblem(request.problem)
      if (request.answer !== null) setFound(joined(before, request, request.answer))
      else if (before === null) setFound(null)
    },
  })
  const asked = useRef('')
  const key = JSON.stringify([flowLogId, question, isReadable])
  const read = useCallback(() => mutate(null), [mutate])
  useEffect(() => {
    // Once per question: rendering again asks nothing.
    if (!isReadable || asked.current === key) return
    asked.current = key
    read()
  }, [isReadable, key, read])
  return {
    found,
    problem,
    error,
    isReading: isPending,
    isReadingOlder: isPending && variables !== null,
    read,
    readOlder: () => (found === null ? undefined : mutate(found)),
  }
}

async function answerOf(id: string, question: Question, before: RecordsRead | null): Promise<RecordRequestView> {
  const to = before?.to ?? new Date().toISOString()
  const from = before?.from ?? new Date(Date.parse(to) - question.seconds * 1000).toISOString()
  const asked = await callApi('POST /flow-logs/{id}/records', {
    params: { id },
    body: {
      from,
      to,
      filter: question.filter,
      limit: ROWS,
      ...(typeof before?.next === 'string' ? { cursor: before.next } : {}),
    },
  })
  const until = Date.now() + GIVE_UP_MS
  let request: RecordRequestView | null = asked
  while (request?.state === 'waiting') {
    if (Date.now() > until) throw new Error('No worker answered. Is one running?')
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
    const view = await callApi('GET /flow-logs/{id}/records', { params: { id }, query: { request: asked.id } })
    request = view.request
  }
  return request ?? asked
}

function joined(before: RecordsRead | null, request: RecordRequestView, answer: RecordAnswer): RecordsRead {
  const columns = new Set([...(before?.columns ?? []), ...answer.columns])
  const notes = new Map([...(before?.notes ?? []), ...answer.notes].map((note) => [note.message, note]))
  return {
    columns: [...columns],
    rows: [...(before?.rows ?? []), ...answer.rows],
    notes: [...notes.values()].filter(({ kind }) => kind !== 'incomplete' || answer.next !== null),
    faults: (before?.faults ?? 0) + answer.faults,
    next: answer.next,
    from: request.from,
    to: request.to,
  }
}
