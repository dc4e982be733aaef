import type { AwsFlowLogSpec, CenFlowLogSpec } from '../../domain/flow-log-spec'
import { deliveryPermissions, deliveryTrust, bucketStatements } from '../../domain/onboarding/destination-access'
import { NOTHING_ASKED } from '../../domain/preflight/evaluate'
import type { AwsPreflightFacts, CenPreflightFacts, PreflightFacts, Reading } from '../../domain/preflight/facts'
import { samplesOf } from '../../domain/preflight/group'
import type { PreflightRequest } from '../preflight'
import type { CallContext } from '../provider'
import { exchange, type FakeLine } from './exchange'
import type { FakeWorld } from './world'

const ABSENT = { state: 'absent', vendorCode: 'NotThere' } as const

function read<Value>(value: Value): Reading<Value> {
  return { state: 'read', value }
}

/** What a fake cloud says to a plan: its destinations are there and let delivery in, unless a test says otherwise. */
export async function fakePreflight(
  world: FakeWorld,
  line: FakeLine,
  context: CallContext,
  { group }: PreflightRequest,
): Promise<PreflightFacts> {
  const { spec } = group
  const { value } = await exchange(line, context, {
    operation: spec.family === 'cen' ? 'GetProject' : line.rules.operations.create,
    resources: [],
    mutates: false,
    effect: () => (spec.family === 'cen' ? cenFacts(world, context, spec) : awsFacts(world, context, spec)),
  })
  if (value.provider !== 'aws-ec2') return value
  const dryRuns = samplesOf(group).map(({ type, externalId }) => ({
    targetType: type,
    targetExternalId: externalId,
    outcome: { kind: 'would-succeed' as const },
  }))
  return { ...value, dryRuns }
}

function awsFacts(world: FakeWorld, { scope }: CallContext, spec: AwsFlowLogSpec): AwsPreflightFacts {
  const { partition, accountId } = scope
  const isThere = !world.missingDestinations.has(spec.logDestination)
  const isOpen = !world.deniedDestinations.has(spec.logDestination)
  const bucket = spec.logDestination.split(':::')[1]?.split('/')[0] ?? ''
  const statements = bucketStatements(bucket, { partition, accountIds: [accountId], organisationId: null })
  const role = {
    trustPolicy: JSON.stringify(deliveryTrust(partition, accountId)),
    policies: isOpen ? [JSON.stringify(deliveryPermissions(partition, accountId, '*'))] : [],
    unreadPolicies: 0,
  }
  return {
    ...NOTHING_ASKED,
    bucket: isThere
      ? read({
          region: scope.region,
          policy: isOpen ? read(JSON.stringify({ Statement: statements })) : ABSENT,
          encryption: read({ named: null, usesKms: false }),
          ownership: read('BucketOwnerPreferred'),
          key: null,
        })
      : ABSENT,
    deliveryRole: read(role),
    logGroup: isThere ? read({ arn: spec.logDestination, key: null }) : ABSENT,
    stream: isThere ? read({ status: 'ACTIVE', source: 'DirectPut' }) : ABSENT,
  }
}

function cenFacts(world: FakeWorld, { scope }: CallContext, spec: CenFlowLogSpec): CenPreflightFacts {
  const isThere = !world.missingDestinations.has(spec.projectName)
  return {
    provider: 'alibaba-cen',
    routerService: read(true),
    serviceRole: read(true),
    project: isThere ? read({ region: scope.region, status: 'Normal' }) : ABSENT,
    logStore: isThere ? read(true) : ABSENT,
    index: isThere ? read(true) : ABSENT,
  }
}
