import { formatted, tagFields, tagged, toGroup, toS3 } from './requests'
import type { RuleCase } from './rule-case'

/** Requests whose form is wrong, before any rule of the cloud. */
export const FORM_CASES: readonly RuleCase[] = [
  { rule: 'type', name: 'a list instead of a request', request: [toS3()], field: '$' },
  { rule: 'type', name: 'null instead of a request', request: null, field: '$' },
  { rule: 'type', name: 'a text where true or false stands', request: toS3({ DryRun: 'true' }), field: 'DryRun' },
  { rule: 'type', name: 'null for a text', request: toS3({ ClientToken: null }), field: 'ClientToken' },
  { rule: 'type', name: 'one id instead of a list', request: toS3({ ResourceIds: 'vpc-1' }), field: 'ResourceIds' },
  {
    rule: 'type',
    name: 'a number among the ids',
    request: toS3({ ResourceIds: ['vpc-1', 7] }),
    field: 'ResourceIds[1]',
  },
  {
    rule: 'type',
    name: 'an interval as text',
    request: toS3({ MaxAggregationInterval: '600' }),
    field: 'MaxAggregationInterval',
  },
  {
    rule: 'type',
    name: 'a text for a partition option',
    request: toS3({ DestinationOptions: { PerHourPartition: 'yes' } }),
    field: 'DestinationOptions.PerHourPartition',
  },
  {
    rule: 'type',
    name: 'a text for the other partition option',
    request: toS3({ DestinationOptions: { HiveCompatiblePartitions: 1 } }),
    field: 'DestinationOptions.HiveCompatiblePartitions',
  },
  {
    rule: 'type',
    name: 'options as a text',
    request: toS3({ DestinationOptions: 'parquet' }),
    field: 'DestinationOptions',
  },
  { rule: 'type', name: 'a traffic type as a number', request: toS3({ TrafficType: 1 }), field: 'TrafficType' },
  { rule: 'type', name: 'a format as a list', request: formatted(['version']), field: 'LogFormat' },
  { rule: 'type', name: 'a group name as an object', request: toGroup({ LogGroupName: {} }), field: 'LogGroupName' },
  {
    rule: 'type',
    name: 'a role as a number',
    request: toGroup({ DeliverLogsPermissionArn: 5 }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'type',
    name: 'tags as an object',
    request: tagged({ Tags: { a: 'b' } }),
    field: 'TagSpecifications[0].Tags',
  },
  {
    rule: 'type',
    name: 'a tag value as a number',
    request: tagged({ Tags: [{ Key: 'k', Value: 1 }] }),
    field: 'TagSpecifications[0].Tags[0].Value',
  },
  {
    rule: 'type',
    name: 'tag keys as a text',
    request: tagFields('${instance-tag}', { ResourceType: 'instance', TagKeys: 'Team' }),
    field: 'TagFieldSpecifications[0].TagKeys',
  },
  {
    rule: 'type',
    name: 'a tag field that is no object',
    request: toS3({ LogFormat: '${instance-tag}', TagFieldSpecifications: ['instance'] }),
    field: 'TagFieldSpecifications[0]',
  },
  { rule: 'required', name: 'no resource type', request: toS3({ ResourceType: undefined }), field: 'ResourceType' },
  {
    rule: 'allowed-value',
    name: 'a resource type in small letters',
    request: toS3({ ResourceType: 'vpc' }),
    field: 'ResourceType',
  },
  {
    rule: 'allowed-value',
    name: 'an unknown traffic type',
    request: toS3({ TrafficType: 'BOTH' }),
    field: 'TrafficType',
  },
  {
    rule: 'allowed-value',
    name: 'an unknown destination type',
    request: toS3({ LogDestinationType: 'S3' }),
    field: 'LogDestinationType',
  },
  {
    rule: 'allowed-value',
    name: 'an unknown file format',
    request: toS3({ DestinationOptions: { FileFormat: 'orc' } }),
    field: 'DestinationOptions.FileFormat',
  },
  {
    rule: 'allowed-value',
    name: 'an unknown type of tag field',
    request: tagFields('${instance-tag}', { ResourceType: 'vpc', TagKeys: ['Team'] }),
    field: 'TagFieldSpecifications[0].ResourceType',
  },
  { rule: 'unknown-parameter', name: 'a stray parameter', request: toS3({ Color: 'red' }), field: 'Color' },
  {
    rule: 'unknown-parameter',
    name: 'a required parameter by the name of the command line',
    request: toS3({ ResourceIds: undefined, resourceIds: ['vpc-1'] }),
    field: 'resourceIds',
  },
  {
    rule: 'unknown-parameter',
    name: 'a stray option',
    request: toS3({ DestinationOptions: { Compression: 'gzip' } }),
    field: 'DestinationOptions.Compression',
  },
  {
    rule: 'unknown-parameter',
    name: 'a stray member of a tag',
    request: tagged({ Tags: [{ Key: 'k', Value: 'v', Color: 'red' }] }),
    field: 'TagSpecifications[0].Tags[0].Color',
  },
]
