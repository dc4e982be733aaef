import { describe, expect, it } from 'vitest'
import { childEnvironment } from './child-environment'

const FACTS = { databaseUrl: 'postgresql://127.0.0.1/weir_demo', dataDir: '/data', port: 3000 }
const SIMULATOR = 'http://127.0.0.1:4600'

/** What a developer's shell may hold. */
const DEVELOPER = {
  NODE_ENV: 'test',
  PATH: '/usr/bin',
  AWS_PROFILE: 'company-live',
  AWS_ACCESS_KEY_ID: 'AKIAREAL',
  AWS_SESSION_TOKEN: 'real',
  AWS_ENDPOINT_URL_EC2: 'https://ec2.us-east-1.amazonaws.com',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIREAL',
  ALIBABA_CLOUD_SECURITY_TOKEN: 'real',
  ALICLOUD_SECRET_KEY: 'real',
  HTTPS_PROXY: 'http://proxy:3128',
} satisfies NodeJS.ProcessEnv

describe('childEnvironment', () => {
  it('lets nothing of a real account into the demo', () => {
    const env = childEnvironment(DEVELOPER, { ...FACTS, simulatorUrl: SIMULATOR })
    const values = Object.values(env).join(' ')
    for (const real of ['company-live', 'AKIAREAL', 'LTAIREAL', 'real', 'amazonaws', 'proxy'])
      expect(values).not.toContain(real)
    expect(env).toMatchObject({
      PATH: '/usr/bin',
      WEIR_DEMO: 'on',
      WEIR_FAITHFUL_ENDPOINTS: 'on',
      AWS_ENDPOINT_URL: SIMULATOR,
      ALIBABA_CLOUD_ENDPOINT_URL: SIMULATOR,
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    })
    expect(env).not.toHaveProperty('AWS_PROFILE')
    expect(env).not.toHaveProperty('AWS_ENDPOINT_URL_EC2')
  })

  it('passes real credentials on when there is no demo, and adds none', () => {
    const env = childEnvironment(DEVELOPER, FACTS)
    expect(env).toMatchObject({
      AWS_PROFILE: 'company-live',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIREAL',
      WEIR_DEMO: 'off',
    })
    expect(env).not.toHaveProperty('AWS_ENDPOINT_URL')
  })

  it('tells every process the same database, port and folder', () => {
    expect(childEnvironment({ ...DEVELOPER, DATABASE_URL: 'other', PORT: '1' }, FACTS)).toMatchObject({
      DATABASE_URL: FACTS.databaseUrl,
      PORT: '3000',
      WEIR_DATA_DIR: '/data',
    })
  })
})
