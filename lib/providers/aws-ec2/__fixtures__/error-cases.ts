import type { ProviderErrorKind } from '../../errors'

/** One documented answer of AWS, by a name a person recognises, and what it must be read as. */
interface AwsErrorCase {
  readonly name: string
  readonly operation: string
  readonly scope: 'request' | 'item'
  readonly status: number
  readonly code: string
  /** In our words, but for the parts that published tools match on. */
  readonly message: string
  readonly kind: ProviderErrorKind
}

const CREATE = 'CreateFlowLogs'

function on(
  operation: string,
  kind: ProviderErrorKind,
  name: string,
  code: string,
  message: string,
  status = 400,
): AwsErrorCase {
  return { name, operation, scope: 'request', status, code, message, kind }
}

/** An entry of `Unsuccessful`: the literal code 400, in an answer of status 200. */
function item(kind: ProviderErrorKind, name: string, message: string): AwsErrorCase {
  return { name, operation: CREATE, scope: 'item', status: 200, code: '400', message, kind }
}

/**
 * A named case for every code of every row of the error table.
 * Source: EC2 API Reference, error codes, CreateFlowLogs, DeleteFlowLogs; VPC user guide, troubleshooting flow logs; STS
 * API Reference, AssumeRole; Organizations API Reference, ListAccounts (read 2026-11).
 */
export const AWS_ERROR_CASES: readonly AwsErrorCase[] = [
  item('destinationMissing', 'an item whose bucket does not exist', 'LogDestination: some-bucket does not exist.'),
  on(CREATE, 'destinationMissing', 'a bucket that does not exist, as a parameter', 'InvalidParameter', 'LogDestination: some-bucket does not exist.'),
  on(CREATE, 'destinationMissing', 'a bucket that does not exist, as a value', 'InvalidParameterValue', 'LogDestination some-bucket not found'),
  on(CREATE, 'destinationMissing', 'a destination not found, with its name', 'LogDestinationNotFound', 'LogDestination: some-bucket does not exist.'),
  item('propagating', 'an item that the bucket policy keeps out', 'Access Denied for LogDestination: some-bucket. Please check LogDestination permission'),
  on(CREATE, 'propagating', 'a bucket policy that keeps out, as a parameter', 'InvalidParameter', 'Access Denied for LogDestination: some-bucket.'),
  on(CREATE, 'propagating', 'a bucket policy that keeps out, as a value', 'InvalidParameterValue', 'Access Denied for LogDestination: some-bucket.'),
  on(CREATE, 'propagating', 'a bucket policy that keeps out, as denied access', 'AccessDenied', 'Access Denied for LogDestination: some-bucket.', 403),
  on(CREATE, 'propagating', 'a bucket policy that keeps out, as a permission issue', 'LogDestinationPermissionIssue', 'Access Denied for LogDestination: some-bucket.'),
  item('invalid', 'an item whose bucket names its key by id', 'LogDestination: some-bucket is undeliverable'),
  on(CREATE, 'invalid', 'a bucket that names its key by id, as a parameter', 'InvalidParameter', 'LogDestination: some-bucket is undeliverable'),
  on(CREATE, 'invalid', 'a bucket that names its key by id, as a value', 'InvalidParameterValue', 'LogDestination: some-bucket is undeliverable'),
  on(CREATE, 'invalid', 'a bucket that names its key by id, as a permission issue', 'LogDestinationPermissionIssue', 'LogDestination: some-bucket is undeliverable'),
  item('quotaExceeded', 'an item whose bucket policy would grow too large', 'The bucket policy would be too large.'),
  on(CREATE, 'quotaExceeded', 'a bucket policy beyond 20 KB', 'LogDestinationPermissionIssue', 'The bucket policy would exceed 20 KB.'),
  on(CREATE, 'quotaExceeded', 'a bucket policy beyond 20 KB, under the other name', 'LogDestinationPermissionIssueException', 'The bucket policy would be too large.'),
  on(CREATE, 'propagating', 'a destination without permission', 'LogDestinationPermissionIssue', 'The policy does not allow delivery.'),
  on(CREATE, 'propagating', 'a destination without permission, under the other name', 'LogDestinationPermissionIssueException', 'The policy does not allow delivery.'),
  on(CREATE, 'destinationMissing', 'a destination not found', 'LogDestinationNotFound', 'Not there.'),
  on(CREATE, 'destinationMissing', 'a destination not found, under the other name', 'LogDestinationNotFoundException', 'Not there.'),
  item('conflict', 'an item with an equal flow log', 'Error. There is an existing Flow Log with the same configuration and log destination.'),
  on(CREATE, 'conflict', 'an equal flow log, with the words of the vendor', 'FlowLogAlreadyExists', 'There is an existing Flow Log with the same configuration and log destination.'),
  on(CREATE, 'conflict', 'an equal flow log', 'FlowLogAlreadyExists', 'It is there.'),
  item('quotaExceeded', 'an item on a full resource', 'The maximum number of flow logs has been reached.'),
  on(CREATE, 'quotaExceeded', 'a full resource, with the words of the vendor', 'FlowLogsLimitExceeded', 'The maximum number of flow logs has been reached.'),
  on(CREATE, 'quotaExceeded', 'a full resource', 'FlowLogsLimitExceeded', 'Full.'),
  item('propagating', 'an item whose role cannot be assumed', 'Unable to assume given IAM role'),
  on(CREATE, 'propagating', 'a delivery role that cannot be assumed', 'InvalidParameter', 'Unable to assume given IAM role'),
  on(CREATE, 'propagating', 'a delivery role that cannot be assumed, as a value', 'InvalidParameterValue', 'Unable to assume given IAM role'),
  item('throttled', 'an item that was too much at once', 'Throttling: slow down'),
  on(CREATE, 'invalid', 'a rule between parameters broken', 'InvalidParameter', 'Invalid Flow Log Max Aggregation Interval'),
  on(CREATE, 'invalid', 'a value that is none', 'InvalidParameterValue', 'Value (NONE) for parameter TrafficType is invalid.'),
  on(CREATE, 'invalid', 'parameters that exclude each other', 'InvalidParameterCombination', 'These parameters cannot be used together.'),
  on(CREATE, 'invalid', 'a parameter that is missing', 'MissingParameter', 'The request must contain the parameter TrafficType'),
  on(CREATE, 'invalid', 'a format that is none', 'ValidationError', "1 validation error detected: Value at 'logFormat' has an invalid format"),
  on(CREATE, 'invalid', 'a query that cannot be read', 'MalformedQueryString', 'The query string contains a syntax error.'),
  on('DescribeFlowLogs', 'invalid', 'a filter nobody knows', 'InvalidFilter', 'The filter is invalid.'),
  on(CREATE, 'invalid', 'a malformed client token', 'InvalidClientToken', 'The client token is not valid.'),
  on(CREATE, 'unsupported', 'a parameter nobody knows', 'UnknownParameter', 'The parameter TagFieldSpecification is not recognized'),
  on(CREATE, 'unsupported', 'an action nobody knows', 'InvalidAction', 'The action is not valid for this web service.'),
  on(CREATE, 'unsupported', 'a version nobody knows', 'NoSuchVersion', 'The specified API version does not exist.'),
  on(CREATE, 'unsupported', 'an operation that is not offered', 'UnsupportedOperation', 'The operation is not supported.'),
  on(CREATE, 'invalid', 'a token used for something else', 'IdempotentParameterMismatch', 'The client token was used before with other parameters.'),
  on(CREATE, 'invalid', 'a dry run that would have worked', 'DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412),
  on(CREATE, 'denied', 'a permission that is missing', 'UnauthorizedOperation', 'You are not authorized to perform this operation.', 403),
  on('AssumeRole', 'denied', 'a role that may not be assumed', 'AccessDenied', 'Not authorized to perform sts:AssumeRole', 403),
  on('ListAccounts', 'denied', 'an organisation seen from the wrong account', 'AccessDenied', "You don't have permissions to access this resource.", 403),
  on('DescribeVpcs', 'denied', 'access denied', 'AccessDenied', 'Access denied.', 403),
  on('AssumeRole', 'denied', 'a role that may not be assumed, under the other name', 'AccessDeniedException', 'Not authorized to perform sts:AssumeRole', 403),
  on('ListAccounts', 'denied', 'an organisation seen from the wrong account, under the other name', 'AccessDeniedException', "You don't have permissions to access this resource.", 403),
  on('DescribeVpcs', 'denied', 'access denied, under the other name', 'AccessDeniedException', 'Access denied.', 403),
  on(CREATE, 'denied', 'credentials refused, or a region not enabled', 'AuthFailure', 'AWS was not able to validate the provided access credentials', 401),
  on('GetCallerIdentity', 'denied', 'an access key nobody knows', 'InvalidClientTokenId', 'The security token included in the request is invalid.', 403),
  on(CREATE, 'denied', 'a request without a signature', 'MissingAuthenticationToken', 'Request is missing Authentication Token', 403),
  on('ListAccounts', 'denied', 'credentials refused by a JSON service', 'UnrecognizedClientException', 'The security token included in the request is invalid.'),
  on(CREATE, 'denied', 'a signature that does not match', 'SignatureDoesNotMatch', 'The request signature does not match.', 403),
  on(CREATE, 'denied', 'half a signature', 'IncompleteSignature', 'The request signature does not conform to AWS standards.'),
  on('ListAccounts', 'denied', 'a signature refused by a JSON service', 'InvalidSignatureException', 'The request signature does not match.'),
  on(CREATE, 'denied', 'a region not opted in to', 'OptInRequired', 'You are not subscribed to this service.', 403),
  on(CREATE, 'denied', 'a service not subscribed to', 'SubscriptionRequiredException', 'The AWS Access Key Id needs a subscription.', 403),
  on(CREATE, 'propagating', 'a request too old', 'RequestExpired', 'Request has expired.'),
  on(CREATE, 'propagating', 'an expired session', 'ExpiredToken', 'The security token included in the request is expired', 403),
  on('AssumeRole', 'propagating', 'an expired session of STS', 'ExpiredTokenException', 'The security token included in the request is expired'),
  on(CREATE, 'propagating', 'a clock that is off', 'RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', 403),
  on('AssumeRole', 'denied', 'STS switched off in a region', 'RegionDisabledException', 'STS is not activated in this region.', 403),
  on('AssumeRole', 'invalid', 'a malformed session policy', 'MalformedPolicyDocument', 'The policy document is malformed.'),
  on('AssumeRole', 'invalid', 'a session policy too large', 'PackedPolicyTooLarge', 'The packed policy and tags are too large.'),
  on('AssumeRole', 'denied', 'no base credentials', 'CredentialsProviderError', 'Could not load credentials from any providers'),
  on('AssumeRole', 'denied', 'no token for base credentials', 'TokenProviderError', 'Could not load credentials from any providers'),
  on('AssumeRole', 'denied', 'no base credentials of an older kind', 'CredentialsError', 'Could not load credentials from any providers'),
  on('ListAccounts', 'unsupported', 'no organisation at all', 'AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.'),
  on('ListAccounts', 'invalid', 'a wrong request to Organizations', 'InvalidInputException', 'The value for NextToken is not valid.'),
  on('ListAccounts', 'unavailable', 'a failure of Organizations', 'ServiceException', 'AWS Organizations could not complete your request.', 500),
  on(CREATE, 'targetMissing', 'a VPC that is gone', 'InvalidVpcID.NotFound', 'The resource does not exist'),
  on(CREATE, 'targetMissing', 'a VPC that is gone, in the other spelling', 'InvalidVpcId.NotFound', 'The resource does not exist'),
  on(CREATE, 'targetMissing', 'a subnet that is gone', 'InvalidSubnetID.NotFound', 'The resource does not exist'),
  on(CREATE, 'targetMissing', 'a subnet that is gone, in the other spelling', 'InvalidSubnetId.NotFound', 'The resource does not exist'),
  on(CREATE, 'targetMissing', 'an interface that is gone', 'InvalidNetworkInterfaceID.NotFound', 'The resource does not exist'),
  on(CREATE, 'targetMissing', 'an interface that is gone, in the other spelling', 'InvalidNetworkInterfaceId.NotFound', 'The resource does not exist'),
  on(CREATE, 'targetMissing', 'a transit gateway that is gone', 'InvalidTransitGatewayID.NotFound', 'The resource does not exist'),
  on(CREATE, 'targetMissing', 'an attachment that is gone', 'InvalidTransitGatewayAttachmentID.NotFound', 'The resource does not exist'),
  on(CREATE, 'targetMissing', 'a NAT gateway that is gone', 'NatGatewayNotFound', 'The resource does not exist'),
  on(CREATE, 'targetMissing', 'a NAT gateway that is gone, under the other name', 'InvalidNatGatewayID.NotFound', 'The resource does not exist'),
  on(CREATE, 'invalid', 'a VPC id that is none', 'InvalidVpcID.Malformed', 'The id is malformed'),
  on(CREATE, 'invalid', 'a subnet id that is none', 'InvalidSubnetID.Malformed', 'The id is malformed'),
  on(CREATE, 'invalid', 'an interface id that is none', 'InvalidNetworkInterfaceID.Malformed', 'The id is malformed'),
  on(CREATE, 'invalid', 'a flow log id that is none', 'InvalidFlowLogId.Malformed', 'The id is malformed'),
  on(CREATE, 'invalid', 'a transit gateway id that is none', 'InvalidTransitGatewayID.Malformed', 'The id is malformed'),
  on(CREATE, 'invalid', 'an attachment id that is none', 'InvalidTransitGatewayAttachmentID.Malformed', 'The id is malformed'),
  item('targetMissing', 'an item whose resource is gone', "The vpc ID 'vpc-0a1b2c3d' does not exist"),
  on('DeleteFlowLogs', 'targetMissing', 'a flow log that is gone', 'InvalidFlowLogId.NotFound', 'These flow log ids in the input list are not found: [TotalCount: 1] fl-0a1b2c3d'),
  on('CreateTags', 'targetMissing', 'a flow log to tag that is gone', 'InvalidID', 'The ID is not valid'),
  on('CreateTags', 'targetMissing', 'a flow log to tag that is not found', 'InvalidID.NotFound', 'The ID does not exist'),
  on('DescribeVpcs', 'invalid', 'an id that is none', 'InvalidID', 'The ID is not valid'),
  on(CREATE, 'invalid', 'a tag that a tag policy forbids', 'TagPolicyViolation', 'The tag policy does not allow the specified value.'),
  on('CreateTags', 'quotaExceeded', 'more than 50 tags', 'TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.'),
  on('CreateTags', 'busy', 'tags that somebody else is changing', 'ConcurrentTagAccess', 'The tags are being changed by another request.'),
  on(CREATE, 'throttled', 'too many calls: RequestLimitExceeded', 'RequestLimitExceeded', 'Slow down.', 503),
  on(CREATE, 'throttled', 'too many calls: Throttling', 'Throttling', 'Slow down.'),
  on(CREATE, 'throttled', 'too many calls: ThrottlingException', 'ThrottlingException', 'Slow down.'),
  on(CREATE, 'throttled', 'too many calls: ThrottledException', 'ThrottledException', 'Slow down.'),
  on(CREATE, 'throttled', 'too many calls: RequestThrottled', 'RequestThrottled', 'Slow down.'),
  on(CREATE, 'throttled', 'too many calls: RequestThrottledException', 'RequestThrottledException', 'Slow down.'),
  on(CREATE, 'throttled', 'too many calls: TooManyRequestsException', 'TooManyRequestsException', 'Slow down.'),
  on(CREATE, 'throttled', 'too many calls: EC2ThrottledException', 'EC2ThrottledException', 'Slow down.'),
  on(CREATE, 'throttled', 'too many calls: SlowDown', 'SlowDown', 'Slow down.', 503),
  on(CREATE, 'throttled', 'too many calls: PriorRequestNotComplete', 'PriorRequestNotComplete', 'Slow down.'),
  on('ListObjectsV2', 'denied', 'a bucket that may not be listed', 'AccessDenied', 'Access Denied', 403),
  on('GetObject', 'denied', 'a file of records that may not be read', 'Forbidden', 'Forbidden', 403),
  on('FilterLogEvents', 'denied', 'a log group that may not be read', 'AccessDeniedException', 'User is not authorized to perform: logs:FilterLogEvents'),
  on('DescribeLogStreams', 'denied', 'log streams that may not be listed', 'AccessDenied', 'Access denied.'),
  on('ListObjectsV2', 'destinationMissing', 'a bucket of records that is gone', 'NoSuchBucket', 'The specified bucket does not exist', 404),
  on('GetObject', 'unavailable', 'a file of records that is gone', 'NoSuchKey', 'The specified key does not exist.', 404),
  on('FilterLogEvents', 'destinationMissing', 'a log group of records that is gone', 'ResourceNotFoundException', 'The specified log group does not exist.'),
  on('GetObject', 'unavailable', 'a bucket in another region: PermanentRedirect', 'PermanentRedirect', 'Use the specified endpoint.', 301),
  on('GetObject', 'unavailable', 'a bucket in another region: IllegalLocationConstraintException', 'IllegalLocationConstraintException', 'The location constraint is incompatible.'),
  on('GetObject', 'unavailable', 'a bucket in another region: AuthorizationHeaderMalformed', 'AuthorizationHeaderMalformed', 'The region is wrong.'),
  on('DescribeFlowLogs', 'unavailable', 'a page token refused', 'InvalidNextToken', 'The token for the next page is not valid.'),
  on(CREATE, 'ambiguous', 'a failure of AWS during a change: InternalError', 'InternalError', 'An internal error has occurred.', 500),
  on('DescribeFlowLogs', 'unavailable', 'a failure of AWS during a look: InternalError', 'InternalError', 'An internal error has occurred.', 500),
  on(CREATE, 'ambiguous', 'a failure of AWS during a change: InternalFailure', 'InternalFailure', 'An internal error has occurred.', 500),
  on('DescribeFlowLogs', 'unavailable', 'a failure of AWS during a look: InternalFailure', 'InternalFailure', 'An internal error has occurred.', 500),
  on(CREATE, 'ambiguous', 'a failure of AWS during a change: ServerInternal', 'ServerInternal', 'An internal error has occurred.', 500),
  on('DescribeFlowLogs', 'unavailable', 'a failure of AWS during a look: ServerInternal', 'ServerInternal', 'An internal error has occurred.', 500),
  on(CREATE, 'ambiguous', 'a failure of AWS during a change: ServiceUnavailable', 'ServiceUnavailable', 'An internal error has occurred.', 503),
  on('DescribeFlowLogs', 'unavailable', 'a failure of AWS during a look: ServiceUnavailable', 'ServiceUnavailable', 'An internal error has occurred.', 503),
  on(CREATE, 'ambiguous', 'a failure of AWS during a change: Unavailable', 'Unavailable', 'An internal error has occurred.', 503),
  on('DescribeFlowLogs', 'unavailable', 'a failure of AWS during a look: Unavailable', 'Unavailable', 'An internal error has occurred.', 503),
]
