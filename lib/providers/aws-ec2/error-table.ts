import type { ErrorReading } from '../errors'

/** One row: an answer matches when every given member matches. The first matching row wins. */
export interface AwsErrorRow extends ErrorReading {
  readonly codes: readonly string[]
  /** Only for these operations; every one when left out. */
  readonly operations?: readonly string[]
  readonly message?: RegExp
  readonly scope?: 'item' | 'request'
}

const TAGGING = ['CreateTags', 'DeleteTags']

/**
 * Every answer of EC2 and STS that Weir knows. Items of `Unsuccessful` carry the literal code "400", so only their
 * message tells them apart.
 * Source: EC2 API Reference, error codes and CreateFlowLogs, DeleteFlowLogs; VPC user guide, troubleshooting flow logs;
 * STS API Reference, AssumeRole; acceptance tests of the AWS provider of Terraform for the item messages (read 2026-11).
 */
export const AWS_ERROR_TABLE: readonly AwsErrorRow[] = [
  // --- destinations: these messages come under several codes, so they are read first ---------------------------------
  {
    codes: ['400', 'InvalidParameter', 'InvalidParameterValue', 'LogDestinationNotFound'],
    message: /^LogDestination:?\s.*(does not exist|not found)/i,
    kind: 'destinationMissing',
    reason: 'DestinationMissing',
    cause: 'The bucket, log group or delivery stream of the destination does not exist.',
    remedy: 'Create the destination, or correct its ARN in the configuration, then retry.',
  },
  {
    codes: ['400', 'InvalidParameter', 'InvalidParameterValue', 'AccessDenied', 'LogDestinationPermissionIssue'],
    message: /access denied for logdestination/i,
    kind: 'propagating',
    reason: 'DestinationAccessDenied',
    cause: 'The destination does not let AWS deliver: its policy is missing, wrong, or not yet in force everywhere.',
    remedy:
      'Let delivery.logs.amazonaws.com write to the bucket (s3:PutObject, s3:GetBucketAcl) for this account. Weir retries for a while.',
  },
  {
    codes: ['400', 'InvalidParameter', 'InvalidParameterValue', 'LogDestinationPermissionIssue'],
    message: /undeliverable/i,
    kind: 'invalid',
    reason: 'DestinationUndeliverable',
    cause: 'AWS cannot deliver there: the default encryption of the bucket names its KMS key by id instead of ARN.',
    remedy: 'Set the full key ARN in the default encryption of the bucket, then retry.',
  },
  {
    codes: ['400', 'LogDestinationPermissionIssue', 'LogDestinationPermissionIssueException'],
    message: /too large|20 ?KB|exceed/i,
    kind: 'quotaExceeded',
    reason: 'DestinationPolicyTooLarge',
    cause: 'The bucket policy would grow beyond 20 KB.',
    remedy: 'Grant the delivery service the whole bucket in one statement and remove the statements per account.',
  },
  {
    codes: ['LogDestinationPermissionIssue', 'LogDestinationPermissionIssueException'],
    kind: 'propagating',
    reason: 'DestinationAccessDenied',
    cause: 'The policy of the destination does not allow delivery.',
    remedy: 'Widen the policy of the bucket or stream to the delivery service. Weir retries for a while.',
  },
  {
    codes: ['LogDestinationNotFound', 'LogDestinationNotFoundException'],
    kind: 'destinationMissing',
    reason: 'DestinationMissing',
    cause: 'The bucket or delivery stream was not found, or its ARN is wrong.',
    remedy: 'Create the destination, or correct its ARN in the configuration, then retry.',
  },
  // --- the request -----------------------------------------------------------------------------------------------
  {
    codes: ['400', 'FlowLogAlreadyExists'],
    message: /existing flow log/i,
    kind: 'conflict',
    reason: 'FlowLogAlreadyExists',
    cause: 'A flow log with this configuration and destination is already on the resource.',
    remedy: 'Adopt the existing flow log, or choose another destination.',
  },
  {
    codes: ['FlowLogAlreadyExists'],
    kind: 'conflict',
    reason: 'FlowLogAlreadyExists',
    cause: 'A flow log with this configuration is already on the resource.',
    remedy: 'Adopt the existing flow log, or choose another destination.',
  },
  {
    codes: ['400'],
    message: /limit|maximum number of flow logs/i,
    kind: 'quotaExceeded',
    reason: 'FlowLogQuota',
    cause: 'The resource carries as many flow logs as AWS allows.',
    remedy: 'Delete a flow log of this resource, or ask AWS for a higher quota, then retry.',
  },
  {
    codes: ['FlowLogsLimitExceeded'],
    kind: 'quotaExceeded',
    reason: 'FlowLogQuota',
    cause: 'The resource carries as many flow logs as AWS allows.',
    remedy: 'Delete a flow log of this resource, or ask AWS for a higher quota, then retry.',
  },
  {
    codes: ['400', 'InvalidParameter', 'InvalidParameterValue'],
    message: /unable to assume given iam role/i,
    kind: 'propagating',
    reason: 'DeliveryRoleNotAssumable',
    cause: 'The delivery role was made a moment ago, or does not trust vpc-flow-logs.amazonaws.com.',
    remedy: 'Correct the trust policy of the delivery role. Weir retries for about two minutes.',
  },
  {
    codes: ['400'],
    message: /limit exceeded|throttl/i,
    scope: 'item',
    kind: 'throttled',
    reason: 'Throttled',
    cause: 'AWS refused this item because too much was asked at once.',
    remedy: 'Nothing to do: Weir asks again more slowly.',
  },
  {
    codes: ['InvalidParameter', 'InvalidParameterValue', 'InvalidParameterCombination', 'MissingParameter'],
    kind: 'invalid',
    reason: 'InvalidRequest',
    cause: 'AWS finds a parameter wrong, missing, or in conflict with another one.',
    remedy: 'Correct the configuration as the message of AWS says, then approve the change.',
  },
  {
    codes: ['ValidationError', 'MalformedQueryString', 'InvalidFilter', 'InvalidClientToken'],
    kind: 'invalid',
    reason: 'InvalidRequest',
    cause: 'AWS could not make sense of the request.',
    remedy: 'Report this with the request id: Weir should not have sent it.',
  },
  {
    codes: ['UnknownParameter', 'InvalidAction', 'NoSuchVersion', 'UnsupportedOperation'],
    kind: 'unsupported',
    reason: 'NotSupportedThere',
    cause: 'The service at this endpoint does not know this operation or parameter.',
    remedy: 'Check that the endpoint is AWS itself or a stand-in that is recent enough.',
  },
  {
    codes: ['IdempotentParameterMismatch'],
    kind: 'invalid',
    reason: 'TokenReused',
    cause: 'The client token of this request was used before with other parameters.',
    remedy: 'Retry the change: Weir then makes a new operation with a token of its own.',
  },
  {
    codes: ['DryRunOperation'],
    kind: 'invalid',
    reason: 'DryRunOnly',
    cause: 'The request was a dry run and would have succeeded; nothing was done.',
    remedy: 'Nothing to do.',
  },
  // --- who asks --------------------------------------------------------------------------------------------------
  {
    codes: ['UnauthorizedOperation'],
    kind: 'denied',
    reason: 'PermissionMissing',
    cause: 'The role that Weir uses may not do this, or an organisation policy forbids it.',
    remedy:
      'Grant the permission that the connection test names. An encoded message is readable with sts:DecodeAuthorizationMessage.',
  },
  {
    codes: ['AccessDenied', 'AccessDeniedException'],
    operations: ['AssumeRole'],
    kind: 'denied',
    reason: 'RoleNotAssumable',
    cause: 'The role may not be assumed: its trust policy or the external id does not match. AWS does not say which.',
    remedy: 'Compare the trust policy of the role with the identity of Weir and the external id of this account.',
  },
  {
    codes: ['AccessDenied', 'AccessDeniedException'],
    operations: ['ListAccounts', 'ListParents', 'DescribeOrganizationalUnit', 'DescribeOrganization'],
    kind: 'denied',
    reason: 'NotManagementAccount',
    cause: 'Only the management account of an organisation and its delegated administrators may list its accounts.',
    remedy:
      'List through the management account, or make this account a delegated administrator; its role needs organizations:ListAccounts.',
  },
  // --- reading records back ------------------------------------------------------------------------------------------
  {
    codes: ['AccessDenied', 'Forbidden'],
    operations: ['ListObjectsV2', 'GetObject'],
    kind: 'denied',
    reason: 'RecordsDenied',
    cause:
      'The role that Weir uses may not read this bucket, or the bucket belongs to another account that lets nobody in.',
    remedy:
      'Allow s3:ListBucket on the bucket and s3:GetObject on its objects in the policy of the role, and for a bucket of another account in the bucket policy too; kms:Decrypt where it is encrypted with a key of its own.',
  },
  {
    codes: ['AccessDenied', 'AccessDeniedException'],
    operations: ['DescribeLogStreams', 'FilterLogEvents'],
    kind: 'denied',
    reason: 'RecordsDenied',
    cause: 'The role that Weir uses may not read this log group.',
    remedy: 'Allow logs:DescribeLogStreams and logs:FilterLogEvents on the log group in the policy of the role.',
  },
  {
    codes: ['NoSuchBucket'],
    operations: ['ListObjectsV2', 'GetObject'],
    kind: 'destinationMissing',
    reason: 'DestinationMissing',
    cause: 'The bucket that this flow log delivers to does not exist.',
    remedy: 'Create the bucket again, or replace the flow log by one with another destination.',
  },
  {
    codes: ['NoSuchKey'],
    operations: ['GetObject'],
    kind: 'unavailable',
    reason: 'FileGone',
    cause: 'A file of records was removed while it was to be read, as rules for the lifetime of objects do.',
    remedy: 'Nothing to do: read again.',
  },
  {
    codes: ['ResourceNotFoundException'],
    operations: ['DescribeLogStreams', 'FilterLogEvents'],
    kind: 'destinationMissing',
    reason: 'DestinationMissing',
    cause: 'The log group does not exist: it was deleted, or nothing was ever delivered to it.',
    remedy: 'Wait for the first traffic, or create the log group and let the delivery role write to it.',
  },
  {
    codes: ['PermanentRedirect', 'IllegalLocationConstraintException', 'AuthorizationHeaderMalformed'],
    operations: ['ListObjectsV2', 'GetObject'],
    kind: 'unavailable',
    reason: 'BucketElsewhere',
    cause: 'The bucket lies in another region than the call was sent to.',
    remedy: 'Nothing to do: Weir asks where the bucket is.',
  },
  {
    codes: ['AccessDenied', 'AccessDeniedException'],
    kind: 'denied',
    reason: 'PermissionMissing',
    cause: 'AWS denies access for this identity.',
    remedy: 'Check the policy of the role, its trust and its external id.',
  },
  {
    codes: ['AuthFailure', 'InvalidClientTokenId', 'MissingAuthenticationToken', 'UnrecognizedClientException'],
    kind: 'denied',
    reason: 'CredentialsRefused',
    cause: 'AWS does not accept the credentials here: they are wrong, or the region is not enabled for the account.',
    remedy: 'Check the base credentials of Weir, and whether the account has opted in to the region.',
  },
  {
    codes: ['SignatureDoesNotMatch', 'IncompleteSignature', 'InvalidSignatureException'],
    kind: 'denied',
    reason: 'SignatureRefused',
    cause: 'The signature does not match: a wrong secret key, a clock that is off, or a proxy that changes requests.',
    remedy: 'Check the base credentials and the clock of the machine that runs the worker.',
  },
  {
    codes: ['OptInRequired', 'SubscriptionRequiredException'],
    kind: 'denied',
    reason: 'RegionNotEnabled',
    cause: 'The account has not opted in to this region or service.',
    remedy: 'Enable the region for the account, or take it out of the regions to watch.',
  },
  {
    codes: ['RequestExpired', 'ExpiredToken', 'ExpiredTokenException', 'RequestTimeTooSkewed'],
    kind: 'propagating',
    reason: 'SessionExpired',
    cause: 'The session or the signature was too old when it arrived.',
    remedy: 'Nothing to do: Weir takes a new session. When it stays, check the clock of the worker.',
  },
  {
    codes: ['RegionDisabledException'],
    kind: 'denied',
    reason: 'RegionNotEnabled',
    cause: 'STS is not active for the account in this region.',
    remedy: 'Activate STS for the region in the account settings of IAM.',
  },
  {
    codes: ['MalformedPolicyDocument', 'PackedPolicyTooLarge'],
    kind: 'invalid',
    reason: 'SessionPolicyRefused',
    cause: 'STS refuses the policy or tags of the session.',
    remedy: 'Shorten or correct the session policy or tags of the base identity.',
  },
  {
    codes: ['CredentialsProviderError', 'TokenProviderError', 'CredentialsError'],
    kind: 'denied',
    reason: 'NoBaseCredentials',
    cause: 'No base credentials were found in the environment, a profile, or a workload identity.',
    remedy: 'Give the worker credentials in one of the standard ways of the AWS SDK.',
  },
  // --- organisations: source: Organizations API Reference, ListAccounts (read 2026-11) ---------------------------------
  {
    codes: ['AWSOrganizationsNotInUseException'],
    kind: 'unsupported',
    reason: 'NoOrganisation',
    cause: 'The account belongs to no organisation.',
    remedy: 'List the organisation through its management account, or add accounts one by one.',
  },
  {
    codes: ['InvalidInputException'],
    kind: 'invalid',
    reason: 'InvalidRequest',
    cause: 'AWS Organizations finds a parameter wrong.',
    remedy: 'Report this with the request id: Weir should not have sent it.',
  },
  {
    codes: ['ServiceException'],
    kind: 'unavailable',
    reason: 'CloudFailed',
    cause: 'AWS Organizations failed while working on the request.',
    remedy: 'Nothing to do: Weir asks again later.',
  },
  // --- things that are gone --------------------------------------------------------------------------------------
  {
    codes: [
      'InvalidVpcID.NotFound',
      'InvalidVpcId.NotFound',
      'InvalidSubnetID.NotFound',
      'InvalidSubnetId.NotFound',
      'InvalidNetworkInterfaceID.NotFound',
      'InvalidNetworkInterfaceId.NotFound',
      'InvalidTransitGatewayID.NotFound',
      'InvalidTransitGatewayAttachmentID.NotFound',
      'NatGatewayNotFound',
      'InvalidNatGatewayID.NotFound',
    ],
    kind: 'targetMissing',
    reason: 'TargetMissing',
    cause: 'The resource does not exist any more, or belongs to another account or region.',
    remedy: 'Nothing to do when it was deleted: Weir looks again. Otherwise correct the selection.',
  },
  {
    codes: [
      'InvalidVpcID.Malformed',
      'InvalidSubnetID.Malformed',
      'InvalidNetworkInterfaceID.Malformed',
      'InvalidFlowLogId.Malformed',
      'InvalidTransitGatewayID.Malformed',
      'InvalidTransitGatewayAttachmentID.Malformed',
    ],
    kind: 'invalid',
    reason: 'InvalidRequest',
    cause: 'An id in the request does not have the form AWS expects.',
    remedy: 'Correct the id in the configuration.',
  },
  {
    codes: ['400'],
    message: /(does not exist|not found)/i,
    scope: 'item',
    operations: ['CreateFlowLogs'],
    kind: 'targetMissing',
    reason: 'TargetMissing',
    cause: 'AWS does not find what this item names.',
    remedy: 'Nothing to do when it was deleted: Weir looks again.',
  },
  {
    codes: ['InvalidFlowLogId.NotFound'],
    kind: 'targetMissing',
    reason: 'FlowLogMissing',
    cause: 'The flow log does not exist any more.',
    remedy: 'Nothing to do: Weir looks again and plans from what exists.',
  },
  {
    codes: ['InvalidID', 'InvalidID.NotFound'],
    operations: TAGGING,
    kind: 'targetMissing',
    reason: 'FlowLogMissing',
    cause: 'The flow log to tag does not exist any more.',
    remedy: 'Nothing to do: Weir looks again and plans from what exists.',
  },
  {
    codes: ['InvalidID'],
    kind: 'invalid',
    reason: 'InvalidRequest',
    cause: 'An id in the request is not valid.',
    remedy: 'Correct the id in the configuration.',
  },
  // --- tags ------------------------------------------------------------------------------------------------------
  {
    codes: ['TagPolicyViolation'],
    kind: 'invalid',
    reason: 'TagPolicyViolation',
    cause: 'A tag policy of the organisation does not allow one of the tags.',
    remedy: 'Change the tags of the configuration, or allow Weir’s ownership tags in the tag policy.',
  },
  {
    codes: ['TagLimitExceeded'],
    kind: 'quotaExceeded',
    reason: 'TagQuota',
    cause: 'The flow log would carry more than 50 tags.',
    remedy: 'Remove tags from the configuration or from the flow log.',
  },
  {
    codes: ['ConcurrentTagAccess'],
    kind: 'busy',
    reason: 'TagsBusy',
    cause: 'Somebody else is changing tags at this moment.',
    remedy: 'Nothing to do: Weir tries again.',
  },
  // --- AWS itself ------------------------------------------------------------------------------------------------
  {
    codes: [
      'RequestLimitExceeded',
      'Throttling',
      'ThrottlingException',
      'ThrottledException',
      'RequestThrottled',
      'RequestThrottledException',
      'TooManyRequestsException',
      'EC2ThrottledException',
      'SlowDown',
      'PriorRequestNotComplete',
    ],
    kind: 'throttled',
    reason: 'Throttled',
    cause: 'The account used up its rate for this operation in this region.',
    remedy: 'Nothing to do: Weir asks again more slowly.',
  },
  {
    codes: ['InvalidNextToken'],
    kind: 'unavailable',
    reason: 'ListingInterrupted',
    cause: 'AWS did not accept the token for the next page.',
    remedy: 'Nothing to do: Weir lists again from the beginning.',
  },
]
