import { NO_PLACE } from '../../rule'
import { ACCOUNT, BUCKET, GROUP, here, OTHER_ACCOUNT, STREAM, toGroup, toS3, toStream } from './requests'
import type { RuleCase } from './rule-case'

/** R6 to R8, R12, R13, R17: where records go. */
export const DESTINATION_CASES: readonly RuleCase[] = [
  {
    rule: 'R6',
    name: 'no destination for CloudWatch Logs',
    request: toGroup({ LogGroupName: undefined }),
    field: 'LogDestination',
  },
  { rule: 'R6', name: 'no destination for S3', request: toS3({ LogDestination: undefined }), field: 'LogDestination' },
  { rule: 'R6', name: 'no stream', request: toStream({ LogDestination: undefined }), field: 'LogDestination' },
  { rule: 'R6', name: 'an empty destination', request: toS3({ LogDestination: '' }), field: 'LogDestination' },
  { rule: 'R6', name: 'an empty group name', request: toGroup({ LogGroupName: '' }), field: 'LogDestination' },
  { rule: 'R7', name: 'a group name with S3', request: toS3({ LogGroupName: 'group' }), field: 'LogGroupName' },
  {
    rule: 'R7',
    name: 'a group name instead of a bucket',
    request: toS3({ LogDestination: undefined, LogGroupName: 'group' }),
    field: 'LogGroupName',
  },
  {
    rule: 'R7',
    name: 'a group name with Firehose',
    request: toStream({ LogGroupName: 'group' }),
    field: 'LogGroupName',
  },
  {
    rule: 'R8',
    name: 'the group by name and by ARN',
    request: toGroup({ LogDestination: GROUP }),
    field: 'LogGroupName',
  },
  {
    rule: 'R8',
    name: 'the same, the type given',
    request: toGroup({ LogDestination: GROUP, LogDestinationType: 'cloud-watch-logs' }),
    field: 'LogGroupName',
  },
  {
    rule: 'R12',
    name: 'file options with CloudWatch Logs',
    request: toGroup({ DestinationOptions: {} }),
    field: 'DestinationOptions',
  },
  {
    rule: 'R12',
    name: 'file options with Firehose',
    request: toStream({ DestinationOptions: { FileFormat: 'plain-text' } }),
    field: 'DestinationOptions',
  },
  {
    rule: 'R13',
    name: 'AWSLogs as the prefix',
    request: toS3({ LogDestination: `${BUCKET}/AWSLogs` }),
    field: 'LogDestination',
  },
  {
    rule: 'R13',
    name: 'AWSLogs inside the prefix',
    request: toS3({ LogDestination: `${BUCKET}/a/AWSLogs/b/` }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a bucket where the type is left out',
    request: toGroup({ LogGroupName: undefined, LogDestination: BUCKET }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a log group with S3',
    request: toS3({ LogDestination: GROUP }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a stream with S3',
    request: toS3({ LogDestination: STREAM }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a bucket with Firehose',
    request: toStream({ LogDestination: BUCKET }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'the name of a bucket',
    request: toS3({ LogDestination: 'central-logs' }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a bucket with region and account',
    request: toS3({ LogDestination: `arn:aws:s3:eu-central-1:${ACCOUNT}:central-logs` }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a log group with :* behind it',
    request: toGroup({ LogGroupName: undefined, LogDestination: `${GROUP}:*` }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a stream without account',
    request: toStream({ LogDestination: 'arn:aws:firehose:eu-central-1::deliverystream:x' }),
    field: 'LogDestination',
  },
  {
    rule: 'destination-arn',
    name: 'a partition that is not of AWS',
    request: toS3({ LogDestination: 'arn:azure:s3:::central-logs' }),
    field: 'LogDestination',
  },
  {
    rule: 'log-group-name',
    name: 'a name with a colon',
    request: toGroup({ LogGroupName: 'a:b' }),
    field: 'LogGroupName',
  },
  {
    rule: 'log-group-name',
    name: 'an ARN as a name',
    request: toGroup({ LogGroupName: GROUP }),
    field: 'LogGroupName',
  },
  {
    rule: 'log-group-name',
    name: '513 characters',
    request: toGroup({ LogGroupName: 'g'.repeat(513) }),
    field: 'LogGroupName',
  },
  {
    rule: 'log-group-account',
    name: "a log group of another account than its role's",
    request: toGroup({
      LogGroupName: undefined,
      LogDestination: `arn:aws:logs:eu-central-1:${OTHER_ACCOUNT}:log-group:g`,
    }),
    field: 'LogDestination',
  },
  {
    rule: 'log-group-account',
    name: 'a log group of another account than the one named',
    request: toGroup({
      LogGroupName: undefined,
      LogDestination: `arn:aws:logs:eu-central-1:${OTHER_ACCOUNT}:log-group:g`,
    }),
    place: here(ACCOUNT),
    field: 'LogDestination',
  },
  {
    rule: 'partition',
    name: 'a group in China with a role elsewhere',
    request: toGroup({
      LogGroupName: undefined,
      LogDestination: `arn:aws-cn:logs:cn-north-1:${ACCOUNT}:log-group:g`,
    }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'partition',
    name: 'a bucket of another partition than the one named',
    request: toS3({ LogDestination: 'arn:aws-us-gov:s3:::central-logs' }),
    place: { ...NO_PLACE, partition: 'aws' },
    field: 'LogDestination',
  },
  {
    rule: 'R17',
    name: 'a group in another Region',
    request: toGroup({ LogGroupName: undefined, LogDestination: GROUP }),
    place: here(null, 'us-east-1'),
    field: 'LogDestination',
  },
  {
    rule: 'R17',
    name: 'a stream in another Region',
    request: toStream(),
    place: here(null, 'us-east-1'),
    field: 'LogDestination',
  },
]
