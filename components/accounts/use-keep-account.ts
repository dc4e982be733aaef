'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { readKey } from '@/components/data/api'
import type { AccountDetail } from '@/lib/http/schemas/accounts'

/** Puts an account that an answer brought where its page reads it, and marks the lists as old. */
export function useKeepAccount(): (account: AccountDetail) => void {
  const client = useQueryClient()
  return useCallback(
    (account: AccountDetail) => {
      client.setQueryData(readKey('GET /accounts/{id}', { params: { id: account.id } }), account)
      void client.invalidateQueries({ queryKey: ['list', 'GET /accounts'] })
      void client.invalidateQueries({ queryKey: ['GET /overview'] })
    },
    [client],
  )
}
