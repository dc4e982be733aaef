import type { AccessFeature, Permission, PermissionTable, PermissionTarget } from './permission'

/** The service that writes CEN flow logs, and the role it makes in an account once. */
export const FLOW_LOG_SERVICE = 'flowlog.cen.aliyuncs.com'
export const FLOW_LOG_SERVICE_ROLE = 'AliyunServiceRoleForTRFlowLog'

/**
 * Every permission that the Alibaba Cloud adapter needs. The prefix of policies is `cen`, the one of resources `cbn`.
 * Source: help page "RAM authorization" for CEN; API reference of Simple Log Service, RAM, Resource Directory; for the
 * tag and list actions the name of the API (read 2026-11).
 */
export const ALIBABA_PERMISSIONS: PermissionTable = {
  provider: 'alibaba-cen',
  features: [
    offer('look', 'Look', 'Lists CENs, transit routers, attachments and every flow log on them.', 'required'),
    offer(
      'change',
      'Create, change and delete flow logs',
      'CEN checks no tags: Weir itself keeps to its own logs.',
      'usual',
    ),
    offer(
      'to-sls',
      'First flow log of an account',
      'CEN makes its service role with the rights of who asks first.',
      'usual',
    ),
    offer(
      'preflight',
      'Check destinations before a change',
      'Reads projects, Logstores and roles. Changes nothing.',
      'usual',
    ),
    offer('read-records', 'Read records', 'Shows recent records and proves that they arrive.', 'usual'),
    offer('organisation', 'Find the accounts of a directory', 'Only in its management or delegated account.', 'no'),
  ],
  permissions: [
    ...look('DescribeChildInstanceRegions', 'Says which regions there are.'),
    ...look('DescribeCens', 'Lists the networks.'),
    ...look('ListTransitRouters', 'Lists what can be logged, and its edition.'),
    ...look('ListTransitRouterVpcAttachments', 'Lists what can be logged.'),
    ...look('ListTransitRouterVpnAttachments', 'Lists what can be logged.'),
    ...look('ListTransitRouterVbrAttachments', 'Lists what can be logged.'),
    ...look('ListTransitRouterPeerAttachments', 'Lists both ends of links between regions.'),
    ...look('ListTransitRouterEcrAttachments', 'Lists what can be logged.'),
    row('cen:DescribeFlowlogs', ['DescribeFlowlogs'], ['look'], 'flow-log', 'Shows every flow log, whoever made it.'),

    row('cen:CreateFlowlog', ['CreateFlowlog'], ['change'], 'any', 'Makes a flow log; CEN takes no resource here.'),
    ...change('ModifyFlowLogAttribute', 'Changes name, description and interval.'),
    ...change('ActiveFlowLog', 'Switches a flow log on.'),
    ...change('DeactiveFlowLog', 'Switches a flow log off.'),
    ...change('DeleteFlowlog', 'Deletes a flow log of Weir’s.'),
    ...change('TagResources', 'Marks a flow log as Weir’s, and sets people’s tags.'),
    ...change('UntagResources', 'Takes people’s tags off.'),
    row(
      'ram:CreateServiceLinkedRole',
      [],
      ['to-sls'],
      'service-linked-role',
      'CEN makes its service role with the first flow log.',
    ),

    row(
      'cen:CheckTransitRouterService',
      ['CheckTransitRouterService'],
      ['preflight'],
      'any',
      'Says whether the transit router service is activated.',
    ),
    row('ram:GetRole', ['GetRole'], ['preflight'], 'any', 'Says whether the service role is there.'),
    row('log:GetProject', ['getProject'], ['preflight'], 'log-store', 'Says whether a project is there, and where.'),
    row(
      'log:GetLogStore',
      ['getLogStore'],
      ['preflight', 'read-records'],
      'log-store',
      'Says whether a Logstore is there.',
    ),
    row(
      'log:GetIndex',
      ['getIndex'],
      ['preflight', 'read-records'],
      'log-store',
      'Says whether records can be searched.',
    ),
    row(
      'log:GetLogStoreLogs',
      ['getLogs', 'getLogsV2', 'getHistograms'],
      ['read-records'],
      'log-store',
      'Reads records.',
    ),
    row('resourcemanager:ListAccounts', ['ListAccounts'], ['organisation'], 'any', 'Lists the accounts.'),
    row(
      'resourcemanager:GetResourceDirectory',
      ['GetResourceDirectory'],
      ['organisation'],
      'any',
      'Says which directory it is.',
    ),
  ],
  freeOperations: ['GetCallerIdentity'],
  baseOperations: { AssumeRole: 'sts:AssumeRole' },
}

function offer(
  feature: AccessFeature,
  label: string,
  help: string,
  choice: 'required' | 'usual' | 'no',
): PermissionTable['features'][number] {
  return { feature, label, help, isRequired: choice === 'required', isUsual: choice !== 'no' }
}

function row(
  action: string,
  operations: readonly string[],
  features: readonly AccessFeature[],
  target: PermissionTarget,
  why: string,
): Permission {
  return { action, operations, features, target, why }
}

function look(operation: string, why: string): readonly Permission[] {
  return [row(`cen:${operation}`, [operation], ['look'], 'any', why)]
}

function change(operation: string, why: string): readonly Permission[] {
  return [row(`cen:${operation}`, [operation], ['change'], 'flow-log', why)]
}
