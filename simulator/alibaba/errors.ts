/** How one error code of the real gateway or of the CEN service can be brought about here. */
export interface AlibabaErrorRow {
  readonly status: number
  readonly message: string
  /** `rule`: the simulated world answers it by itself. `fault`: only the fault book brings it about. */
  readonly by: 'rule' | 'fault'
  /** What makes it happen, or, for faults, what it stands for in the real cloud. */
  readonly when: string
}

/**
 * Every error code this simulated cloud can answer. Codes keep the vendor's own misspellings; texts are ours.
 * Source: API reference of Cbn 2017-09-12, CreateFlowlog (error codes), read 2026-11; common errors of the RPC gateway
 * and of Sts 2015-04-01; codes that the vendor's Terraform provider retries on (alicloud_cen_flowlog), read 2026-11.
 */
export const ALIBABA_ERRORS = {
  // --- the gateway -----------------------------------------------------------------------------------------------
  'InvalidAccessKeyId.NotFound': row(404, 'The access key id does not exist.', 'rule', 'an unknown access key'),
  'InvalidProduct.NotFound': row(404, 'No such product or version.', 'rule', 'a version other than the two served'),
  'InvalidApi.NotFound': row(404, 'No such operation in this version.', 'rule', 'an action that is not served'),
  SignatureDoesNotMatch: row(400, 'The signature does not match.', 'rule', 'wrong secret or wrong canonical form'),
  SignatureNonceUsed: row(400, 'The signature nonce was used before.', 'rule', 'a request sent twice, byte for byte'),
  'InvalidTimeStamp.Expired': row(400, 'The request date is too far away.', 'rule', 'a clock more than 15 minutes off'),
  'InvalidTimeStamp.Format': row(400, 'The request date cannot be read.', 'rule', 'a date that is not UTC ISO 8601'),
  'InvalidSecurityToken.Expired': row(400, 'The security token has expired.', 'rule', 'a session used after its end'),
  'InvalidSecurityToken.MismatchWithAccessKey': row(
    400,
    'The security token does not belong to this access key.',
    'rule',
    'the token of another session, or none with a temporary key',
  ),
  MissingRegionId: row(400, 'RegionId is mandatory for this action.', 'rule', 'no RegionId'),
  MissingCenId: row(400, 'CenId is mandatory for this action.', 'rule', 'no CenId'),
  MissingFlowLogId: row(400, 'FlowLogId is mandatory for this action.', 'rule', 'no FlowLogId'),
  MissingResourceType: row(400, 'ResourceType is mandatory for this action.', 'rule', 'no ResourceType'),
  MissingResourceId: row(400, 'ResourceId is mandatory for this action.', 'rule', 'no ResourceId.N'),
  MissingRoleArn: row(400, 'RoleArn is mandatory for this action.', 'rule', 'no RoleArn'),
  MissingRoleSessionName: row(400, 'RoleSessionName is mandatory for this action.', 'rule', 'no RoleSessionName'),
  Throttling: row(400, 'Request was denied due to flow control.', 'fault', 'flow control of the gateway'),
  'Throttling.User': row(400, 'Request was denied due to user flow control.', 'rule', 'the account used up its rate'),
  'Throttling.Api': row(400, 'Request was denied due to API flow control.', 'fault', 'flow control of one API'),
  'Throttling.user': row(429, 'Request was denied due to user flow control.', 'fault', 'the other spelling and status'),
  'Rejected.Throttling': row(429, 'The request was rejected by flow control.', 'fault', 'flow control of the service'),
  'Forbidden.RAM': row(403, 'User not authorized to operate on the specified resource.', 'rule', 'a RAM denial'),
  NoPermission: row(
    403,
    'You are not authorized to do this action.',
    'rule',
    'a RAM denial, or a role not to be assumed',
  ),
  InternalError: row(500, 'The request failed because of an internal error.', 'fault', 'a failure of the service'),
  ServiceUnavailable: row(503, 'The service is temporarily unavailable.', 'fault', 'a failure of the service'),
  // --- CreateFlowlog, documented ---------------------------------------------------------------------------------
  ProjectOrLogstoreNotExist: row(
    400,
    'The project or Logstore does not exist.',
    'rule',
    'a log whose project was removed is deleted or switched off; or a create while nothing is created automatically',
  ),
  SourceProjectNotExist: row(
    400,
    'The source project or Logstore does not exist.',
    'rule',
    'a log whose project was removed is switched on',
  ),
  'OperationUnsupported.action': row(
    400,
    'This action is not supported.',
    'rule',
    'a region without the feature, or a Basic Edition router',
  ),
  RuleExist: row(400, 'An equal rule exists.', 'rule', 'a second router-level log on one router'),
  'QuotaExceeded.FlowlogCount': row(400, 'The quota of flow logs is used up.', 'rule', 'one more than the quota'),
  'InvalidFlowlogId.exist': row(400, 'This CEN already has a flow log.', 'rule', 'a second legacy log on one CEN'),
  'Flowlog.AlreayExist': row(400, 'This attachment already has a flow log.', 'rule', 'a second log on one attachment'),
  'IllegalParam.TransitRouterAttachmentId': row(
    400,
    'TransitRouterAttachmentId is illegal.',
    'rule',
    'a malformed attachment id, or one of another router',
  ),
  'InvalidTransitRouterAttachmentId.NotFound': row(
    400,
    'The attachment is not found.',
    'rule',
    'an attachment that does not exist',
  ),
  'IncorrectStatus.flowlog': row(
    400,
    'The status of the flow log does not allow this action.',
    'rule',
    'a change while the log is Creating, Modifying or Deleting',
  ),
  'InvalidOperation.TransitRouterNotExist': row(
    400,
    'The transit router does not exist.',
    'rule',
    'a router that does not exist in this CEN and region',
  ),
  'IncorrectStatus.TransitRouterAttachmentId': row(
    400,
    'The attachment is not in a stable state.',
    'rule',
    'an attachment that is not Attached',
  ),
  ProjectExist: row(400, 'The project name is taken.', 'rule', 'a project name that another account owns'),
  'InvalidParameter.ProjectName': row(
    400,
    'The project name is invalid or belongs to another region.',
    'rule',
    'a bad name, or a project of ours in another region',
  ),
  'IncorrectStatus.TrFlowlog': row(
    400,
    'The flow logs of this transit router do not allow this action now.',
    'rule',
    'a change while another log of the router is in transition (switch routerLock)',
  ),
  'OperationInvalid.IncompatibleFlowlogExist': row(
    400,
    'An incompatible flow log exists.',
    'rule',
    'router-level beside attachment-level (switch incompatibleWhen)',
  ),
  'InvalidParameter.LogFormatString': row(400, 'The log format is invalid.', 'rule', 'a bad log format'),
  'InvalidParameter.LogStoreName': row(400, 'The Logstore name is invalid.', 'rule', 'a bad Logstore name'),
  'OperationFailed.InvalidLogInfo': row(
    400,
    'The log service information is invalid, or Log Service is not activated.',
    'rule',
    'an account without Simple Log Service',
  ),
  'IncorrectStatus.TransitRouterInstance': row(
    400,
    'The transit router is not in a stable state.',
    'rule',
    'a router that is not Active',
  ),
  InvalidParameter: row(400, 'A parameter is invalid.', 'rule', 'any other bad value; the text names the parameter'),
  Unauthorized: row(400, 'The access key is not authorised.', 'rule', 'an identity that may do nothing at all'),
  'InvalidParameter.CenId': row(400, 'The CenId is invalid.', 'rule', 'a CEN that does not exist in this account'),
  'NoPermission.AliyunServiceRoleForTRFlowLog': row(
    403,
    'You may not create the service-linked role AliyunServiceRoleForTRFlowLog.',
    'rule',
    'the first flow log of an account, by a caller without ram:CreateServiceLinkedRole',
  ),
  // --- the other operations; known from the vendor's Terraform provider --------------------------------------------
  'InvalidFlowlogId.NotFound': row(400, 'The flow log is not found.', 'rule', 'a change of a log that does not exist'),
  'Operation.Blocking': row(400, 'Another operation is in progress.', 'fault', 'the CEN instance is busy'),
  LOCK_ERROR: row(400, 'The object is locked.', 'fault', 'the object is busy'),
  TokenProcessing: row(400, 'The client token is being processed.', 'fault', 'the same token is still being worked on'),
  'OperationFailed.TaskConflict': row(400, 'A conflicting task is running.', 'fault', 'the object is busy'),
  'IncorrectStatus.Status': row(400, 'The status does not allow this action.', 'fault', 'the object is busy'),
  'InstanceStatus.NotSupport': row(400, 'The instance status is not supported.', 'fault', 'the object is busy'),
  'IncorrectStatus.CenInstance': row(400, 'The CEN is not in a stable state.', 'rule', 'a CEN that is not Active'),
  'Forbbiden.TransitRouterServiceNotOpen': row(
    400,
    'The transit router service is not activated.',
    'rule',
    'an account without the transit router service',
  ),
  USER_NOT_OPEN_TR_SERVICE: row(400, 'The transit router service is not open.', 'fault', 'the other code for that'),
  // --- ours ------------------------------------------------------------------------------------------------------
  IdempotentParameterMismatch: row(
    400,
    'This client token was used with other parameters.',
    'rule',
    'a token used again with other parameters; what CEN answers is not documented, this code is our choice',
  ),
  // --- Sts -------------------------------------------------------------------------------------------------------
  'EntityNotExist.Role': row(404, 'The role does not exist.', 'rule', 'AssumeRole of a role that does not exist'),
  'InvalidParameter.RoleArn': row(400, 'RoleArn is malformed.', 'rule', 'a malformed role ARN'),
  'InvalidParameter.RoleSessionName': row(400, 'RoleSessionName is malformed.', 'rule', 'a bad session name'),
  'InvalidParameter.DurationSeconds': row(400, 'DurationSeconds is out of range.', 'rule', 'a bad session duration'),
  'InvalidParameter.ExternalId': row(400, 'ExternalId is malformed.', 'rule', 'a bad external id'),
} as const satisfies Record<string, AlibabaErrorRow>

export type AlibabaErrorCode = keyof typeof ALIBABA_ERRORS

function row(status: number, message: string, by: 'rule' | 'fault', when: string): AlibabaErrorRow {
  return { status, message, by, when }
}

/** An answer in the vendor's error form, thrown by the rules and written by the gateway. */
export class AlibabaRefusal extends Error {
  readonly status: number
  readonly accessDeniedDetail: Record<string, string> | undefined

  constructor(
    readonly code: string,
    options: { status?: number; message?: string; readonly accessDeniedDetail?: Record<string, string> } = {},
  ) {
    const known: AlibabaErrorRow | undefined = (ALIBABA_ERRORS as Record<string, AlibabaErrorRow>)[code]
    super(options.message ?? known?.message ?? 'The request was refused.')
    this.name = 'AlibabaRefusal'
    this.status = options.status ?? known?.status ?? 400
    this.accessDeniedDetail = options.accessDeniedDetail
  }
}

/** Refuses with a code of the table; `message` replaces the table's text where a rule can say more. Never returns. */
export function refuse(code: AlibabaErrorCode, message?: string): never {
  throw new AlibabaRefusal(code, message === undefined ? {} : { message })
}
