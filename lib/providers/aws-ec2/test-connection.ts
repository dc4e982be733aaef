import type { CreateFlowLogsCommandInput, EC2Client } from '@aws-sdk/client-ec2'
import {
  CreateFlowLogsCommand,
  CreateTagsCommand,
  DeleteFlowLogsCommand,
  DeleteTagsCommand,
  DescribeFlowLogsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeSubnetsCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeTransitGatewaysCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { OWNERSHIP_TAGS } from '../../domain/flow-log'
import type { AccessFeature } from '../../domain/onboarding/permission'
import { ProviderError } from '../errors'
import type { CallContext, ConnectionCheck } from '../provider'
import type { AwsClients, SendOptions } from './client'
import { judgesDryRuns } from './dry-run'
import { checkOtherPermissions } from './simulated-permissions'

type WithMetadata = { readonly $metadata: { readonly requestId?: string | undefined } }

interface Probe {
  /** The permission as policies spell it. */
  readonly permission: string
  /** A good policy grants it only on logs that carry Weir's tag, which no made-up id does: a refusal proves nothing. */
  readonly isBoundToTag: boolean
  readonly send: (client: EC2Client, options: SendOptions) => Promise<WithMetadata>
}

/** An id that no flow log and no VPC has: a dry run ends before anybody looks for it. */
const NO_FLOW_LOG = 'fl-00000000000000000'
const NO_VPC = 'vpc-00000000000000000'
const DRY = { DryRun: true } as const

/**
 * Every permission the adapter needs, as a dry run: EC2 then answers DryRunOperation or UnauthorizedOperation and does
 * nothing. Source: EC2 API Reference, common parameters, DryRun (read 2026-11).
 */
const PROBES: readonly Probe[] = [
  probe('DescribeRegions', (client, options) => client.send(new DescribeRegionsCommand(DRY), options)),
  probe('DescribeVpcs', (client, options) => client.send(new DescribeVpcsCommand(DRY), options)),
  probe('DescribeSubnets', (client, options) => client.send(new DescribeSubnetsCommand(DRY), options)),
  probe('DescribeNetworkInterfaces', (client, options) =>
    client.send(new DescribeNetworkInterfacesCommand({ ...DRY, MaxResults: 5 }), options),
  ),
  probe('DescribeTransitGateways', (client, options) => client.send(new DescribeTransitGatewaysCommand(DRY), options)),
  probe('DescribeTransitGatewayAttachments', (client, options) =>
    client.send(new DescribeTransitGatewayAttachmentsCommand(DRY), options),
  ),
  probe('DescribeNatGateways', (client, options) => client.send(new DescribeNatGatewaysCommand(DRY), options)),
  probe('DescribeFlowLogs', (client, options) => client.send(new DescribeFlowLogsCommand(DRY), options)),
  probe('CreateFlowLogs', (client, options) =>
    client.send(new CreateFlowLogsCommand({ ...DRY, ...aCreate() }), options),
  ),
  probe(
    'DeleteFlowLogs',
    (client, options) => client.send(new DeleteFlowLogsCommand({ ...DRY, FlowLogIds: [NO_FLOW_LOG] }), options),
    true,
  ),
  probe('CreateTags', (client, options) => client.send(new CreateTagsCommand({ ...DRY, ...aTag() }), options), true),
  probe('DeleteTags', (client, options) => client.send(new DeleteTagsCommand({ ...DRY, ...aTag() }), options), true),
]

/**
 * Who are we in this account, and what may we do? One check per step, in order; a refusal is a failed check, never a
 * throw. Without the role nothing further is asked: it would be about another identity.
 */
export async function testConnection(
  clients: AwsClients,
  context: CallContext,
  features: readonly AccessFeature[] = ['look', 'change'],
): Promise<readonly ConnectionCheck[]> {
  const checks: ConnectionCheck[] = []
  if (context.account.roleArn !== null) checks.push(await checkRole(clients, context, context.account.roleArn))
  checks.push(isBroken(checks) ? skipped('identity', 'Account') : await checkIdentity(clients, context))
  const dryRunsAreSafe = isBroken(checks) || (await areDryRunsSafe(clients, context))
  const probes = PROBES.filter(({ permission }) => READS.test(permission) || features.includes('change'))
  for (const one of probes) {
    const facts = [`permission:${one.permission}`, one.permission] as const
    if (isBroken(checks)) checks.push(skipped(...facts))
    else if (!dryRunsAreSafe && !READS.test(one.permission)) checks.push(notTried(...facts))
    else checks.push(await checkPermission(clients, context, one))
  }
  if (!isBroken(checks)) checks.push(...(await checkOtherPermissions(clients, context, features)))
  return checks
}

const READS = /^ec2:Describe/

/** When that cannot be found out, nothing that changes anything is tried. */
async function areDryRunsSafe(clients: AwsClients, context: CallContext): Promise<boolean> {
  return await judgesDryRuns(clients, context).catch(() => false)
}

function notTried(id: string, label: string): ConnectionCheck {
  return {
    id,
    label,
    state: 'skipped',
    message: 'Not tried: this endpoint carries dry runs out instead of only judging them.',
    remedy: 'Nothing with a stand-in for AWS: whether the permission is there shows when it is needed.',
    vendorCode: null,
    requestId: null,
  }
}

/** The role or the account is wrong: every further answer would mislead. */
function isBroken(checks: readonly ConnectionCheck[]): boolean {
  return checks.some((check) => check.state === 'failed' && !check.id.startsWith('permission:ec2:'))
}

async function checkRole(clients: AwsClients, context: CallContext, roleArn: string): Promise<ConnectionCheck> {
  const facts = { id: 'permission:sts:AssumeRole', label: `Assume ${roleArn}` }
  try {
    await clients.assume(context)
    return passed(facts, 'The role can be assumed.', null)
  } catch (error) {
    return failed(
      facts,
      error,
      `Let Weir's identity assume ${roleArn}, with the external id of this account, if it has one.`,
    )
  }
}

async function checkIdentity(clients: AwsClients, context: CallContext): Promise<ConnectionCheck> {
  const facts = { id: 'identity', label: 'Account' }
  try {
    const { output, requestId } = await clients.sts(context, 'account', {
      operation: 'GetCallerIdentity',
      send: (client, options) => client.send(new GetCallerIdentityCommand({}), options),
    })
    const expected = context.account.accountId
    if (output.Account === expected) return passed(facts, `These credentials act in account ${expected}.`, requestId)
    return {
      ...facts,
      state: 'failed',
      message: `These credentials act in account ${output.Account ?? 'unknown'}, not in ${expected}.`,
      remedy: 'Correct the account id, or the role ARN.',
      vendorCode: null,
      requestId,
    }
  } catch (error) {
    return failed(facts, error, 'Give the worker valid credentials, and let it reach STS.')
  }
}

async function checkPermission(clients: AwsClients, context: CallContext, one: Probe): Promise<ConnectionCheck> {
  const facts = { id: `permission:${one.permission}`, label: one.permission }
  const operation = one.permission.replace('ec2:', '')
  try {
    const { requestId } = await clients.ec2(context, { operation, send: one.send })
    return passed(facts, 'Allowed.', requestId)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    if (error.vendorCode === 'DryRunOperation') return passed(facts, 'Allowed.', error.requestId)
    // A dry run that is refused for its made-up ids was not stopped by a missing permission; it proves nothing either.
    if (error.kind === 'invalid' || error.kind === 'targetMissing') {
      const message = 'AWS did not say: it looked at the parameters first.'
      return {
        ...facts,
        state: 'skipped',
        message,
        remedy: null,
        vendorCode: error.vendorCode,
        requestId: error.requestId,
      }
    }
    const remedy = `Allow ${one.permission} in the policy of ${context.account.roleArn ?? 'the base identity'}.`
    if (one.isBoundToTag && error.reading.reason === 'PermissionMissing') {
      const message =
        'AWS refuses this for a flow log without a tag of Weir’s. That is right where the policy asks for the tag, and a missing permission where it does not.'
      const { vendorCode, requestId } = error
      return { ...facts, state: 'skipped', message, remedy, vendorCode, requestId }
    }
    return failed(facts, error, remedy)
  }
}

function passed(facts: { id: string; label: string }, message: string, requestId: string | null): ConnectionCheck {
  return { ...facts, state: 'passed', message, remedy: null, vendorCode: null, requestId }
}

function failed(facts: { id: string; label: string }, error: unknown, remedy: string): ConnectionCheck {
  if (!(error instanceof ProviderError)) throw error
  const { vendorCode, requestId, reading, vendorMessage } = error
  const message = `${reading.cause} ${vendorMessage ?? ''}`.trim()
  // What is no question of permission has its own remedy.
  const isRefusal = error.kind === 'denied' || error.kind === 'unknown'
  return { ...facts, state: 'failed', message, remedy: isRefusal ? remedy : reading.remedy, vendorCode, requestId }
}

function skipped(id: string, label: string): ConnectionCheck {
  const message = 'Not asked, because an earlier step failed.'
  return { id, label, state: 'skipped', message, remedy: null, vendorCode: null, requestId: null }
}

function aCreate(): CreateFlowLogsCommandInput {
  return {
    ResourceIds: [NO_VPC],
    ResourceType: 'VPC',
    TrafficType: 'ALL',
    LogDestinationType: 's3',
    LogDestination: 'arn:aws:s3:::weir-connection-test',
    // Policies may let through only what carries the ownership tags.
    TagSpecifications: [
      {
        ResourceType: 'vpc-flow-log',
        Tags: Object.values(OWNERSHIP_TAGS).map((Key) => ({ Key, Value: 'connection-test' })),
      },
    ],
  }
}

function aTag() {
  return { Resources: [NO_FLOW_LOG], Tags: [{ Key: 'weir-connection-test', Value: '' }] }
}

function probe(operation: string, send: Probe['send'], isBoundToTag = false): Probe {
  return { permission: `ec2:${operation}`, send, isBoundToTag }
}
