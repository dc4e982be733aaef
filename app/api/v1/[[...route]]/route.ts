import { webApi } from '@/app/server'

// Answers depend on the database at this moment, and streams stay open: nothing of it can be made ahead.
export const dynamic = 'force-dynamic'
export const runtime = 'nodejs'

async function handle(request: Request): Promise<Response> {
  const { api } = await webApi()
  return api.fetch(request)
}

export { handle as GET, handle as POST, handle as PATCH, handle as PUT, handle as DELETE }
