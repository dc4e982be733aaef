import { HydrationBoundary } from '@tanstack/react-query'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '@/components/console/providers'
import { Shell } from '@/components/console/shell'
import { firstData } from './first-data'

/** Every page of the console: the frame, with the facts it shows itself. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const data = await firstData()
  const [jar] = await Promise.all([cookies(), data.read('GET /overview'), data.read('GET /settings')])
  return (
    <Providers>
      <HydrationBoundary state={data.state()}>
        <Shell isRailNarrow={jar.get('weir-rail')?.value === 'narrow'}>{children}</Shell>
      </HydrationBoundary>
    </Providers>
  )
}
