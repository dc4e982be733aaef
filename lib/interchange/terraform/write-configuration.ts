import type { AwsFlowLogSpec, CenFlowLogSpec } from '../../domain/flow-log-spec'
import type { ResourceType } from '../../domain/resource'
import type { ExportedLog, ScopeOfLogs } from '../exported'
import { type HclLine, hclLines, hclMap, hclTemplate, hclText } from '../hcl/write'
import type { Notes } from '../notes'
import { resourceNames } from './resource-names'

/** Where each kind of target stands. Source: Terraform AWS provider, resource aws_flow_log (6.x), read 2026-11 */
export const TERRAFORM_AWS_TARGETS: Partial<Readonly<Record<ResourceType, string>>> = {
  VPC: 'vpc_id',
  Subnet: 'subnet_id',
  NetworkInterface: 'eni_id',
  RegionalNatGateway: 'regional_nat_gateway_id',
  TransitGateway: 'transit_gateway_id',
  TransitGatewayAttachment: 'transit_gateway_attachment_id',
}

/** What a placeholder is called in a configuration whose account and region are the provider's. */
const AWS_DATA: Readonly<Record<string, readonly [source: string, attribute: string]>> = {
  accountId: ['aws_caller_identity', 'account_id'],
  region: ['aws_region', 'region'],
  partition: ['aws_partition', 'partition'],
}
const CEN_DATA: Readonly<Record<string, readonly [source: string, attribute: string]>> = {
  accountId: ['alicloud_account', 'id'],
}

/**
 * Terraform configuration for the flow logs of one account and region, as `terraform fmt` leaves it: a resource each, and
 * an import block where the log exists.
 */
export function writeTerraformConfiguration({ logs, accountId, region }: ScopeOfLogs, notes: Notes): string {
  const used = new Set<string>()
  const names = resourceNames(logs)
  const resources = logs.map((log, index) => {
    const name = names[index] ?? 'flow_log'
    const { spec } = log
    return spec.family === 'cen' ? cenResource(name, log, spec, used, notes) : awsResource(name, log, spec, used)
  })
  const data = [...used].sort().map((source) => `data "${source}" "current" {}\n`)
  const place = [accountId === null ? null : `account ${accountId}`, region].filter((part) => part !== null)
  const head =
    place.length === 0 ? [] : [`# Flow logs in ${place.join(', ')}: use a provider of this account and region.\n`]
  return [...head, ...data, ...resources].join('\n')
}

type Fill = (text: string) => string

/** Texts of a spec as expressions: placeholders become data sources, which are remembered. */
function filler(data: typeof AWS_DATA, used: Set<string>): Fill {
  return (text) =>
    hclTemplate(text, (word) => {
      const found = Object.hasOwn(data, word) ? data[word] : undefined
      if (found === undefined) return null
      const [source, attribute] = found
      used.add(source)
      return `data.${source}.current.${attribute}`
    })
}

function awsResource(name: string, log: ExportedLog, spec: AwsFlowLogSpec, used: Set<string>): string {
  const fill = filler(AWS_DATA, used)
  const { target } = log
  const targetName = TERRAFORM_AWS_TARGETS[target.type]
  if (targetName === undefined) throw new TypeError(`${target.type} carries no AWS flow log.`)
  const optional = (attribute: string, value: string | null): readonly HclLine[] =>
    value === null ? [] : [[attribute, fill(value)]]
  const lines: readonly HclLine[] = [
    [targetName, hclText(target.externalId)],
    ...(spec.trafficType === null ? [] : [['traffic_type', hclText(spec.trafficType)] as const]),
    ['log_destination_type', hclText(spec.logDestinationType)],
    ['log_destination', fill(spec.logDestination)],
    ...optional('iam_role_arn', spec.deliverLogsPermissionArn),
    ...optional('deliver_cross_account_role', spec.deliverCrossAccountRole),
    ...(spec.logFormat === null ? [] : [['log_format', hclText(spec.logFormat)] as const]),
    ['max_aggregation_interval', String(spec.maxAggregationIntervalSeconds)],
  ]
  const options = spec.destinationOptions
  const blocks = [
    ...(options === null
      ? []
      : [
          `  destination_options {\n${hclLines(
            [
              ['file_format', hclText(options.fileFormat)],
              ['hive_compatible_partitions', String(options.hiveCompatiblePartitions)],
              ['per_hour_partition', String(options.perHourPartition)],
            ],
            '    ',
          )}  }\n`,
        ]),
    ...tagsBlock(spec.tags, fill),
  ]
  const hasTagFields = spec.tagFieldSpecifications.length > 0
  const unsaid = hasTagFields ? ['  # Not expressible here: TagFieldSpecifications.\n'] : []
  return resource('aws_flow_log', name, [...unsaid, hclLines(lines, '  ')], blocks, target.flowLogId)
}

function cenResource(name: string, log: ExportedLog, spec: CenFlowLogSpec, used: Set<string>, notes: Notes): string {
  const fill = filler(CEN_DATA, used)
  const { target } = log
  const optional = (attribute: string, value: string | null): readonly HclLine[] =>
    value === null || value === '' ? [] : [[attribute, fill(value)]]
  const isAttachment = target.type === 'TransitRouterAttachment'
  if (target.cenId === null) noteNoCen(notes, `alicloud_cen_flowlog.${name}`, 'cen_id')
  const lines: readonly HclLine[] = [
    ...optional('cen_id', target.cenId),
    ...optional('transit_router_id', isAttachment ? target.transitRouterId : target.externalId),
    ...optional('transit_router_attachment_id', isAttachment ? target.externalId : null),
    ['project_name', fill(spec.projectName)],
    ['log_store_name', fill(spec.logStoreName)],
    ...optional('flow_log_name', spec.flowLogName),
    ...optional('description', spec.description),
    ['interval', String(spec.intervalSeconds)],
    ...(spec.logFormatString === null ? [] : [['log_format_string', hclText(spec.logFormatString)] as const]),
    ...(spec.enabled ? [] : [['status', hclText('Inactive')] as const]),
  ]
  return resource('alicloud_cen_flowlog', name, [hclLines(lines, '  ')], tagsBlock(spec.tags, fill), target.flowLogId)
}

/** The cloud wants the CEN of every flow log; a Configuration names routers and attachments. */
export function noteNoCen(notes: Notes, field: string, member: string): void {
  notes.warning(
    `${member} is required, and the CEN of this target is not known here.`,
    null,
    field,
    'Export it from the console, which knows the CEN, or add it by hand.',
  )
}

function tagsBlock(tags: Readonly<Record<string, string>>, fill: Fill): readonly string[] {
  const entries = Object.entries(tags).map(([key, value]) => [key, fill(value)] as const)
  return entries.length === 0 ? [] : [hclMap('tags', entries, '  ')]
}

function resource(
  type: string,
  name: string,
  lines: readonly string[],
  blocks: readonly string[],
  flowLogId: string | null,
): string {
  const body = [lines.join(''), ...blocks].join('\n')
  const made = `resource "${type}" "${name}" {\n${body}}\n`
  if (flowLogId === null) return made
  const taken = hclLines(
    [
      ['to', `${type}.${name}`],
      ['id', hclText(flowLogId)],
    ],
    '  ',
  )
  return `${made}\nimport {\n${taken}}\n`
}
