import type { ProviderErrorKind } from '../../errors'

/** A whole-request answer of EC2, and the kind it must be read as. */
interface ErrorAnswer {
  readonly operation: 'create' | 'observe' | 'delete'
  readonly status: number
  readonly code: string
  readonly message: string
  readonly kind: ProviderErrorKind
}

const create = (kind: ProviderErrorKind, code: string, message: string, status = 400): ErrorAnswer => ({
  operation: 'create',
  status,
  code,
  message,
  kind,
})
const others = (operation: 'observe' | 'delete', kind: ProviderErrorKind, code: string, message: string, status = 400) => ({
  operation,
  status,
  code,
  message,
  kind,
})

/**
 * Every whole-request error that the references name for flow logs and their common calls. Messages are in our words but
 * for the parts that the vendor's tools match on.
 * Source: EC2 API Reference, error codes, CreateFlowLogs and DeleteFlowLogs (read 2026-11).
 */
export const AWS_ERROR_FIXTURES: readonly ErrorAnswer[] = [
  create('conflict', 'FlowLogAlreadyExists', 'There is an existing Flow Log with the same configuration and log destination.'),
  create('quotaExceeded', 'FlowLogsLimitExceeded', 'The maximum number of flow logs was reached.'),
  create('invalid', 'InvalidParameter', 'Invalid Flow Log Max Aggregation Interval'),
  create('propagating', 'InvalidParameter', 'Unable to assume given IAM role'),
  create('invalid', 'InvalidParameterValue', 'Value for parameter ResourceType is invalid.'),
  create('invalid', 'InvalidParameterCombination', 'These parameters cannot be used together.'),
  create('invalid', 'MissingParameter', 'The request must contain the parameter TrafficType.'),
  create('unsupported', 'UnknownParameter', 'The parameter TagFieldSpecification is not recognized.'),
  create('invalid', 'ValidationError', 'One validation error: the value at logFormat has an invalid format.'),
  create('destinationMissing', 'LogDestinationNotFound', 'LogDestination: some-bucket does not exist.'),
  create('destinationMissing', 'LogDestinationNotFoundException', 'The destination was not found.'),
  create('propagating', 'LogDestinationPermissionIssue', 'The policy of the destination does not allow delivery.'),
  create('propagating', 'LogDestinationPermissionIssueException', 'The policy does not allow delivery.'),
  create('quotaExceeded', 'LogDestinationPermissionIssue', 'The bucket policy would be too large.'),
  create('invalid', 'InvalidParameter', 'LogDestination: some-bucket is undeliverable'),
  create('denied', 'UnauthorizedOperation', 'You are not authorized to perform this operation.', 403),
  create('denied', 'AccessDenied', 'Access denied.', 403),
  create('denied', 'AuthFailure', 'AWS was not able to validate the provided access credentials', 401),
  create('denied', 'OptInRequired', 'You are not subscribed to this service.', 403),
  create('denied', 'SignatureDoesNotMatch', 'The request signature does not match.', 403),
  create('propagating', 'RequestExpired', 'Request has expired.'),
  create('propagating', 'ExpiredToken', 'The security token included in the request is expired', 403),
  create('propagating', 'ExpiredTokenException', 'The security token included in the request is expired'),
  create('invalid', 'DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412),
  create('invalid', 'IdempotentParameterMismatch', 'The client token was used with other parameters.'),
  create('invalid', 'InvalidClientToken', 'The client token is not valid.'),
  create('targetMissing', 'InvalidVpcID.NotFound', "The vpc ID 'vpc-0a1b2c3d4e5f60718' does not exist"),
  create('targetMissing', 'InvalidSubnetID.NotFound', "The subnet ID 'subnet-0a1b2c3d4e5f60718' does not exist"),
  create('targetMissing', 'InvalidNetworkInterfaceID.NotFound', "The networkInterface ID 'eni-0a1b2c3d' does not exist"),
  create('targetMissing', 'InvalidTransitGatewayID.NotFound', "The transit gateway 'tgw-0a1b2c3d' does not exist"),
  create('targetMissing', 'InvalidTransitGatewayAttachmentID.NotFound', "'tgw-attach-0a1b2c3d' does not exist"),
  create('targetMissing', 'NatGatewayNotFound', "The nat gateway 'nat-0a1b2c3d' does not exist"),
  create('invalid', 'TagPolicyViolation', 'The tag policy does not allow the specified value.'),
  create('busy', 'ConcurrentTagAccess', 'The tags are being changed by another request.'),
  create('quotaExceeded', 'TagLimitExceeded', 'The maximum number of tags was reached.'),
  create('throttled', 'RequestLimitExceeded', 'Request limit exceeded.', 503),
  create('ambiguous', 'InternalError', 'An internal error has occurred.', 500),
  create('ambiguous', 'InternalFailure', 'The request processing failed.', 500),
  create('ambiguous', 'ServerInternal', 'An internal error has occurred.', 500),
  create('ambiguous', 'ServiceUnavailable', 'The request has failed for a moment.', 503),
  create('ambiguous', 'Unavailable', 'The server is overloaded.', 503),
  others('observe', 'unavailable', 'InternalError', 'An internal error has occurred.', 500),
  others('observe', 'unavailable', 'ServiceUnavailable', 'The request has failed for a moment.', 503),
  others('observe', 'throttled', 'RequestLimitExceeded', 'Request limit exceeded.', 503),
  others('observe', 'denied', 'UnauthorizedOperation', 'You are not authorized to perform this operation.', 403),
  others('observe', 'unavailable', 'InvalidNextToken', 'The token for the next page is not valid.'),
  others('delete', 'invalid', 'InvalidParameterValue', 'Value (fl-x) for parameter flowLogId is invalid.'),
  others('delete', 'denied', 'UnauthorizedOperation', 'You are not authorized to perform this operation.', 403),
  others('delete', 'throttled', 'RequestLimitExceeded', 'Request limit exceeded.', 503),
  others('delete', 'ambiguous', 'InternalError', 'An internal error has occurred.', 500),
]
