import type { ErrorReading, ProviderErrorKind } from '../errors'

/** One row: the codes it covers, lower-case, and what they mean. */
export interface ErrorRow extends Omit<ErrorReading, 'kind'> {
  /** Vendor codes, compared case-insensitively; a star at the end matches any ending, at both ends any place. */
  readonly codes: readonly string[]
  /** Only for these operations; otherwise for all. */
  readonly operations?: readonly string[]
  /** Only where the message matches. */
  readonly message?: RegExp
  /** `noAnswer` depends on the call: a change is ambiguous, a read unavailable. */
  readonly kind: ProviderErrorKind | 'noAnswer'
}

/**
 * Every vendor code and what it means, first match wins. The misspelled codes are the vendor's own.
 * Source: API reference of Cbn 2017-09-12 (CreateFlowlog, error codes) and of Sts 2015-04-01, common errors of the RPC
 * gateway, and the codes the vendor's Terraform provider waits on (alicloud_cen_flowlog), read 2026-11.
 */
export const ERROR_TABLE: readonly ErrorRow[] = [
  // --- wait and try again --------------------------------------------------------------------------------------
  {
    codes: ['*throttling*'],
    kind: 'throttled',
    reason: 'Throttled',
    cause: 'The account has used up its rate of calls; all roles and tools of the account share it.',
    remedy: 'Nothing: Weir slows down and tries again.',
  },
  {
    codes: ['IncorrectStatus.TrFlowlog'],
    kind: 'busy',
    reason: 'RouterBusy',
    cause: 'Another flow log of this transit router is being created, changed or deleted.',
    remedy: 'Nothing: Weir waits until it has settled.',
  },
  {
    codes: ['IncorrectStatus.flowlog'],
    kind: 'busy',
    reason: 'FlowLogBusy',
    cause: 'The flow log is being created, changed or deleted.',
    remedy: 'Nothing: Weir waits until it has settled.',
  },
  {
    codes: ['IncorrectStatus.TransitRouterAttachmentId', 'IncorrectStatus.TransitRouterInstance'],
    kind: 'busy',
    reason: 'TargetBusy',
    cause: 'The transit router or the attachment is being changed.',
    remedy: 'Wait until the attachment is Attached and the router Active; Weir tries again by itself.',
  },
  {
    codes: [
      'Operation.Blocking',
      'LOCK_ERROR',
      'OperationFailed.TaskConflict',
      'TokenProcessing',
      'InstanceStatus.NotSupport',
      'IncorrectStatus*',
    ],
    kind: 'busy',
    reason: 'Busy',
    cause: 'The cloud is still working on something else in this CEN.',
    remedy: 'Nothing: Weir waits and tries again.',
  },
  {
    codes: ['SignatureNonceUsed'],
    kind: 'unavailable',
    reason: 'NonceUsed',
    cause: 'The gateway has seen this signature before.',
    remedy: 'Nothing: Weir signs the request again.',
  },
  {
    codes: ['InvalidSecurityToken*'],
    kind: 'unavailable',
    reason: 'SessionExpired',
    cause: 'The temporary credentials are no longer valid.',
    remedy: 'Nothing: Weir assumes the role again. If it repeats, check the role and the clock of this machine.',
  },
  {
    codes: ['InternalError', 'ServiceUnavailable'],
    kind: 'noAnswer',
    reason: 'CloudFailure',
    cause: 'The cloud failed to answer properly.',
    remedy: 'Nothing: Weir asks again with the same token, then looks at what exists.',
  },
  // --- the target or the log is not there ----------------------------------------------------------------------
  {
    codes: ['InvalidFlowlogId.NotFound'],
    kind: 'targetMissing',
    reason: 'FlowLogMissing',
    cause: 'The flow log no longer exists.',
    remedy: 'Look at the drift: somebody else may have deleted it.',
  },
  {
    codes: [
      'InvalidTransitRouterAttachmentId.NotFound',
      'InvalidOperation.TransitRouterNotExist',
      'InvalidParameter.CenId',
    ],
    kind: 'targetMissing',
    reason: 'TargetMissing',
    cause: 'The CEN, the transit router or the attachment no longer exists.',
    remedy: 'Wait for the next discovery, or take the target out of the configuration.',
  },
  // --- something is in the way ---------------------------------------------------------------------------------
  {
    codes: ['Flowlog.AlreayExist', 'RuleExist', 'InvalidFlowlogId.exist'],
    kind: 'conflict',
    reason: 'FlowLogAlreadyExists',
    cause: 'The target has a flow log already, and the cloud allows only one.',
    remedy: 'Adopt the existing flow log, or delete it where it is managed.',
  },
  {
    codes: ['OperationInvalid.IncompatibleFlowlogExist'],
    kind: 'conflict',
    reason: 'IncompatibleFlowLog',
    cause: 'Another flow log of this transit router has settings that cannot stand beside these.',
    remedy: 'Use the same interval and format as the flow log that is there, adopt it, or delete it first.',
  },
  {
    codes: ['QuotaExceeded.FlowlogCount'],
    kind: 'quotaExceeded',
    reason: 'FlowLogQuota',
    cause: 'The account has as many flow logs as its quota allows.',
    remedy: 'Raise the flow log quota of the account in Quota Center, or delete flow logs, then retry.',
  },
  // --- the destination -----------------------------------------------------------------------------------------
  {
    codes: ['ProjectOrLogstoreNotExist', 'SourceProjectNotExist'],
    operations: ['DeleteFlowlog'],
    kind: 'destinationMissing',
    reason: 'DestinationMissing',
    cause:
      'The flow log still exists, but its SLS project or Logstore was removed, and the cloud will not delete it so.',
    remedy: 'Create the SLS project and Logstore again with the same names and region, then delete the flow log.',
  },
  {
    codes: ['ProjectOrLogstoreNotExist', 'SourceProjectNotExist'],
    kind: 'destinationMissing',
    reason: 'DestinationMissing',
    cause: 'The SLS project or the Logstore does not exist.',
    remedy: 'Create the SLS project and Logstore in the region of the flow log, then retry.',
  },
  {
    codes: ['OperationFailed.InvalidLogInfo'],
    kind: 'destinationMissing',
    reason: 'LogServiceNotReady',
    cause: 'Simple Log Service is not activated in the account, or does not know these names.',
    remedy: 'Activate Simple Log Service in the account and check project and Logstore, then retry.',
  },
  {
    codes: ['ProjectExist'],
    kind: 'invalid',
    reason: 'ProjectNameTaken',
    cause: 'An SLS project of this name belongs to another account: project names are unique over all accounts.',
    remedy: 'Choose another project name, for example one that holds {accountId} and {region}.',
  },
  {
    codes: ['InvalidParameter.ProjectName'],
    kind: 'invalid',
    reason: 'DestinationInOtherRegion',
    cause: 'The SLS project name is not valid, or the project lies in another region than the flow log.',
    remedy: 'Name a project in the region of the flow log; put {region} into the name to have one per region.',
  },
  {
    codes: ['InvalidParameter.LogStoreName'],
    kind: 'invalid',
    reason: 'InvalidLogStoreName',
    cause: 'The Logstore name is not valid.',
    remedy: 'Use 3 to 63 lower-case letters, digits, hyphens and underscores.',
  },
  // --- the request ---------------------------------------------------------------------------------------------
  {
    codes: ['InvalidParameter.LogFormatString'],
    kind: 'invalid',
    reason: 'InvalidLogFormat',
    cause: 'The cloud does not accept the record format.',
    remedy: 'Start with ${srcaddr}${dstaddr}${bytes} and name each field once, or leave the format out.',
  },
  {
    codes: ['IllegalParam.TransitRouterAttachmentId'],
    kind: 'invalid',
    reason: 'AttachmentNotOfRouter',
    cause: 'The attachment does not belong to this transit router.',
    remedy: 'Wait for the next discovery, then plan again.',
  },
  {
    codes: ['IdempotentParameterMismatch'],
    kind: 'invalid',
    reason: 'TokenReused',
    cause: 'The client token was used with other parameters before.',
    remedy: 'Plan the change again: a new operation has a new token.',
  },
  {
    codes: ['InvalidParameter*', 'InvalidParam*', 'IllegalParam*', 'Missing*'],
    operations: ['AssumeRole'],
    kind: 'denied',
    reason: 'RoleNotUsable',
    cause: 'The role cannot be assumed as it is written down.',
    remedy: 'Check the role ARN and the external id of the account.',
  },
  {
    codes: ['InvalidParameter*', 'InvalidParam*', 'IllegalParam*', 'Missing*'],
    kind: 'invalid',
    reason: 'InvalidParameter',
    cause: 'The cloud does not accept a parameter.',
    remedy: 'Read what the cloud says below, correct the configuration and propose it again.',
  },
  // --- not possible here ---------------------------------------------------------------------------------------
  {
    codes: ['OperationUnsupported.action'],
    kind: 'unsupported',
    reason: 'Unsupported',
    cause: 'Flow logs are not offered here: the region lacks them, or the transit router is Basic Edition.',
    remedy: 'Upgrade the transit router to Enterprise Edition, or take it out of the configuration.',
  },
  {
    codes: ['InvalidProduct.NotFound', 'InvalidApi.NotFound', 'InvalidAction.NotFound', 'InvalidVersion*'],
    kind: 'unsupported',
    reason: 'UnknownOperation',
    cause: 'The endpoint does not know this operation.',
    remedy: 'Check the endpoint that ALIBABA_CLOUD_ENDPOINT_URL names, if it is set.',
  },
  // --- not allowed ---------------------------------------------------------------------------------------------
  {
    codes: ['NoPermission.AliyunServiceRoleForTRFlowLog'],
    kind: 'denied',
    reason: 'ServiceRoleMissing',
    cause: 'The account lacks the service-linked role AliyunServiceRoleForTRFlowLog, and Weir may not create it.',
    remedy:
      'Allow ram:CreateServiceLinkedRole for flowlog.cen.aliyuncs.com, or create the role once in the RAM console, then retry.',
  },
  {
    codes: ['Forbbiden.TransitRouterServiceNotOpen', 'USER_NOT_OPEN_TR_SERVICE'],
    kind: 'denied',
    reason: 'TransitRouterServiceNotActivated',
    cause: 'The transit router service is not activated in the account.',
    remedy: 'Activate the transit router service in the CEN console of the account, then retry.',
  },
  {
    codes: ['EntityNotExist.Role'],
    kind: 'denied',
    reason: 'RoleMissing',
    cause: 'The role does not exist in the account.',
    remedy: 'Create the role as the account page shows it, or correct its ARN.',
  },
  {
    codes: ['NoPermission*', 'Forbidden*', 'Unauthorized'],
    operations: ['AssumeRole'],
    kind: 'denied',
    reason: 'RoleNotTrusted',
    cause: 'The role does not let Weir assume it.',
    remedy: 'Check that the trust policy of the role names Weir’s identity and the external id of this account.',
  },
  {
    codes: ['NoPermission*', 'Forbidden*', 'Unauthorized'],
    kind: 'denied',
    reason: 'PermissionMissing',
    cause: 'The identity that Weir uses in this account lacks a permission.',
    remedy: 'Add the permission to the policy of the role, then retry; the connection test names what is missing.',
  },
  {
    codes: ['InvalidAccessKeyId*', 'SignatureDoesNotMatch', 'IncompleteSignature', 'InvalidCredentials'],
    kind: 'denied',
    reason: 'CredentialsRefused',
    cause: 'The access key of Weir’s base identity is not accepted.',
    remedy: 'Check the credentials in the environment or the profile of the worker.',
  },
  {
    codes: ['InvalidTimeStamp*'],
    kind: 'denied',
    reason: 'ClockOff',
    cause: 'The clock of this machine differs from the cloud’s by more than 15 minutes.',
    remedy: 'Set the clock of the machine that runs the worker.',
  },
]
