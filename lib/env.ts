import * as z from 'zod'

/** Checked settings of this process. The only place of app, lib and worker that reads the environment. */
export interface Settings {
  readonly databaseUrl: string
  readonly port: number
  readonly dataDir: string
  /** Whether the simulator's demo fleet belongs to this start. */
  readonly demo: boolean
  /** All cadences of the engine are divided by it; 1 outside tests and demos. */
  readonly timingsDivisor: number
  /** How long a worker's lease on a scope lasts; renewals and call timeouts keep their proportion to it. 30 s outside tests. */
  readonly leaseTtlMs: number
  /** How many scopes one worker reconciles at a time. */
  readonly workerConcurrency: number
  /** Where the worker answers Prometheus and health checks, on loopback only; null is nowhere. */
  readonly workerMetricsPort: number | null
  readonly logLevel: (typeof LOG_LEVELS)[number]
  /** Host names (without port) that requests may be addressed to. */
  readonly allowedHosts: readonly string[]
  readonly endpoints: Endpoints
  /**
   * The redirected endpoints lead to the cloud itself (a private endpoint, a proxy) or keep all its promises, so that they
   * are not treated as a stand-in.
   */
  readonly hasFaithfulEndpoints: boolean
}

/** Where the clouds' APIs are looked for; a missing entry means the vendor's own address. */
export interface Endpoints {
  readonly aws: ServiceEndpoints<'EC2' | 'STS' | 'S3' | 'CLOUDWATCH_LOGS' | 'IAM' | 'KMS' | 'FIREHOSE'>
  readonly alibaba: ServiceEndpoints<'CBN' | 'STS' | 'SLS' | 'VPC' | 'RAM'>
}

/** The address for every service of a cloud, and those of single services, which win over it. */
export type ServiceEndpoints<Service extends string> = { readonly all?: string } & { readonly [S in Service]?: string }

/** A setting is wrong; the message has one line a setting, each saying what to write instead. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

const STANDARD_LEASE_TTL_MS = 30_000
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const LOOPBACK_ADDRESS = /^127(?:\.\d{1,3}){3}$/
const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]']

/** An empty variable counts as not set, as in most shells' habits. */
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema)

const wholeNumber = (least: number, most: number, standard: number) =>
  optional(
    z.coerce
      .number({ error: `must be a whole number from ${least} to ${most}` })
      .int({ error: `must be a whole number from ${least} to ${most}` })
      .min(least, { error: `must be at least ${least}` })
      .max(most, { error: `must be at most ${most}` })
      .default(standard),
  )

const PORT = z.coerce
  .number({ error: 'must be a whole number from 0 to 65535' })
  .int({ error: 'must be a whole number from 0 to 65535' })
  .min(0, { error: 'must be at least 0' })
  .max(65_535, { error: 'must be at most 65535' })

const address = optional(z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional())

const SCHEMA = z.object({
  DATABASE_URL: z
    .string({ error: 'is not set: name a PostgreSQL, for example postgresql://user:password@127.0.0.1:5432/weir' })
    .regex(/^postgres(?:ql)?:\/\/.+/, { error: 'must begin with postgresql:// and name a host and a database' }),
  PORT: wholeNumber(0, 65_535, 3000),
  WEIR_DATA_DIR: optional(z.string().default('.weir')),
  WEIR_DEMO: optional(z.enum(['on', 'off'], { error: 'must be on or off' }).default('on')),
  WEIR_TIMINGS_DIVISOR: wholeNumber(1, 10_000, 1),
  WEIR_LEASE_TTL_MS: wholeNumber(600, STANDARD_LEASE_TTL_MS, STANDARD_LEASE_TTL_MS),
  WEIR_WORKER_CONCURRENCY: wholeNumber(1, 64, 8),
  WEIR_WORKER_METRICS_PORT: optional(PORT.nullable().default(null)),
  WEIR_LOG_LEVEL: optional(z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info')),
  WEIR_ALLOWED_HOSTS: optional(z.string().default(LOOPBACK_HOSTS.join(','))),
  WEIR_FAITHFUL_ENDPOINTS: optional(z.enum(['on', 'off'], { error: 'must be on or off' }).default('off')),
  AWS_ENDPOINT_URL: address,
  AWS_ENDPOINT_URL_EC2: address,
  AWS_ENDPOINT_URL_STS: address,
  AWS_ENDPOINT_URL_S3: address,
  AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: address,
  AWS_ENDPOINT_URL_IAM: address,
  AWS_ENDPOINT_URL_KMS: address,
  AWS_ENDPOINT_URL_FIREHOSE: address,
  AWS_ENDPOINT_URL_ORGANIZATIONS: address,
  ALIBABA_CLOUD_ENDPOINT_URL: address,
  ALIBABA_CLOUD_ENDPOINT_URL_CBN: address,
  ALIBABA_CLOUD_ENDPOINT_URL_STS: address,
  ALIBABA_CLOUD_ENDPOINT_URL_SLS: address,
  ALIBABA_CLOUD_ENDPOINT_URL_VPC: address,
  ALIBABA_CLOUD_ENDPOINT_URL_RAM: address,
  ALIBABA_CLOUD_ENDPOINT_URL_RESOURCEMANAGER: address,
})

/** Reads and checks a set of environment variables. Pure; throws SettingsError naming every wrong one. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const { data, error } = SCHEMA.safeParse(environment)
  if (error)
    throw new SettingsError(error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join('\n'))

  const endpoints: Endpoints = {
    aws: present({
      all: data.AWS_ENDPOINT_URL,
      EC2: data.AWS_ENDPOINT_URL_EC2,
      STS: data.AWS_ENDPOINT_URL_STS,
      S3: data.AWS_ENDPOINT_URL_S3,
      CLOUDWATCH_LOGS: data.AWS_ENDPOINT_URL_CLOUDWATCH_LOGS,
      IAM: data.AWS_ENDPOINT_URL_IAM,
      KMS: data.AWS_ENDPOINT_URL_KMS,
      FIREHOSE: data.AWS_ENDPOINT_URL_FIREHOSE,
      ORGANIZATIONS: data.AWS_ENDPOINT_URL_ORGANIZATIONS,
    }),
    alibaba: present({
      all: data.ALIBABA_CLOUD_ENDPOINT_URL,
      CBN: data.ALIBABA_CLOUD_ENDPOINT_URL_CBN,
      STS: data.ALIBABA_CLOUD_ENDPOINT_URL_STS,
      SLS: data.ALIBABA_CLOUD_ENDPOINT_URL_SLS,
      VPC: data.ALIBABA_CLOUD_ENDPOINT_URL_VPC,
      RAM: data.ALIBABA_CLOUD_ENDPOINT_URL_RAM,
      RESOURCEMANAGER: data.ALIBABA_CLOUD_ENDPOINT_URL_RESOURCEMANAGER,
    }),
  }
  if (data.WEIR_TIMINGS_DIVISOR > 1 && !staysOnLoopback(endpoints)) {
    throw new SettingsError(
      'WEIR_TIMINGS_DIVISOR is for tests: it is accepted only while AWS_ENDPOINT_URL and ALIBABA_CLOUD_ENDPOINT_URL name ' +
        'loopback addresses, because it would flood a real cloud.',
    )
  }
  if (data.WEIR_LEASE_TTL_MS < STANDARD_LEASE_TTL_MS && !staysOnLoopback(endpoints)) {
    throw new SettingsError(
      'WEIR_LEASE_TTL_MS is for tests: it is accepted only while AWS_ENDPOINT_URL and ALIBABA_CLOUD_ENDPOINT_URL name ' +
        'loopback addresses, because calls to a real cloud would be given up too soon.',
    )
  }
  return {
    databaseUrl: data.DATABASE_URL,
    port: data.PORT,
    dataDir: data.WEIR_DATA_DIR,
    demo: data.WEIR_DEMO === 'on',
    timingsDivisor: data.WEIR_TIMINGS_DIVISOR,
    leaseTtlMs: data.WEIR_LEASE_TTL_MS,
    workerConcurrency: data.WEIR_WORKER_CONCURRENCY,
    workerMetricsPort: data.WEIR_WORKER_METRICS_PORT,
    logLevel: data.WEIR_LOG_LEVEL,
    allowedHosts: data.WEIR_ALLOWED_HOSTS.split(',')
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== ''),
    endpoints,
    hasFaithfulEndpoints: data.WEIR_FAITHFUL_ENDPOINTS === 'on',
  }
}

/** Whether no call to any cloud can leave this machine: every cloud has a general address and all of them are loopback. */
function staysOnLoopback({ aws, alibaba }: Endpoints): boolean {
  if (aws.all === undefined || alibaba.all === undefined) return false
  return [aws, alibaba].flatMap((cloud) => Object.values(cloud)).every(isLoopback)
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url)
  return LOOPBACK_HOSTS.includes(hostname) || LOOPBACK_ADDRESS.test(hostname)
}

/** Leaves out what is not set: an endpoint that is `undefined` and one that is absent would be two cases for one thing. */
function present<K extends string>(entries: Readonly<Record<K, string | undefined>>): { readonly [P in K]?: string } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as { [P in K]?: string }
}

let cached: Settings | undefined

/** The settings of this process, checked at the first use (building the pages needs none of them). */
export function settings(): Settings {
  return (cached ??= readSettings(process.env))
}
