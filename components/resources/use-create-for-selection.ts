'use client'

import { useRouter } from 'next/navigation'
import type { Selection } from '@/components/ui/table/selection'
import { selectionHref, SELECTION_STORE_KEY } from './selection-href'

/** Goes to the create form with what is selected. */
export function useCreateForSelection(query: object): (selection: Selection) => void {
  const router = useRouter()
  return (selection) => {
    const { href, stored } = selectionHref(query, selection)
    if (stored !== null) sessionStorage.setItem(SELECTION_STORE_KEY, JSON.stringify(stored))
    router.push(href)
  }
}
