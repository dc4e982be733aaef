import type { AwsFlowLogSpec, CenFlowLogSpec, FlowLogSpec } from '../../../lib/domain/flow-log-spec'

/** A field and the same spec with only that field changed, to another valid value. */
export type AlteredSpec = readonly [field: string, spec: FlowLogSpec]

/** The spec changed in one field at a time, for every field of its family that can differ without breaking a rule. */
export function alteredSpecs(spec: FlowLogSpec): readonly AlteredSpec[] {
  return spec.family === 'cen' ? cenAltered(spec) : awsAltered(spec)
}

function awsAltered(spec: AwsFlowLogSpec): readonly AlteredSpec[] {
  return [
    ['trafficType', { ...spec, trafficType: 'REJECT' }],
    ['logDestination', { ...spec, logDestination: `${spec.logDestination}-2` }],
    ['deliverLogsPermissionArn', { ...spec, deliverLogsPermissionArn: `${spec.deliverLogsPermissionArn ?? ''}-2` }],
    ['logFormat', { ...spec, logFormat: ['version', 'srcaddr', 'dstaddr'].map((id) => '${' + id + '}').join(' ') }],
    ['maxAggregationIntervalSeconds', { ...spec, maxAggregationIntervalSeconds: 60 }],
    // Tag fields and the format that shows them only come together.
    [
      'tagFieldSpecifications',
      {
        ...spec,
        logFormat: ['version', 'instance-tag'].map((id) => '${' + id + '}').join(' '),
        tagFieldSpecifications: [{ resourceType: 'instance', tagKeys: ['team'] }],
      },
    ],
    ['tags.team', { ...spec, tags: { ...spec.tags, team: 'network' } }],
  ]
}

function cenAltered(spec: CenFlowLogSpec): readonly AlteredSpec[] {
  const format = ['srcaddr', 'dstaddr', 'bytes', 'packets'].map((id) => '${' + id + '}').join('')
  return [
    ['projectName', { ...spec, projectName: `${spec.projectName}-2` }],
    ['logStoreName', { ...spec, logStoreName: `${spec.logStoreName}-2` }],
    ['flowLogName', { ...spec, flowLogName: 'another name' }],
    ['description', { ...spec, description: 'another description' }],
    ['intervalSeconds', { ...spec, intervalSeconds: 60 }],
    ['logFormatString', { ...spec, logFormatString: format }],
    ['enabled', { ...spec, enabled: false }],
    ['tags.team', { ...spec, tags: { ...spec.tags, team: 'network' } }],
  ]
}
