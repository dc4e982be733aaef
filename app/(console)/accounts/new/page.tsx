import type { Metadata } from 'next'
import { NewAccountPage } from '@/components/accounts/new-account-page'

export const metadata: Metadata = { title: 'Add account' }

export default function AddAccountPage() {
  return <NewAccountPage />
}
