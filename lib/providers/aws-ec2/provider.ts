import { renderAwsCommand } from '../../domain/aws/command'
import { validateSpec } from '../../domain/rules'
import type { FlowLogProvider } from '../provider'
import type { RecordAccess } from '../records'
import { AWS_EC2_CAPABILITIES } from './capabilities'
import type { AwsClientOptions } from './client'
import { AwsClients } from './client'
import { create } from './create'
import { deleteFlowLogs } from './delete'
import { discover } from './discover'
import { endpointFingerprint } from './endpoints'
import { findCreated, observe } from './observe'
import { testConnection } from './test-connection'
import { update } from './update'

/** What the AWS provider is made with. */
export type AwsEc2Options = AwsClientOptions

/**
 * AWS EC2 behind the port. What only some passes and jobs need (preflight, records, organisations) is loaded when it is first
 * asked for: the clients of those services take more memory than all of EC2's. `close` ends idle connections; nothing else needs
 * ending.
 */
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
    preflight: async (context, request) => {
      const { preflight } = await import('./preflight/preflight')
      return preflight(clients, context, request)
    },
    records: recordsOnDemand(async () => {
      const { awsRecordAccess } = await import('./records/read-records')
      return awsRecordAccess(clients, options.now ?? (() => new Date()))
    }),
    discover: (context, discoverOptions) => discover(clients, context, discoverOptions),
    observe: (context) => observe(clients, context),
    findCreated: (context, query) => findCreated(clients, context, query),
    create: (context, batch) => create(clients, context, batch),
    update: (context, change) => update(clients, context, change.log.externalId, change.step),
    delete: (context, request) => deleteFlowLogs(clients, context, request.externalIds),
    listOrganisation: async (context) => {
      const { listOrganisation } = await import('./organisation')
      return listOrganisation(clients, context)
    },
    close: () => clients.close(),
  }
}

function recordsOnDemand(load: () => Promise<RecordAccess>): RecordAccess {
  let loaded: Promise<RecordAccess> | undefined
  const access = () => (loaded ??= load())
  return {
    readRecords: async (context, source, query) => (await access()).readRecords(context, source, query),
    newestRecords: async (context, sources, place) => (await access()).newestRecords(context, sources, place),
  }
}
