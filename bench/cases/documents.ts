import type { ConfigurationDocument } from '../../lib/domain/configuration'

const COMMON = {
  onDrift: 'heal',
  onRemoval: 'delete',
  upkeep: 'automatic',
  upkeepBound: { maxNewTargets: 10_000 },
  paused: false,
  observeOnly: false,
  requiredTraffic: null,
} as const satisfies Partial<ConfigurationDocument>

/** Every VPC of the fleet to one bucket, today's and future ones. */
export function awsDocument(name: string, prefix: string, isObserved = false): ConfigurationDocument {
  return {
    ...COMMON,
    name,
    observeOnly: isObserved,
    provider: 'aws-ec2',
    family: 'aws-vpc',
    selector: { kind: 'clauses', clauses: [{ on: 'type', values: ['VPC'] }], excludes: [] },
    spec: {
      family: 'aws-vpc',
      trafficType: 'ALL',
      logDestinationType: 's3',
      logDestination: `arn:aws:s3:::org-network-flow-logs/${prefix}/`,
      deliverLogsPermissionArn: null,
      deliverCrossAccountRole: null,
      destinationOptions: { fileFormat: 'plain-text', hiveCompatiblePartitions: false, perHourPartition: false },
      logFormat: null,
      maxAggregationIntervalSeconds: 600,
      tagFieldSpecifications: [],
      tags: {},
    },
  }
}

/** Every attachment of these kinds, each to a project of its own account and region. */
export function cenDocument(name: string, attachmentKinds: readonly string[]): ConfigurationDocument {
  return {
    ...COMMON,
    name,
    provider: 'alibaba-cen',
    family: 'cen',
    selector: {
      kind: 'clauses',
      clauses: [
        { on: 'type', values: ['TransitRouterAttachment'] },
        { on: 'attachmentKind', values: attachmentKinds },
      ],
      excludes: [],
    },
    spec: {
      family: 'cen',
      projectName: 'bench-{accountId}-{region}',
      logStoreName: 'weir',
      flowLogName: 'bench',
      description: '',
      intervalSeconds: 600,
      logFormatString: null,
      enabled: true,
      tags: {},
    },
  }
}
