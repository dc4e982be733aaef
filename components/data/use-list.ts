'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { ListName, ReadInput, RowOf } from './api'
import { listOptions } from './list-options'
import { settleRows } from './settle-rows'

/** A list that pages on the server, stays in place while live changes arrive, and says what is new. */
export function useList<Name extends ListName>(name: Name, input: ReadInput, keyOf: (row: RowOf<Name>) => string) {
  const options = listOptions(name, input)
  const query = useInfiniteQuery({ ...options, placeholderData: keepPreviousData })
  const keyText = JSON.stringify(options.queryKey)

  const latest = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const [fixed, setFixed] = useState<{ keyText: string; order: string[]; rows: Map<string, RowOf<Name>> }>({
    keyText: '',
    order: [],
    rows: new Map(),
  })

  const isOtherList = fixed.keyText !== keyText
  const settled = useMemo(
    () => settleRows(isOtherList ? [] : fixed.order, fixed.rows, latest, keyOf),
    [isOtherList, fixed, latest, keyOf],
  )
  // Fix the order while rendering: an effect would paint the moved rows once before putting them back.
  if (!query.isPlaceholderData && latest.length > 0 && (isOtherList || settled.rows.length > fixed.order.length)) {
    setFixed({
      keyText,
      order: settled.rows.map(keyOf),
      rows: new Map(settled.rows.map((row) => [keyOf(row), row])),
    })
  }

  const showNew = useCallback(() => setFixed({ keyText: '', order: [], rows: new Map() }), [])

  return {
    rows: settled.rows,
    gone: settled.gone,
    newCount: settled.newCount,
    showNew,
    total: query.data?.pages[0]?.total ?? null,
    isLoading: query.isPending,
    isStaleView: query.isPlaceholderData,
    error: query.data === undefined ? query.error : null,
    /** The rows are shown, but the newest attempt to renew them failed. */
    renewError: query.data === undefined ? null : query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
    },
    retry: () => void query.refetch(),
  }
}
