import type { ProviderErrorKind } from '../../errors'

/** One documented answer of Alibaba Cloud, by a name a person recognises, and what it must be read as. */
interface CenErrorCase {
  readonly name: string
  readonly action: string
  readonly status: number
  readonly code: string
  readonly kind: ProviderErrorKind
}

function on(action: string, kind: ProviderErrorKind, name: string, code: string, status = 400): CenErrorCase {
  return { name, action, status, code, kind }
}

const CREATE = 'CreateFlowlog'

/**
 * A named case for every code of every row of the error table.
 * Source: Cbn 2017-09-12 API reference, CreateFlowlog; Sts 2015-04-01; common errors of the RPC gateway; the codes that the
 * vendor's Terraform provider waits on (read 2026-11).
 */
export const CEN_ERROR_CASES: readonly CenErrorCase[] = [
  on(CREATE, 'throttled', 'flow control of the gateway', 'Throttling'),
  on(CREATE, 'throttled', 'flow control of the account', 'Throttling.User'),
  on(CREATE, 'throttled', 'flow control of one API', 'Throttling.Api'),
  on(CREATE, 'throttled', 'flow control in the other spelling', 'Throttling.user', 429),
  on(CREATE, 'throttled', 'flow control of the service', 'Rejected.Throttling', 429),
  on(CREATE, 'busy', 'another flow log of the router at work', 'IncorrectStatus.TrFlowlog'),
  on('DeleteFlowlog', 'busy', 'the flow log itself at work', 'IncorrectStatus.flowlog'),
  on(CREATE, 'busy', 'an attachment at work', 'IncorrectStatus.TransitRouterAttachmentId'),
  on(CREATE, 'busy', 'a router at work', 'IncorrectStatus.TransitRouterInstance'),
  on(CREATE, 'busy', 'a CEN at work', 'Operation.Blocking'),
  on(CREATE, 'busy', 'a lock', 'LOCK_ERROR'),
  on(CREATE, 'busy', 'a task in the way', 'OperationFailed.TaskConflict'),
  on(CREATE, 'busy', 'a token still worked on', 'TokenProcessing'),
  on(CREATE, 'busy', 'an instance at work', 'InstanceStatus.NotSupport'),
  on(CREATE, 'busy', 'a status that forbids it', 'IncorrectStatus.Status'),
  on(CREATE, 'busy', 'a CEN that is changing', 'IncorrectStatus.CenInstance'),
  on(CREATE, 'busy', 'a busy state nobody documented', 'IncorrectStatus.Brandnew'),
  on(CREATE, 'unavailable', 'a signature seen before', 'SignatureNonceUsed'),
  on(CREATE, 'unavailable', 'an expired session', 'InvalidSecurityToken.Expired'),
  on(CREATE, 'unavailable', 'a session of another key', 'InvalidSecurityToken.MismatchWithAccessKey'),
  on(CREATE, 'ambiguous', 'a failure of the cloud during a change', 'InternalError', 500),
  on(CREATE, 'ambiguous', 'a cloud that is down during a change', 'ServiceUnavailable', 503),
  on('DescribeFlowlogs', 'unavailable', 'a failure of the cloud during a look', 'InternalError', 500),
  on('DescribeFlowlogs', 'unavailable', 'a cloud that is down during a look', 'ServiceUnavailable', 503),
  on('DeleteFlowlog', 'targetMissing', 'a flow log that is gone', 'InvalidFlowlogId.NotFound'),
  on(CREATE, 'targetMissing', 'an attachment that is gone', 'InvalidTransitRouterAttachmentId.NotFound'),
  on(CREATE, 'targetMissing', 'a router that is gone', 'InvalidOperation.TransitRouterNotExist'),
  on(CREATE, 'targetMissing', 'a CEN that is gone', 'InvalidParameter.CenId'),
  on(CREATE, 'conflict', 'a second flow log on one attachment', 'Flowlog.AlreayExist'),
  on(CREATE, 'conflict', 'an equal rule', 'RuleExist'),
  on(CREATE, 'conflict', 'a second flow log on one CEN', 'InvalidFlowlogId.exist'),
  on(CREATE, 'conflict', 'an incompatible flow log', 'OperationInvalid.IncompatibleFlowlogExist'),
  on(CREATE, 'quotaExceeded', 'no quota left', 'QuotaExceeded.FlowlogCount'),
  on('DeleteFlowlog', 'destinationMissing', 'a missing project on deletion', 'ProjectOrLogstoreNotExist'),
  on('DeleteFlowlog', 'destinationMissing', 'a missing source project on deletion', 'SourceProjectNotExist'),
  on(CREATE, 'destinationMissing', 'a missing project on creation', 'ProjectOrLogstoreNotExist'),
  on(CREATE, 'destinationMissing', 'a missing source project on creation', 'SourceProjectNotExist'),
  on(CREATE, 'destinationMissing', 'Simple Log Service not activated', 'OperationFailed.InvalidLogInfo'),
  on(CREATE, 'invalid', 'a project name that is taken', 'ProjectExist'),
  on(CREATE, 'invalid', 'a project in another region', 'InvalidParameter.ProjectName'),
  on(CREATE, 'invalid', 'a Logstore name that is none', 'InvalidParameter.LogStoreName'),
  on(CREATE, 'invalid', 'a format that is none', 'InvalidParameter.LogFormatString'),
  on(CREATE, 'invalid', 'an attachment of another router', 'IllegalParam.TransitRouterAttachmentId'),
  on(CREATE, 'invalid', 'a token used for something else', 'IdempotentParameterMismatch'),
  on(CREATE, 'invalid', 'some parameter that is wrong', 'InvalidParameter'),
  on(CREATE, 'invalid', 'some parameter of another spelling', 'InvalidParam.Anything'),
  on(CREATE, 'invalid', 'some parameter that is illegal', 'IllegalParam.Anything'),
  on(CREATE, 'invalid', 'a region that is missing', 'MissingRegionId'),
  on('AssumeRole', 'denied', 'a role ARN that is none', 'InvalidParameter.RoleArn'),
  on('AssumeRole', 'denied', 'a role parameter of another spelling', 'InvalidParam.RoleArn'),
  on('AssumeRole', 'denied', 'an illegal role parameter', 'IllegalParam.RoleArn'),
  on('AssumeRole', 'denied', 'a role ARN that is missing', 'MissingRoleArn'),
  on(CREATE, 'unsupported', 'a feature the region lacks', 'OperationUnsupported.action'),
  on(CREATE, 'unsupported', 'a product nobody knows', 'InvalidProduct.NotFound', 404),
  on(CREATE, 'unsupported', 'an operation nobody knows', 'InvalidApi.NotFound', 404),
  on(CREATE, 'unsupported', 'an action nobody knows', 'InvalidAction.NotFound', 404),
  on(CREATE, 'unsupported', 'a version nobody knows', 'InvalidVersion', 404),
  on(CREATE, 'denied', 'no right to the service-linked role', 'NoPermission.AliyunServiceRoleForTRFlowLog', 403),
  on(CREATE, 'denied', 'a transit router service not activated', 'Forbbiden.TransitRouterServiceNotOpen'),
  on(CREATE, 'denied', 'a transit router service not open', 'USER_NOT_OPEN_TR_SERVICE'),
  on('AssumeRole', 'denied', 'a role that does not exist', 'EntityNotExist.Role', 404),
  on('AssumeRole', 'denied', 'a role that does not trust us', 'NoPermission', 403),
  on('AssumeRole', 'denied', 'a role that RAM forbids', 'Forbidden.RAM', 403),
  on('AssumeRole', 'denied', 'a role not authorised', 'Unauthorized', 403),
  on(CREATE, 'denied', 'a permission that is missing', 'NoPermission', 403),
  on(CREATE, 'denied', 'a permission that RAM forbids', 'Forbidden.RAM', 403),
  on(CREATE, 'denied', 'an identity not authorised', 'Unauthorized', 403),
  on(CREATE, 'denied', 'an access key nobody knows', 'InvalidAccessKeyId.NotFound', 404),
  on(CREATE, 'denied', 'a signature that does not match', 'SignatureDoesNotMatch'),
  on(CREATE, 'denied', 'half a signature', 'IncompleteSignature'),
  on(CREATE, 'denied', 'no base credentials', 'InvalidCredentials'),
  on(CREATE, 'denied', 'a clock that is off', 'InvalidTimeStamp.Expired'),
  on(CREATE, 'denied', 'a date that cannot be read', 'InvalidTimeStamp.Format'),
]
