/** An error code that EC2 or STS can answer for the operations simulated here. */
export interface AwsErrorRow {
  readonly status: number
  /** What the message says when the place that raises it has nothing better to say. */
  readonly message: string
  /** request: refuses the whole call. item: an entry of `Unsuccessful` in a 200 answer. */
  readonly scope: 'request' | 'item' | 'request-or-item'
  /** rule: the simulated cloud answers it by itself. fault: only a posted fault makes it appear. */
  readonly arises: 'rule' | 'fault'
}

/**
 * Every code in one place. Source: EC2 API reference, error codes; CreateFlowLogs and DeleteFlowLogs; STS API reference,
 * AssumeRole and common errors; VPC user guide, flow logs troubleshooting. Read 2026-11.
 */
export const AWS_ERRORS = {
  FlowLogAlreadyExists: row(
    400,
    'request-or-item',
    'rule',
    'Error. There is an existing Flow Log with the same configuration and log destination.',
  ),
  FlowLogsLimitExceeded: row(400, 'request-or-item', 'rule', 'The maximum number of flow logs has been reached.'),
  InvalidParameter: row(400, 'request', 'rule', 'A parameter specified in a request is not valid.'),
  InvalidParameterValue: row(400, 'request', 'rule', 'A value specified in a parameter is not valid.'),
  InvalidParameterCombination: row(400, 'request', 'rule', 'The parameters must not be used together.'),
  MissingParameter: row(400, 'request', 'rule', 'The request is missing a required parameter.'),
  UnknownParameter: row(400, 'request', 'rule', 'An unknown or unrecognized parameter was supplied.'),
  ValidationError: row(400, 'request', 'rule', 'The input fails to satisfy the constraints of the service.'),
  InvalidAction: row(400, 'request', 'rule', 'The action or operation requested is not valid.'),
  NoSuchVersion: row(400, 'request', 'rule', 'The specified API version does not exist.'),
  LogDestinationNotFound: row(400, 'request-or-item', 'rule', 'LogDestination was not found.'),
  LogDestinationNotFoundException: row(400, 'request-or-item', 'fault', 'LogDestination was not found.'),
  LogDestinationPermissionIssue: row(
    400,
    'request-or-item',
    'rule',
    'LogDestination permission issue: the bucket policy would be too large.',
  ),
  LogDestinationPermissionIssueException: row(400, 'request-or-item', 'fault', 'LogDestination permission issue.'),
  UnauthorizedOperation: row(403, 'request', 'rule', 'You are not authorized to perform this operation.'),
  AccessDenied: row(403, 'request', 'rule', 'Access denied.'),
  AuthFailure: row(401, 'request', 'rule', 'AWS was not able to validate the provided access credentials'),
  SignatureDoesNotMatch: row(
    403,
    'request',
    'rule',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
  ),
  IncompleteSignature: row(400, 'request', 'rule', 'The request signature does not conform to AWS standards.'),
  MissingAuthenticationToken: row(403, 'request', 'rule', 'Request is missing Authentication Token'),
  InvalidClientTokenId: row(403, 'request', 'rule', 'The security token included in the request is invalid.'),
  ExpiredToken: row(403, 'request', 'rule', 'The security token included in the request is expired'),
  ExpiredTokenException: row(400, 'request', 'fault', 'The security token included in the request is expired'),
  RequestExpired: row(400, 'request', 'rule', 'Request has expired.'),
  OptInRequired: row(403, 'request', 'fault', 'You are not subscribed to this service.'),
  DryRunOperation: row(412, 'request', 'rule', 'Request would have succeeded, but DryRun flag is set.'),
  IdempotentParameterMismatch: row(400, 'request', 'rule', 'The client token was used before with other parameters.'),
  InvalidClientToken: row(400, 'request', 'rule', 'The client token is not valid.'),
  'InvalidFlowLogId.NotFound': row(400, 'request', 'rule', 'The flow log does not exist.'),
  'InvalidVpcID.NotFound': row(400, 'request', 'rule', 'The VPC does not exist.'),
  'InvalidSubnetID.NotFound': row(400, 'request', 'rule', 'The subnet does not exist.'),
  'InvalidNetworkInterfaceID.NotFound': row(400, 'request', 'rule', 'The network interface does not exist.'),
  'InvalidTransitGatewayID.NotFound': row(400, 'request', 'rule', 'The transit gateway does not exist.'),
  'InvalidTransitGatewayAttachmentID.NotFound': row(400, 'request', 'rule', 'The attachment does not exist.'),
  NatGatewayNotFound: row(400, 'request', 'rule', 'The NAT gateway does not exist.'),
  InvalidNextToken: row(400, 'request', 'rule', 'The token for the next page is not valid.'),
  InvalidID: row(400, 'request', 'rule', 'The ID is not valid.'),
  TagLimitExceeded: row(400, 'request', 'rule', 'More than 50 tags.'),
  TagPolicyViolation: row(400, 'request', 'fault', 'The tag policy does not allow the specified value.'),
  ConcurrentTagAccess: row(400, 'request', 'fault', 'The tags are being changed by another request.'),
  RequestLimitExceeded: row(503, 'request', 'rule', 'Request limit exceeded.'),
  InternalError: row(500, 'request', 'fault', 'An internal error has occurred.'),
  InternalFailure: row(500, 'request', 'fault', 'The request processing failed because of an unknown error.'),
  ServerInternal: row(500, 'request', 'fault', 'An internal error has occurred.'),
  ServiceUnavailable: row(503, 'request', 'fault', 'The request has failed due to a temporary failure of the server.'),
  Unavailable: row(503, 'request', 'fault', 'The server is overloaded and cannot handle the request.'),
  // Organizations answers these by rules of its own; its tests bring them about.
  AccessDeniedException: row(400, 'request', 'fault', "You don't have permissions to access this resource."),
  AWSOrganizationsNotInUseException: row(400, 'request', 'fault', 'Your account is not a member of an organization.'),
  InvalidInputException: row(400, 'request', 'fault', 'You provided invalid values for one or more parameters.'),
  ServiceException: row(500, 'request', 'fault', 'AWS Organizations could not complete your request.'),
  TooManyRequestsException: row(400, 'request', 'fault', 'You have sent too many requests in too short a period.'),
  MalformedPolicyDocument: row(400, 'request', 'rule', 'The policy document is malformed.'),
  PackedPolicyTooLarge: row(400, 'request', 'fault', 'The packed policy and tags are too large.'),
  RegionDisabledException: row(403, 'request', 'rule', 'STS is not activated in this region for the account.'),
} as const satisfies Record<string, AwsErrorRow>

export type AwsErrorCode = keyof typeof AWS_ERRORS

function row(status: number, scope: AwsErrorRow['scope'], arises: AwsErrorRow['arises'], message: string): AwsErrorRow {
  return { status, message, scope, arises }
}

/** Thrown inside an operation to refuse the whole request; caught at the edge of the cloud, once. */
export class AwsRefusal extends Error {
  override readonly name = 'AwsRefusal'
  readonly status: number
  constructor(
    readonly code: AwsErrorCode,
    message: string = AWS_ERRORS[code].message,
  ) {
    super(message)
    this.status = AWS_ERRORS[code].status
  }
}

/** The HTTP status of a code, for a fault that names only the code. 400 for codes the table does not know. */
export function statusOf(code: string): number {
  const known: Readonly<Record<string, AwsErrorRow>> = AWS_ERRORS
  return known[code]?.status ?? 400
}
