import { renderAwsCommand } from '../../domain/aws/command'
import { validateSpec } from '../../domain/rules'
import type { FlowLogProvider } from '../provider'
import { AWS_EC2_CAPABILITIES } from './capabilities'
import type { AwsClientOptions } from './client'
import { AwsClients } from './client'
import { create } from './create'
import { deleteFlowLogs } from './delete'
import { discover } from './discover'
import { endpointFingerprint } from './endpoints'
import { findCreated, observe } from './observe'
import { preflight } from './preflight/preflight'
import { awsRecordAccess } from './records/read-records'
import { listOrganisation } from './organisation'
import { testConnection } from './test-connection'
import { update } from './update'

/** What the AWS provider is made with. */
export type AwsEc2Options = AwsClientOptions

/** AWS EC2 behind the port. `close` ends idle connections; nothing else needs ending. */
export function createAwsEc2Provider(options: AwsEc2Options): FlowLogProvider & { readonly close: () => void } {
  const clients = new AwsClients(options)
  return {
    id: 'aws-ec2',
    capabilities: AWS_EC2_CAPABILITIES,
    endpointFingerprint: () => endpointFingerprint(options.endpoints),
    isStandIn: () => clients.isStandIn,
    validate: (spec, targetType) => validateSpec(spec, targetType, null),
    renderCommand: renderAwsCommand,
    testConnection: (context, features) => testConnection(clients, context, features),
    preflight: (context, request) => preflight(clients, context, request),
    records: awsRecordAccess(clients, options.now ?? (() => new Date())),
    discover: (context, discoverOptions) => discover(clients, context, discoverOptions),
    observe: (context) => observe(clients, context),
    findCreated: (context, query) => findCreated(clients, context, query),
    create: (context, batch) => create(clients, context, batch),
    update: (context, change) => update(clients, context, change.log.externalId, change.step),
    delete: (context, request) => deleteFlowLogs(clients, context, request.externalIds),
    listOrganisation: (context) => listOrganisation(clients, context),
    close: () => clients.close(),
  }
}
