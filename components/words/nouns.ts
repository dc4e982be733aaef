/** How the console calls things; the clouds' own names are spaced, never translated. */

const TYPE_WORD: Readonly<Record<string, readonly [one: string, many: string]>> = {
  VPC: ['VPC', 'VPCs'],
  Subnet: ['Subnet', 'Subnets'],
  NetworkInterface: ['Network interface', 'Network interfaces'],
  RegionalNatGateway: ['Regional NAT gateway', 'Regional NAT gateways'],
  TransitGateway: ['Transit gateway', 'Transit gateways'],
  TransitGatewayAttachment: ['Transit gateway attachment', 'Transit gateway attachments'],
  CEN: ['CEN', 'CENs'],
  TransitRouter: ['Transit router', 'Transit routers'],
  TransitRouterAttachment: ['Router attachment', 'Router attachments'],
  CoreNetwork: ['Cloud WAN core network (not discovered)', 'Cloud WAN core networks (not discovered)'],
  CoreNetworkAttachment: ['Cloud WAN attachment (not discovered)', 'Cloud WAN attachments (not discovered)'],
  CoreNetworkEdge: ['Cloud WAN edge (not discovered)', 'Cloud WAN edges (not discovered)'],
}

export const typeWord = (type: string): string => TYPE_WORD[type]?.[0] ?? type
export const typePlural = (type: string): string => TYPE_WORD[type]?.[1] ?? type

const PROVIDER_WORD: Readonly<Record<string, string>> = { 'aws-ec2': 'AWS', 'alibaba-cen': 'Alibaba Cloud' }
export const providerWord = (provider: string): string => PROVIDER_WORD[provider] ?? provider

const MANAGER_WORD: Readonly<Record<string, string>> = {
  terraform: 'Terraform',
  cloudformation: 'CloudFormation',
  'control-tower': 'Control Tower',
  'telemetry-rule': 'a telemetry rule',
  cdk: 'the AWS CDK',
  ros: 'Alibaba Cloud ROS',
  'config-remediation': 'a Config remediation',
  custodian: 'Cloud Custodian',
  'hand-made': 'a person',
  unknown: 'somebody else',
}
export const managerWord = (manager: string | null): string => MANAGER_WORD[manager ?? 'unknown'] ?? 'somebody else'

/** Whose a flow log is, in a word or two. Pure. */
export function ownershipWord(ownership: string, manager: string | null): string {
  if (ownership === 'ours') return 'Weir'
  if (ownership === 'unbound') return 'Weir, unbound'
  if (ownership === 'released') return 'Released by Weir'
  if (ownership === 'otherInstallation') return 'Another Weir'
  return manager === null || manager === 'unknown'
    ? 'Others'
    : managerWord(manager).replace(/^(a|the) /, (word) => word.charAt(0).toUpperCase() + word.slice(1))
}

const OWNERSHIP_NAME: Readonly<Record<string, string>> = {
  ours: 'Weir',
  unbound: 'Weir, unbound',
  released: 'Released by Weir',
  foreign: 'Others',
  otherInstallation: 'Another Weir',
}
/** Whose flow logs are, as a filter names it. */
export const ownershipName = (ownership: string): string => OWNERSHIP_NAME[ownership] ?? ownership

/** A manager at the beginning of a line. */
export const managerName = (manager: string): string => {
  const word = managerWord(manager).replace(/^(a|the) /, '')
  return word.charAt(0).toUpperCase() + word.slice(1)
}

const KIND_WORD: Readonly<Record<string, { sign: string; word: string }>> = {
  create: { sign: '+', word: 'create' },
  update: { sign: '~', word: 'update in place' },
  replace: { sign: '±', word: 'replace' },
  delete: { sign: '−', word: 'delete' },
  release: { sign: '○', word: 'release' },
  adopt: { sign: '=', word: 'adopt' },
}
export const kindWord = (kind: string) => KIND_WORD[kind] ?? { sign: '·', word: kind }

const RISK_WORD: Readonly<Record<string, string>> = {
  'adds-coverage': 'Adds coverage',
  neutral: 'Neutral',
  'raises-cost': 'Raises cost',
  'second-copy': 'Second copy',
  'changes-data-shape': 'Changes data shape',
  'opens-gap': 'Opens a gap',
  'reduces-coverage': 'Reduces coverage',
}
export const riskWord = (risk: string): string => RISK_WORD[risk] ?? risk

/** Risks a reviewer must not overlook. */
export const isGraveRisk = (risk: string): boolean => risk === 'reduces-coverage' || risk === 'opens-gap'

const STALE_WORD: Readonly<Record<string, string>> = {
  NeverLooked: 'never looked at',
  Late: 'the last look is overdue',
  LookFailed: 'the last look failed',
  EndpointChanged: 'the endpoint changed',
  Paused: 'the account is paused',
  NotEnabled: 'the region is not enabled',
}
export const staleWord = (because: string | null): string => STALE_WORD[because ?? ''] ?? 'may be old'

/** `FlowLogsLimitExceeded` → `Flow logs limit exceeded`: a machine reason as a person reads it. Pure. */
export function spaced(reason: string): string {
  const words = reason.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[-_]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}

/** `1,412 VPCs`, `1 VPC`. Pure. */
export function countOf(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
}
