/*
 * Every error code, and every message that tells answers of one code apart, that the clouds' own references name for the
 * calls Weir makes. Written from the references, not from the tables of the providers: a code that a table forgot is
 * missing there, not here.
 */

/** One documented answer. */
export interface DocumentedError {
  readonly code: string
  /** What the message says where the code alone is not enough. */
  readonly says?: RegExp
  /** An entry of `Unsuccessful`, in an answer of status 200. */
  readonly isItem?: boolean
}

const plain = (...codes: readonly string[]): readonly DocumentedError[] => codes.map((code) => ({ code }))

/**
 * Source: EC2 API reference, error codes, CreateFlowLogs, DeleteFlowLogs, DescribeFlowLogs, CreateTags; VPC user guide,
 * troubleshooting flow logs; STS API reference, AssumeRole and common errors; Organizations API reference, ListAccounts;
 * acceptance tests of the AWS provider of Terraform for the messages of items (read 2026-11).
 */
export const DOCUMENTED_AWS_ERRORS: readonly DocumentedError[] = [
  { code: '400', says: /does not exist/, isItem: true },
  { code: '400', says: /Access Denied for LogDestination/, isItem: true },
  { code: '400', says: /undeliverable/, isItem: true },
  { code: 'InvalidParameter', says: /Unable to assume given IAM role/ },
  { code: 'InvalidParameter', says: /undeliverable/ },
  { code: 'LogDestinationPermissionIssue', says: /20 KB|too large/ },
  ...plain(
    'FlowLogAlreadyExists',
    'FlowLogsLimitExceeded',
    'InvalidParameter',
    'InvalidParameterValue',
    'InvalidParameterCombination',
    'MissingParameter',
    'UnknownParameter',
    'ValidationError',
    'LogDestinationNotFound',
    'LogDestinationNotFoundException',
    'LogDestinationPermissionIssue',
    'LogDestinationPermissionIssueException',
    'UnauthorizedOperation',
    'AccessDenied',
    'AuthFailure',
    'OptInRequired',
    'RequestExpired',
    'ExpiredToken',
    'ExpiredTokenException',
    'DryRunOperation',
    'IdempotentParameterMismatch',
    'InvalidClientToken',
    'InvalidVpcID.NotFound',
    'InvalidSubnetID.NotFound',
    'InvalidNetworkInterfaceID.NotFound',
    'InvalidTransitGatewayID.NotFound',
    'InvalidTransitGatewayAttachmentID.NotFound',
    'NatGatewayNotFound',
    'InvalidFlowLogId.NotFound',
    'TagPolicyViolation',
    'TagLimitExceeded',
    'ConcurrentTagAccess',
    'RequestLimitExceeded',
    'InternalError',
    'InternalFailure',
    'ServerInternal',
    'ServiceUnavailable',
    'Unavailable',
    'SignatureDoesNotMatch',
    'InvalidNextToken',
    'MalformedPolicyDocument',
    'PackedPolicyTooLarge',
    'RegionDisabledException',
    'AccessDeniedException',
    'AWSOrganizationsNotInUseException',
    'InvalidInputException',
    'ServiceException',
    'TooManyRequestsException',
  ),
]

/**
 * Source: Cbn 2017-09-12 API reference, CreateFlowlog and its sister operations; common errors of the RPC gateway; Sts
 * 2015-04-01; the codes that the vendor's Terraform provider retries (read 2026-11).
 */
export const DOCUMENTED_CEN_ERRORS: readonly DocumentedError[] = plain(
  'ProjectOrLogstoreNotExist',
  'SourceProjectNotExist',
  'OperationFailed.InvalidLogInfo',
  'ProjectExist',
  'InvalidParameter.ProjectName',
  'InvalidParameter.LogStoreName',
  'InvalidParameter.LogFormatString',
  'InvalidParameter.CenId',
  'InvalidParameter',
  'IllegalParam.TransitRouterAttachmentId',
  'InvalidTransitRouterAttachmentId.NotFound',
  'InvalidOperation.TransitRouterNotExist',
  'OperationUnsupported.action',
  'QuotaExceeded.FlowlogCount',
  'InvalidFlowlogId.exist',
  'InvalidFlowlogId.NotFound',
  'Flowlog.AlreayExist',
  'RuleExist',
  'OperationInvalid.IncompatibleFlowlogExist',
  'IncorrectStatus.flowlog',
  'IncorrectStatus.TrFlowlog',
  'IncorrectStatus.TransitRouterAttachmentId',
  'IncorrectStatus.TransitRouterInstance',
  'IncorrectStatus.Status',
  'IncorrectStatus.CenInstance',
  'InstanceStatus.NotSupport',
  'Unauthorized',
  'NoPermission.AliyunServiceRoleForTRFlowLog',
  'Operation.Blocking',
  'LOCK_ERROR',
  'OperationFailed.TaskConflict',
  'TokenProcessing',
  'Throttling',
  'Throttling.User',
  'Throttling.Api',
  'Throttling.user',
  'Rejected.Throttling',
  'ServiceUnavailable',
  'InternalError',
  'Forbbiden.TransitRouterServiceNotOpen',
  'USER_NOT_OPEN_TR_SERVICE',
  'InvalidAccessKeyId.NotFound',
  'InvalidProduct.NotFound',
  'InvalidApi.NotFound',
  'SignatureDoesNotMatch',
  'SignatureNonceUsed',
  'InvalidTimeStamp.Expired',
  'InvalidTimeStamp.Format',
  'MissingRegionId',
  'Forbidden.RAM',
  'NoPermission',
  'InvalidSecurityToken.Expired',
  'InvalidSecurityToken.MismatchWithAccessKey',
  'EntityNotExist.Role',
)
