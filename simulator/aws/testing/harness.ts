import { EC2Client } from '@aws-sdk/client-ec2'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { createManualClock, type ManualClock } from '../../core/clock'
import type { WorldName } from '../../core/cloud'
import { settingsFor, type SettingsPatch } from '../../core/settings'
import { CONTROL_PLANE_ROLE } from '../../demo/accounts'
import { AWS_BASE_CREDENTIALS } from '../../demo/credentials'
import { TEST_EXTERNAL_ID, TEST_MEMBER_ACCOUNT } from '../../demo/test-world'
import { startSimulator, type Simulator } from '../../server'
import type { AwsTruth } from '../truth'
import type { AnyResource, ResourceKind } from '../world-types'

/** A simulator with a clock moved by hand and real SDK clients pointed at it. */
export interface AwsHarness {
  readonly simulator: Simulator
  readonly clock: ManualClock
  readonly truth: AwsTruth
  readonly ec2: EC2Client
  readonly sts: STSClient
  /** A client of another region, or with other credentials. One attempt only, unless said otherwise. */
  ec2With(options: {
    readonly region?: string
    readonly credentials?: Credentials
    readonly attempts?: number
  }): EC2Client
  stsWith(options: { readonly region?: string; readonly credentials?: Credentials }): STSClient
  /** Ids of what the hub account owns in its first region. */
  ids(kind: ResourceKind, where?: (resource: AnyResource) => boolean): readonly string[]
  close(): Promise<void>
}

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export const HUB = AWS_BASE_CREDENTIALS.accountId
export const REGION = 'eu-west-1'

/** Starts a simulator and clients for one test file or test. */
export async function startAwsHarness(
  options: { readonly world?: WorldName; readonly seed?: number; readonly settings?: SettingsPatch } = {},
): Promise<AwsHarness> {
  const clock = createManualClock(settingsFor('test'))
  const simulator = await startSimulator({ world: 'test', seed: 1, profile: 'test', clock, ...options })
  const truth = simulator.admin.clouds.aws.truth
  const open: (EC2Client | STSClient)[] = []
  const common = { endpoint: simulator.url, maxAttempts: 1 }
  const harness: AwsHarness = {
    simulator,
    clock,
    truth,
    ec2: new EC2Client({ ...common, region: REGION, credentials: AWS_BASE_CREDENTIALS }),
    sts: new STSClient({ ...common, region: REGION, credentials: AWS_BASE_CREDENTIALS }),
    ec2With: ({ region = REGION, credentials = AWS_BASE_CREDENTIALS, attempts = 1 }) => {
      const client = new EC2Client({ ...common, region, credentials, maxAttempts: attempts })
      open.push(client)
      return client
    },
    stsWith: ({ region = REGION, credentials = AWS_BASE_CREDENTIALS }) => {
      const client = new STSClient({ ...common, region, credentials })
      open.push(client)
      return client
    },
    ids: (kind, where = () => true) =>
      truth
        .resources({ account: HUB, region: REGION })
        .filter((resource) => resource.kind === kind && where(resource))
        .map((resource) => resource.id),
    close: async () => {
      for (const client of [harness.ec2, harness.sts, ...open]) client.destroy()
      await simulator.close()
    },
  }
  return harness
}

/** The service error that a call ends in; fails when it does not end in one. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ readonly code: string; readonly message: string; readonly status: number; readonly requestId: string }> {
  let error: unknown
  try {
    await call
  } catch (thrown) {
    error = thrown
  }
  if (!(error instanceof Error)) throw new Error('the call was not refused')
  const metadata = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number; requestId?: string }) : {}
  return {
    code: error.name,
    message: error.message,
    status: metadata.httpStatusCode ?? 0,
    requestId: metadata.requestId ?? '',
  }
}

/** Temporary credentials of the test world's member account, through its role. */
export async function assumeMember(aws: AwsHarness): Promise<Credentials> {
  const { Credentials } = await aws.sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${TEST_MEMBER_ACCOUNT}:role/${CONTROL_PLANE_ROLE}`,
      RoleSessionName: 'test',
      ExternalId: TEST_EXTERNAL_ID,
    }),
  )
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = Credentials ?? {}
  if (!accessKeyId || !secretAccessKey || !sessionToken) throw new Error('STS gave no credentials')
  return { accessKeyId, secretAccessKey, sessionToken }
}
