import type { ProviderErrorKind } from '../../lib/providers/errors'
import type { ContractOperation, ErrorFixture } from './provider/harness'

/**
 * Every vendor code that a CEN call can end in, with the status it comes with and the kind it must have.
 * Source: Cbn 2017-09-12 API reference, CreateFlowlog (error codes); common gateway errors; read 2026-11.
 */
export const CEN_ERROR_FIXTURES: readonly ErrorFixture[] = [
  ...fixtures('create', 'throttled', [
    [400, 'Throttling'],
    [400, 'Throttling.User'],
    [400, 'Throttling.Api'],
    [429, 'Throttling.user'],
    [429, 'Rejected.Throttling'],
  ]),
  ...fixtures('create', 'busy', [
    [400, 'IncorrectStatus.flowlog'],
    [400, 'IncorrectStatus.TrFlowlog'],
    [400, 'IncorrectStatus.TransitRouterAttachmentId'],
    [400, 'IncorrectStatus.TransitRouterInstance'],
    [400, 'IncorrectStatus.Status'],
    [400, 'IncorrectStatus.CenInstance'],
    [400, 'IncorrectStatus.SomethingNew'],
    [400, 'InstanceStatus.NotSupport'],
    [400, 'Operation.Blocking'],
    [400, 'LOCK_ERROR'],
    [400, 'OperationFailed.TaskConflict'],
    [400, 'TokenProcessing'],
  ]),
  ...fixtures('create', 'ambiguous', [
    [500, 'InternalError'],
    [503, 'ServiceUnavailable'],
    [502, 'SomethingUnheardOf'],
  ]),
  ...fixtures('observe', 'unavailable', [
    [500, 'InternalError'],
    [503, 'ServiceUnavailable'],
    [400, 'SignatureNonceUsed'],
    [400, 'InvalidSecurityToken.Expired'],
    [400, 'InvalidSecurityToken.MismatchWithAccessKey'],
  ]),
  ...fixtures('create', 'targetMissing', [
    [400, 'InvalidTransitRouterAttachmentId.NotFound'],
    [400, 'InvalidOperation.TransitRouterNotExist'],
    [400, 'InvalidParameter.CenId'],
  ]),
  ...fixtures('create', 'conflict', [
    [400, 'Flowlog.AlreayExist'],
    [400, 'FlowLog.AlreayExist'],
    [400, 'RuleExist'],
    [400, 'InvalidFlowlogId.exist'],
    [400, 'OperationInvalid.IncompatibleFlowlogExist'],
  ]),
  ...fixtures('create', 'quotaExceeded', [[400, 'QuotaExceeded.FlowlogCount']]),
  ...fixtures('create', 'destinationMissing', [
    [400, 'ProjectOrLogstoreNotExist'],
    [400, 'SourceProjectNotExist'],
    [400, 'OperationFailed.InvalidLogInfo'],
  ]),
  ...fixtures('delete', 'destinationMissing', [
    [400, 'ProjectOrLogstoreNotExist'],
    [400, 'SourceProjectNotExist'],
  ]),
  ...fixtures('create', 'invalid', [
    [400, 'ProjectExist'],
    [400, 'InvalidParameter'],
    [400, 'InvalidParameter.ProjectName'],
    [400, 'InvalidParameter.LogStoreName'],
    [400, 'InvalidParameter.LogFormatString'],
    [400, 'IllegalParam.TransitRouterAttachmentId'],
    [400, 'IdempotentParameterMismatch'],
    [400, 'MissingRegionId'],
    [400, 'MissingCenId'],
    [400, 'MissingFlowLogId'],
    [400, 'MissingResourceType'],
    [400, 'MissingResourceId'],
  ]),
  ...fixtures('create', 'unsupported', [
    [400, 'OperationUnsupported.action'],
    [404, 'InvalidProduct.NotFound'],
    [404, 'InvalidApi.NotFound'],
  ]),
  ...fixtures('create', 'denied', [
    [400, 'Unauthorized'],
    [403, 'NoPermission'],
    [403, 'Forbidden.RAM'],
    [403, 'NoPermission.AliyunServiceRoleForTRFlowLog'],
    [400, 'Forbbiden.TransitRouterServiceNotOpen'],
    [400, 'USER_NOT_OPEN_TR_SERVICE'],
    [404, 'InvalidAccessKeyId.NotFound'],
    [400, 'SignatureDoesNotMatch'],
    [400, 'InvalidTimeStamp.Expired'],
    [400, 'InvalidTimeStamp.Format'],
  ]),
]

function fixtures(
  operation: ContractOperation,
  kind: ProviderErrorKind,
  answers: readonly (readonly [status: number, code: string])[],
): readonly ErrorFixture[] {
  return answers.map(([status, code]) => ({ operation, status, code, kind, message: `The text of ${code}.` }))
}
