import { webApi } from '@/app/server'

export const dynamic = 'force-dynamic'

/** Figures for Prometheus. */
export async function GET(request: Request): Promise<Response> {
  return (await webApi()).metrics(request)
}
