import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** What the server tells. */
export interface Observed {
  /** All figures, in Prometheus' text format. */
  readonly metrics: { readonly contentType: string; text(): Promise<string> }
  /** Null when passes can be made, else one sentence that says why not. */
  readiness(): Promise<string | null>
}

/** A port was asked for that cannot be had; the message says what to do. */
export class MetricsPortRefused extends Error {
  override readonly name = 'MetricsPortRefused'
}

/**
 * Answers `/metrics`, `/health/live` and `/health/ready` on this machine only: there is no sign-in here. Port 0 takes a free
 * one. The server never keeps the process alive.
 */
export async function serveMetrics(
  port: number,
  observed: Observed,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request, observed).then(
      ({ status, type, text }) => send(response, status, type, text),
      () => send(response, 503, TEXT, 'The database cannot be reached.\n'),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be had (${error.code ?? error.message})`
      reject(
        new MetricsPortRefused(
          `Port ${port} of 127.0.0.1 ${why}: give each worker of a machine a WEIR_WORKER_METRICS_PORT of its own, or leave it out.`,
        ),
      )
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  server.unref()
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
}

const TEXT = 'text/plain; charset=utf-8'

async function answer({ method, url }: IncomingMessage, observed: Observed): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, type: TEXT, text: 'Only GET is answered here.\n' }
  switch (url?.split('?')[0]) {
    case '/metrics':
      return { status: 200, type: observed.metrics.contentType, text: await observed.metrics.text() }
    case '/health/live':
      return { status: 200, type: TEXT, text: 'alive\n' }
    case '/health/ready': {
      const reason = await observed.readiness()
      return reason === null
        ? { status: 200, type: TEXT, text: 'ready\n' }
        : { status: 503, type: TEXT, text: `${reason}\n` }
    }
    default:
      return { status: 404, type: TEXT, text: 'There is /metrics, /health/live and /health/ready.\n' }
  }
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(text)
}
