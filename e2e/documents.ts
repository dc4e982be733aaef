import type { z } from '@hono/zod-openapi'
import type { documentWithoutSelector } from '../lib/http/schemas/configuration-document'

/** A configuration for targets that are picked. */
export type PickedDocument = z.input<typeof documentWithoutSelector>

type Behaviour = Omit<PickedDocument, 'name' | 'provider' | 'family' | 'spec'>

const BEHAVIOUR: Behaviour = {
  onDrift: 'heal',
  onRemoval: 'delete',
  upkeep: 'automatic',
  upkeepBound: { maxNewTargets: 10 },
  paused: false,
  observeOnly: false,
  requiredTraffic: null,
}

/** A configuration for VPCs with records in the bucket that every demo account may write to. */
export function vpcDocument(name: string, behaviour: Partial<Behaviour> = {}): PickedDocument {
  return {
    ...BEHAVIOUR,
    ...behaviour,
    name,
    provider: 'aws-ec2',
    family: 'aws-vpc',
    spec: {
      family: 'aws-vpc',
      trafficType: 'ALL',
      logDestinationType: 's3',
      logDestination: `arn:aws:s3:::org-network-flow-logs/${name}/`,
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

/** A configuration for attachments of transit routers on Alibaba Cloud. */
export function cenDocument(name: string, projectName: string, behaviour: Partial<Behaviour> = {}): PickedDocument {
  return {
    ...BEHAVIOUR,
    ...behaviour,
    name,
    provider: 'alibaba-cen',
    family: 'cen',
    spec: {
      family: 'cen',
      projectName,
      logStoreName: 'flow-logs',
      flowLogName: name,
      description: '',
      intervalSeconds: 600,
      logFormatString: null,
      enabled: true,
      tags: {},
    },
  }
}
