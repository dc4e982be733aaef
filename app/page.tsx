import { redirect } from 'next/navigation'

/** The console begins at the overview. */
export default function Home() {
  redirect('/overview')
}
