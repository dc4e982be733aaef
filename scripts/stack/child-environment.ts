import { BASE_IDENTITY as ALIBABA_IDENTITY } from '../../simulator/alibaba/identities'
import { AWS_BASE_CREDENTIALS } from '../../simulator/demo/credentials'

/** What a start decided, as far as its processes must know it. */
export interface StackFacts {
  readonly databaseUrl: string
  readonly dataDir: string
  readonly port: number
  /** Set in the demo: where the simulator listens. */
  readonly simulatorUrl?: string
  readonly timingsDivisor?: number
}

/** Variables by which the clouds' SDKs find accounts and endpoints. In the demo none of a developer's own may count. */
export const CLOUD_VARIABLE = /^(?:AWS_|AMAZON_|ALIBABA_|ALIBABACLOUD_|ALICLOUD_|ALIYUN_)/i

/** A proxy would carry loopback calls away from this machine. */
const PROXY_VARIABLE = /^(?:https?|all|no)_proxy$/i

/**
 * The environment of web, worker and seed. Pure. Without a simulator they inherit ours; with one they see its address
 * and invented credentials only, so that a demo can never reach a real account.
 */
export function childEnvironment(inherited: NodeJS.ProcessEnv, facts: StackFacts): NodeJS.ProcessEnv {
  return {
    ...(facts.simulatorUrl === undefined ? inherited : withoutClouds(inherited)),
    ...(facts.simulatorUrl === undefined ? {} : simulatedClouds(facts.simulatorUrl)),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: facts.databaseUrl,
    WEIR_DATA_DIR: facts.dataDir,
    WEIR_DEMO: facts.simulatorUrl === undefined ? 'off' : 'on',
    PORT: String(facts.port),
    ...(facts.timingsDivisor === undefined ? {} : { WEIR_TIMINGS_DIVISOR: String(facts.timingsDivisor) }),
  }
}

function withoutClouds(inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(inherited).filter(([name]) => !CLOUD_VARIABLE.test(name) && !PROXY_VARIABLE.test(name))
  return Object.fromEntries(kept) as NodeJS.ProcessEnv
}

function simulatedClouds(url: string): Record<string, string> {
  return {
    // The simulator keeps what the clouds promise: what is shown and tried there is how Weir behaves with a cloud itself.
    WEIR_FAITHFUL_ENDPOINTS: 'on',
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: AWS_BASE_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: AWS_BASE_CREDENTIALS.secretAccessKey,
    // No profile of this machine and no metadata service may answer instead.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    ALIBABA_CLOUD_ENDPOINT_URL: url,
    ALIBABA_CLOUD_ACCESS_KEY_ID: ALIBABA_IDENTITY.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: ALIBABA_IDENTITY.accessKeySecret,
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
  }
}
