import type { ConfigurationDocument } from '../../lib/domain/configuration'
import type { AwsFlowLogSpec, CenFlowLogSpec } from '../../lib/domain/flow-log-spec'
import { aCenSpec, aVpcSpec } from '../builders/flow-log-specs'

/** All VPCs, healed, with upkeep. */
export function vpcConfiguration(
  overrides: Partial<Omit<ConfigurationDocument, 'spec'>> & { readonly spec?: Partial<AwsFlowLogSpec> } = {},
): ConfigurationDocument {
  const { spec, ...rest } = overrides
  return {
    name: 'All VPCs',
    provider: 'aws-ec2',
    family: 'aws-vpc',
    selector: { kind: 'clauses', clauses: [{ on: 'type', values: ['VPC'] }], excludes: [] },
    onDrift: 'heal',
    onRemoval: 'delete',
    upkeep: 'automatic',
    upkeepBound: { maxNewTargets: 100 },
    paused: false,
    observeOnly: false,
    requiredTraffic: null,
    ...rest,
    spec: aVpcSpec(spec),
  }
}

/** All transit router attachments, healed, with upkeep. */
export function attachmentConfiguration(
  overrides: Partial<Omit<ConfigurationDocument, 'spec'>> & { readonly spec?: Partial<CenFlowLogSpec> } = {},
): ConfigurationDocument {
  const { spec, ...rest } = overrides
  return {
    ...vpcConfiguration(),
    name: 'All attachments',
    provider: 'alibaba-cen',
    family: 'cen',
    selector: { kind: 'clauses', clauses: [{ on: 'type', values: ['TransitRouterAttachment'] }], excludes: [] },
    ...rest,
    spec: aCenSpec(spec),
  }
}
