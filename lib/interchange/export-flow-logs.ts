import { canonicalJson } from '../domain/json'
import type { TargetFamily } from '../domain/resource'
import { PLACEHOLDERS } from '../domain/template'
import { awsRequest } from './aws/write-request'
import { cenRequest } from './cen/write-request'
import { writeCloudFormation } from './cloudformation/write'
import { createRequests } from './create-requests'
import {
  type ExportedLog,
  type ExportFormat,
  type ExportPart,
  type ExportResult,
  FILE_KINDS,
  type ScopeOfLogs,
} from './exported'
import { FORMAT_LABELS } from './imported'
import { Notes } from './notes'
import { noteNoCen, TERRAFORM_AWS_TARGETS, writeTerraformConfiguration } from './terraform/write-configuration'
import { writeTerraformState } from './terraform/write-state'
import { writeCommand } from './write-commands'

export interface ExportOptions {
  /** Weir's own format is written from Configurations, not from flow logs: `writeWeirYaml`. */
  readonly format: Exclude<ExportFormat, 'weir'>
  /** What files are called, before the account and region. */
  readonly baseName: string
  /** Targets of one create call; a capability of the cloud. */
  readonly maxCreateBatch: (family: TargetFamily) => number
}

/** Writes flow logs down: one file per account and region. Pure. What a format cannot say is a note. */
export function exportFlowLogs(logs: readonly ExportedLog[], options: ExportOptions): ExportResult {
  const notes = new Notes()
  const { format } = options
  const writable = logs.filter((log) => canBeSaid(log, format, notes)).map((log) => withoutUnreported(log, notes))
  const parts = scopesOf(writable).flatMap((scope): readonly ExportPart[] => {
    const { accountId, region } = scope
    const place = [accountId, region].filter((part) => part !== null)
    const fileName = [fileWord(options.baseName), ...place].join('-')
    const text = writeScope(scope, options, notes)
    if (text === '') return []
    return [
      {
        fileName: `${fileName}.${FILE_KINDS[format].ending}`,
        place: place.length === 0 ? null : place.join(' '),
        text,
      },
    ]
  })
  return { format, parts, notes: notes.sorted() }
}

/** All parts as one text, as a person at a terminal wants it. Pure. Several requests become a list. */
export function joinParts({ format, parts }: ExportResult): string {
  const texts = parts.map(({ text }) => text)
  if (texts.length < 2) return texts.join('')
  if (format === 'cli-json') {
    const items = texts.flatMap((text) => {
      const value = JSON.parse(text) as unknown
      return Array.isArray(value) ? (value as unknown[]) : [value]
    })
    return `${JSON.stringify(items, null, 2)}\n`
  }
  return texts.join(format === 'cloudformation' || format === 'weir' ? '---\n' : '\n')
}

function writeScope(scope: ScopeOfLogs, { format, maxCreateBatch }: ExportOptions, notes: Notes): string {
  switch (format) {
    case 'hcl':
      return writeTerraformConfiguration(scope, notes)
    case 'tfstate':
      return scope.logs.some(({ target }) => target.flowLogId !== null)
        ? writeTerraformState(scope, notes)
        : nothing(scope, notes)
    case 'cloudformation':
      return writeCloudFormation(scope)
    case 'command': {
      noteCreateLimits(scope, notes)
      const commands = createRequests(scope, maxCreateBatch).map(writeCommand)
      return `${commands.join('\n')}\n`
    }
    case 'cli-json': {
      noteCreateLimits(scope, notes)
      const requests = createRequests(scope, maxCreateBatch).flatMap(({ spec, targets }) =>
        spec.family === 'cen'
          ? targets.map((target) => cenRequest(spec, target))
          : [
              awsRequest(
                spec,
                targets[0]?.type ?? 'VPC',
                targets.map(({ externalId }) => externalId),
              ),
            ],
      )
      return `${JSON.stringify(requests.length === 1 ? requests[0] : requests, null, 2)}\n`
    }
  }
}

function nothing(scope: ScopeOfLogs, notes: Notes): string {
  for (const { target } of scope.logs) {
    const remedy = 'Export it as Terraform configuration, which makes it.'
    notes.warning(
      'Left out: it does not exist yet, and a state holds only what exists.',
      null,
      target.externalId,
      remedy,
    )
  }
  return ''
}

/** What a create call cannot say of a CEN flow log. */
function noteCreateLimits({ logs }: ScopeOfLogs, notes: Notes): void {
  for (const { spec, target } of logs) {
    if (spec.family !== 'cen') continue
    if (target.cenId === null) noteNoCen(notes, target.externalId, 'CenId')
    if (target.type === 'TransitRouterAttachment' && target.transitRouterId === null) {
      notes.warning(
        'TransitRouterId is required, and the router is not known here.',
        null,
        target.externalId,
        'Add it by hand.',
      )
    }
    if (!spec.enabled) {
      const remedy = 'Switch it off once it is active: aliyun cbn DeactiveFlowLog.'
      notes.warning('CreateFlowlog always makes a flow log that is switched on.', null, target.externalId, remedy)
    }
  }
}

/**
 * Tag fields are younger than the tools.
 * Source: Terraform AWS provider, aws_flow_log; CloudFormation template reference, AWS::EC2::FlowLog, read 2026-11
 */
const SAYS_TAG_FIELDS: Readonly<Record<ExportOptions['format'], boolean>> = {
  'cli-json': true,
  command: true,
  hcl: false,
  cloudformation: false,
  tfstate: false,
}

/** Whether a format has words for a log at all; what it lacks is named. */
function canBeSaid({ spec, target }: ExportedLog, format: ExportOptions['format'], notes: Notes): boolean {
  if (spec.family === 'cen' && format === 'cloudformation') {
    notes.error(
      'CloudFormation makes no CEN flow logs.',
      null,
      target.externalId,
      'Export it as Terraform configuration.',
    )
    return false
  }
  const isToolOnly = format === 'hcl' || format === 'tfstate' || format === 'cloudformation'
  // CloudFormation knows the same kinds of target as Terraform; Cloud WAN is younger than both.
  if (spec.family !== 'cen' && isToolOnly && TERRAFORM_AWS_TARGETS[target.type] === undefined) {
    const message = `${FORMAT_LABELS[format]} has no words for a ${target.type}.`
    notes.error(message, null, target.externalId, 'Export it as a command line or as request parameters.')
    return false
  }
  if (spec.family !== 'cen' && spec.tagFieldSpecifications.length > 0 && !SAYS_TAG_FIELDS[format]) {
    const message = `${FORMAT_LABELS[format]} has no words for tag fields (TagFieldSpecifications); they are left out.`
    const remedy = 'Create this flow log with Weir or the command line.'
    notes.warning(message, null, target.externalId, remedy)
  }
  const open = openPlaceholders({ spec, target })
  const hasWords =
    format === 'cloudformation' ||
    (format === 'hcl' && (spec.family !== 'cen' || open.every((one) => one === 'accountId')))
  if (open.length === 0 || hasWords) return true
  notes.error(
    `${open.map((one) => `{${one}}`).join(', ')} cannot be filled in: the account and region of this target are not known.`,
    null,
    target.externalId,
    'Name the target by its account and region too, or export from the console, which knows them.',
  )
  return false
}

function openPlaceholders({ spec }: ExportedLog): readonly string[] {
  const { logFormat: _aws, logFormatString: _cen, ...texts } = spec as unknown as Record<string, unknown>
  const all = canonicalJson(texts)
  return PLACEHOLDERS.filter((placeholder) => new RegExp(`(?<!\\$)\\{${placeholder}\\}`).test(all))
}

/** What the cloud did not report is not declared either. */
function withoutUnreported(log: ExportedLog, notes: Notes): ExportedLog {
  const { unreported, ...spec } = log.spec as ExportedLog['spec'] & { unreported?: readonly string[] }
  if (unreported === undefined || unreported.length === 0) return log
  const message = `The cloud did not report ${unreported.join(', ')}; the default is written.`
  notes.warning(message, null, log.target.externalId, 'Check these before you use the document.')
  return { ...log, spec: spec }
}

function scopesOf(logs: readonly ExportedLog[]): readonly ScopeOfLogs[] {
  const scopes = new Map<
    string,
    { partition: string | null; accountId: string | null; region: string | null; logs: ExportedLog[] }
  >()
  for (const log of logs) {
    const { partition, accountId, region } = log.target
    const key = canonicalJson([log.spec.family === 'cen', partition, accountId, region])
    const scope = scopes.get(key)
    if (scope === undefined) scopes.set(key, { partition, accountId, region, logs: [log] })
    else scope.logs.push(log)
  }
  return [...scopes.values()]
}

/** A name as part of a file name. Pure. */
export function fileWord(name: string): string {
  return (
    name
      .normalize('NFKD')
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[-.]+|[-.]+$/g, '')
      .slice(0, 80) || 'flow-logs'
  )
}
