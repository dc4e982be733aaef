import {
  ACCOUNT,
  CROSS_ROLE,
  FAR_STREAM,
  here,
  OTHER_ACCOUNT,
  ROLE,
  toFarStream,
  toGroup,
  toS3,
  toStream,
} from './requests'
import type { RuleCase } from './rule-case'

/** R9 to R11: the roles that deliver. */
export const ROLE_CASES: readonly RuleCase[] = [
  {
    rule: 'R9',
    name: 'a group without role',
    request: toGroup({ DeliverLogsPermissionArn: undefined }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'R9',
    name: 'an empty role',
    request: toGroup({ DeliverLogsPermissionArn: '' }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'R10',
    name: 'a role with S3',
    request: toS3({ DeliverLogsPermissionArn: ROLE }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'R11',
    name: 'a far stream without the cross-account role',
    request: toFarStream({ DeliverCrossAccountRole: undefined }),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'R11',
    name: 'a far stream without the delivery role',
    request: toFarStream({ DeliverLogsPermissionArn: undefined }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'R11',
    name: 'a far stream without either, the account being named',
    request: toStream({ LogDestination: FAR_STREAM, DeliverLogsPermissionArn: undefined }),
    place: here(ACCOUNT),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'firehose-local-role',
    name: 'a role for a stream of the same account',
    request: toStream({ DeliverLogsPermissionArn: ROLE }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'firehose-local-role',
    name: 'a cross-account role for a stream of the account named',
    request: toFarStream({ DeliverLogsPermissionArn: undefined }),
    place: here(OTHER_ACCOUNT),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'cross-account-role',
    name: 'a cross-account role with S3',
    request: toS3({ DeliverCrossAccountRole: CROSS_ROLE }),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'cross-account-role',
    name: 'a cross-account role with CloudWatch Logs',
    request: toGroup({ DeliverCrossAccountRole: CROSS_ROLE }),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'cross-account-role-name',
    name: 'a cross-account role of another name',
    request: toFarStream({ DeliverCrossAccountRole: `arn:aws:iam::${OTHER_ACCOUNT}:role/delivery` }),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'cross-account-role-account',
    name: "a cross-account role outside the stream's account",
    request: toFarStream({
      DeliverCrossAccountRole: 'arn:aws:iam::777788889999:role/AWSLogDeliveryFirehoseCrossAccountRole',
    }),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'role-arn',
    name: 'the name of a role',
    request: toGroup({ DeliverLogsPermissionArn: 'flow-logs' }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'role-arn',
    name: 'a user instead of a role',
    request: toGroup({ DeliverLogsPermissionArn: `arn:aws:iam::${ACCOUNT}:user/x` }),
    field: 'DeliverLogsPermissionArn',
  },
  {
    rule: 'role-arn',
    name: 'a cross-account role that is no ARN',
    request: toFarStream({ DeliverCrossAccountRole: 'AWSLogDeliveryFirehoseCrossAccountRole' }),
    field: 'DeliverCrossAccountRole',
  },
  {
    rule: 'role-account',
    name: 'a delivery role of another account than the one named',
    request: toGroup(),
    place: here(OTHER_ACCOUNT),
    field: 'DeliverLogsPermissionArn',
  },
]
