import { webApi } from '@/app/server'

export const dynamic = 'force-dynamic'

/** Whether requests can be answered: the database is there, with the schema of this code. */
export async function GET(): Promise<Response> {
  const readiness = await (await webApi()).readiness()
  return Response.json(readiness, {
    status: readiness.status === 'ready' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  })
}
