import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { MetricsPortRefused, type Observed, serveMetrics } from './metrics-server'

const FINE: Observed = {
  metrics: { contentType: 'text/plain; version=0.0.4', text: () => Promise.resolve('weir_up 1\n') },
  readiness: () => Promise.resolve(null),
}

describe('the figures and health of a worker', () => {
  let close = () => Promise.resolve()
  afterEach(() => close())

  async function serving(observed: Partial<Observed> = {}) {
    const server = await serveMetrics(0, { ...FINE, ...observed })
    close = () => server.close()
    return (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init)
  }

  it('are answered in the formats that Prometheus and probes expect', async () => {
    const ask = await serving()
    const metrics = await ask('/metrics')
    expect([metrics.status, metrics.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4'])
    expect(await metrics.text()).toBe('weir_up 1\n')
    expect((await ask('/health/live')).status).toBe(200)
    expect((await ask('/health/ready')).status).toBe(200)
    expect((await ask('/elsewhere')).status).toBe(404)
    expect((await ask('/metrics', { method: 'POST' })).status).toBe(405)
  })

  it('say why a worker is not ready, and that it lives all the same', async () => {
    const ask = await serving({ readiness: () => Promise.resolve('The worker is stopping.') })
    const ready = await ask('/health/ready')
    expect([ready.status, await ready.text()]).toEqual([503, 'The worker is stopping.\n'])
    expect((await ask('/health/live')).status).toBe(200)
  })

  it('tell nothing of a failure that may hold the address of the database', async () => {
    const text = () => Promise.reject(new Error('connect ECONNREFUSED postgresql://user:secret@db'))
    const ask = await serving({ metrics: { contentType: 'text/plain', text } })
    const answer = await ask('/metrics')
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toContain('secret')
  })

  it('refuse a port that somebody else has, with the way out', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    close = () => new Promise((resolve) => other.close(() => resolve()))
    const refused = serveMetrics(port, FINE)
    await expect(refused).rejects.toThrow(MetricsPortRefused)
    await expect(refused).rejects.toThrow(/WEIR_WORKER_METRICS_PORT of its own/)
  })
})
