import { describe, expect, it } from 'vitest'
import { readSettings, SettingsError } from './env'

const DATABASE_URL = 'postgresql://weir:secret@127.0.0.1:5432/weir'
const LOOPBACK = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', ALIBABA_CLOUD_ENDPOINT_URL: 'http://localhost:4566' }

describe('readSettings', () => {
  it('needs only a database; everything else has a standard', () => {
    expect(readSettings({ DATABASE_URL })).toEqual({
      databaseUrl: DATABASE_URL,
      port: 3000,
      dataDir: '.weir',
      demo: true,
      timingsDivisor: 1,
      leaseTtlMs: 30_000,
      workerConcurrency: 8,
      workerMetricsPort: null,
      logLevel: 'info',
      allowedHosts: ['127.0.0.1', 'localhost', '[::1]'],
      endpoints: { aws: {}, alibaba: {} },
      hasFaithfulEndpoints: false,
    })
  })

  it('treats an empty variable as not set', () => {
    expect(readSettings({ DATABASE_URL, PORT: '', WEIR_DEMO: '', AWS_ENDPOINT_URL: '' })).toMatchObject({
      port: 3000,
      demo: true,
      endpoints: { aws: {} },
    })
  })

  it.each([
    { why: 'no database', env: {}, says: 'DATABASE_URL is not set' },
    {
      why: 'another database',
      env: { DATABASE_URL: 'mysql://x/y' },
      says: 'DATABASE_URL must begin with postgresql://',
    },
    { why: 'not a number', env: { DATABASE_URL, PORT: 'web' }, says: 'PORT must be a whole number' },
    { why: 'half a port', env: { DATABASE_URL, PORT: '1.5' }, says: 'PORT must be a whole number' },
    { why: 'beyond the ports', env: { DATABASE_URL, PORT: '70000' }, says: 'PORT must be at most 65535' },
    { why: 'not a switch', env: { DATABASE_URL, WEIR_DEMO: 'no' }, says: 'WEIR_DEMO must be on or off' },
    {
      why: 'no port for figures',
      env: { DATABASE_URL, WEIR_WORKER_METRICS_PORT: '65536' },
      says: 'WEIR_WORKER_METRICS_PORT must be at most 65535',
    },
    { why: 'nobody works', env: { DATABASE_URL, WEIR_WORKER_CONCURRENCY: '0' }, says: 'must be at least 1' },
    {
      why: 'no such level',
      env: { DATABASE_URL, WEIR_LOG_LEVEL: 'loud' },
      says: 'WEIR_LOG_LEVEL must be one of fatal',
    },
    {
      why: 'a file is no endpoint',
      env: { DATABASE_URL, AWS_ENDPOINT_URL: 'file:///etc' },
      says: 'AWS_ENDPOINT_URL must be an http',
    },
  ])('refuses: $why', ({ env, says }) => {
    expect(() => readSettings(env)).toThrow(SettingsError)
    expect(() => readSettings(env)).toThrow(says)
  })

  it('names every wrong setting at once', () => {
    expect(() => readSettings({ PORT: 'x', WEIR_DEMO: 'y' })).toThrow(/DATABASE_URL.*\nPORT.*\nWEIR_DEMO/)
  })

  it('shows no value in its messages, for it may be a password', () => {
    expect(() => readSettings({ DATABASE_URL: 'mysql://root:hunter2@x/y' })).not.toThrow('hunter2')
  })

  describe('the divisor of timings', () => {
    const divisor = { DATABASE_URL, WEIR_TIMINGS_DIVISOR: '20' }

    it('is accepted while both clouds are on loopback', () => {
      expect(readSettings({ ...divisor, ...LOOPBACK }).timingsDivisor).toBe(20)
    })

    it.each([
      { why: 'no cloud is redirected', env: {} },
      { why: 'one cloud is the vendor’s', env: { AWS_ENDPOINT_URL: LOOPBACK.AWS_ENDPOINT_URL } },
      { why: 'one service goes elsewhere', env: { ...LOOPBACK, AWS_ENDPOINT_URL_STS: 'https://sts.example.com' } },
      {
        why: 'a name that only begins like loopback',
        env: { ...LOOPBACK, AWS_ENDPOINT_URL: 'http://127.0.0.1.example.com' },
      },
    ])('is refused: $why', ({ env }) => {
      expect(() => readSettings({ ...divisor, ...env })).toThrow('WEIR_TIMINGS_DIVISOR is for tests')
    })
  })

  it('lets leases be shorter only while both clouds are on loopback, and never longer', () => {
    const short = { DATABASE_URL, WEIR_LEASE_TTL_MS: '1500' }
    expect(readSettings({ ...short, ...LOOPBACK }).leaseTtlMs).toBe(1_500)
    expect(() => readSettings(short)).toThrow('WEIR_LEASE_TTL_MS is for tests')
    expect(() => readSettings({ ...short, ...LOOPBACK, WEIR_LEASE_TTL_MS: '30001' })).toThrow('at most 30000')
  })
})
