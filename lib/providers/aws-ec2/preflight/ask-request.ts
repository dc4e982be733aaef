import { CreateFlowLogsCommand } from '@aws-sdk/client-ec2'
import { DecodeAuthorizationMessageCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { AwsFlowLogSpec } from '../../../domain/flow-log-spec'
import type { DryRunFacts, Reading, SimulatedAction } from '../../../domain/preflight/facts'
import type { PreflightTarget } from '../../../domain/preflight/group'
import { ProviderError } from '../../errors'
import type { CallContext } from '../../provider'
import type { AwsClients } from '../client'
import { judgesDryRuns } from '../dry-run'
import { IAM } from '../further-services'
import { toCreateInput } from '../translate'
import { readingOf } from './reading'

/** Stands for the operation that a dry run is none of. */
const NO_OPERATION = '00000000-0000-7000-8000-000000000000'

/**
 * Sends the request as a dry run: AWS checks permission and parameters and does nothing.
 * Source: EC2 API reference, common parameters, DryRun.
 */
export async function dryRun(
  clients: AwsClients,
  context: CallContext,
  target: PreflightTarget,
  installationId: string,
): Promise<DryRunFacts> {
  const facts = { targetType: target.type, targetExternalId: target.externalId }
  const { desired } = target
  if (desired.family === 'cen')
    return { ...facts, outcome: { kind: 'unknown', why: 'Not a request to AWS.', vendorCode: null } }
  if (!(await judgesDryRuns(clients, context))) {
    const why = 'This endpoint carries dry runs out instead of only judging them, so none was sent.'
    return { ...facts, outcome: { kind: 'unknown', why, vendorCode: null } }
  }
  const input = toCreateInput(
    {
      operationId: NO_OPERATION,
      installationId,
      configurationId: NO_OPERATION,
      targets: [{ key: { type: target.type }, externalId: target.externalId }],
    },
    desired,
  )
  try {
    await clients.ec2(context, {
      operation: 'CreateFlowLogs',
      requested: [target.externalId],
      send: (client, options) => client.send(new CreateFlowLogsCommand({ ...input, DryRun: true }), options),
    })
    return { ...facts, outcome: { kind: 'would-succeed' } }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return { ...facts, outcome: await outcomeOf(clients, context, error) }
  }
}

async function outcomeOf(
  clients: AwsClients,
  context: CallContext,
  error: ProviderError,
): Promise<DryRunFacts['outcome']> {
  const { vendorCode, kind, reading } = error
  const message = error.vendorMessage ?? reading.cause
  if (vendorCode === 'DryRunOperation') return { kind: 'would-succeed' }
  if (vendorCode === 'UnauthorizedOperation') {
    const encoded = encodedMessage(message)
    const named = actionNamed(message) ?? (encoded === null ? null : await decode(clients, context, encoded))
    return { kind: 'denied', action: named, message, vendorCode, isEncoded: encoded !== null }
  }
  if (kind === 'invalid' || kind === 'destinationMissing' || kind === 'quotaExceeded' || kind === 'targetMissing') {
    return { kind: 'refused', message: `${reading.cause} ${message}`, vendorCode, remedy: reading.remedy }
  }
  return { kind: 'unknown', why: `${reading.cause} ${message}`.trim(), vendorCode }
}

function encodedMessage(message: string): string | null {
  return /encoded authorization failure message:\s*([\w+/=-]{20,})/i.exec(message)?.[1] ?? null
}

function actionNamed(message: string): string | null {
  return /not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)/.exec(message)?.[1] ?? null
}

/** What an encoded message says; null when Weir may not know. Source: STS API reference, DecodeAuthorizationMessage. */
async function decode(clients: AwsClients, context: CallContext, encoded: string): Promise<string | null> {
  try {
    const { output } = await clients.sts(context, 'account', {
      operation: 'DecodeAuthorizationMessage',
      send: (client, options) =>
        client.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: encoded }), options),
    })
    return /"action"\s*:\s*"([a-z0-9-]+:[A-Za-z0-9]+)"/.exec(output.DecodedMessage ?? '')?.[1] ?? null
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    // The check then says how a person can decode it.
    return null
  }
}

/** Actions that AWS checks on behalf of the request, and what they are on. */
export interface OnBehalf {
  readonly actions: readonly string[]
  readonly resource: string | null
  readonly passedTo: string | null
}

/** Source: VPC user guide, flow-logs-iam; "Log routing fields for Amazon ECS". Pure. */
export function onBehalfOf(spec: AwsFlowLogSpec, isCrossAccount: boolean): readonly OnBehalf[] {
  const format = spec.logFormat ?? ''
  const ecs = ['ecs:ListClusters', ...ECS_LISTS.filter(([field]) => format.includes(field)).map(([, action]) => action)]
  const tagged = spec.tagFieldSpecifications.map(({ resourceType }) =>
    resourceType === 'auto-scaling-group' ? 'autoscaling:DescribeTags' : 'ec2:DescribeTags',
  )
  const actions = [
    ...(spec.logDestinationType === 'cloud-watch-logs' ? [] : ['logs:CreateLogDelivery']),
    ...(spec.logDestinationType === 'kinesis-data-firehose' ? ['firehose:TagDeliveryStream'] : []),
    ...(format.includes('${ecs-') ? ecs : []),
    ...new Set(tagged),
  ]
  const role = spec.deliverLogsPermissionArn
  const passedTo = isCrossAccount ? 'delivery.logs.amazonaws.com' : 'vpc-flow-logs.amazonaws.com'
  return [
    ...(actions.length === 0 ? [] : [{ actions, resource: null, passedTo: null }]),
    ...(role === null ? [] : [{ actions: ['iam:PassRole'], resource: role, passedTo }]),
  ]
}

const ECS_LISTS = [
  ['${ecs-container-instance', 'ecs:ListContainerInstances'],
  ['${ecs-service', 'ecs:ListServices'],
  ['${ecs-task-definition', 'ecs:ListTaskDefinitions'],
  ['${ecs-task-arn', 'ecs:ListTasks'],
  ['${ecs-task-id', 'ecs:ListTasks'],
] as const

/** Asks IAM what Weir's own role may do. Nothing is done. Source: IAM API reference, SimulatePrincipalPolicy. */
export async function simulate(
  clients: AwsClients,
  context: CallContext,
  wanted: readonly OnBehalf[],
): Promise<Reading<readonly SimulatedAction[]>> {
  if (wanted.length === 0) return { state: 'read', value: [] }
  const { SimulatePrincipalPolicyCommand } = await import('@aws-sdk/client-iam')
  return readingOf({ action: 'iam:SimulatePrincipalPolicy', absent: [] }, async () => {
    const PolicySourceArn = await ownArn(clients, context)
    const results: SimulatedAction[] = []
    for (const { actions, resource, passedTo } of wanted) {
      const { output } = await clients.further(context, IAM, {
        operation: 'SimulatePrincipalPolicy',
        send: (client, options) =>
          client.send(
            new SimulatePrincipalPolicyCommand({
              PolicySourceArn,
              ActionNames: [...actions],
              ...(resource === null ? {} : { ResourceArns: [resource] }),
              ...(passedTo === null
                ? {}
                : {
                    ContextEntries: [
                      { ContextKeyName: 'iam:PassedToService', ContextKeyType: 'string', ContextKeyValues: [passedTo] },
                    ],
                  }),
            }),
            options,
          ),
      })
      for (const { EvalActionName, EvalDecision } of output.EvaluationResults ?? []) {
        if (EvalActionName === undefined) continue
        results.push({ action: EvalActionName, decision: EvalDecision === 'allowed' ? 'allowed' : 'denied' })
      }
    }
    return results
  })
}

/** The role that Weir acts as, or the user where it acts as itself. */
async function ownArn(clients: AwsClients, context: CallContext): Promise<string> {
  if (context.account.roleArn !== null) return context.account.roleArn
  const { output } = await clients.sts(context, 'account', {
    operation: 'GetCallerIdentity',
    send: (client, options) => client.send(new GetCallerIdentityCommand({}), options),
  })
  // A session is asked about as the role it is of. Source: IAM user guide, assumed-role session ARNs.
  return (output.Arn ?? '').replace(/^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\/.*$/, 'arn:$1:iam::$2:role/$3')
}
