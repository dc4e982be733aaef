import type { Manager, ObservedFlowLog } from './flow-log'

type Evidence = Pick<ObservedFlowLog, 'tags' | 'spec'>

interface ManagerMark {
  readonly manager: Manager
  readonly source: string
  readonly isMarked: (evidence: Evidence) => boolean
}

const hasTag = (tags: Readonly<Record<string, string>>, key: RegExp, value?: RegExp) =>
  Object.entries(tags).some(([name, text]) => key.test(name) && (value === undefined || value.test(text)))

/** Names that a manager is known to give to roles, groups, buckets, projects and flow logs. */
function hasName({ spec }: Evidence, pattern: RegExp): boolean {
  if (spec === null) return false
  const names =
    spec.family === 'cen'
      ? [spec.flowLogName, spec.description]
      : [spec.logDestination, spec.deliverLogsPermissionArn ?? '']
  return names.some((name) => pattern.test(name))
}

// Keys under which people record which tool made a thing.
const MADE_BY = /^(managed[-_ ]?by|provisioner|created[-_ ]?by|iac|tool)$/i

/** How managers mark what they make; the first match wins, so the more particular ones come first. */
const MARKS: readonly ManagerMark[] = [
  {
    manager: 'telemetry-rule',
    source: 'AWS managed policy of the CloudWatch observability service-linked role: the tag it sets on flow logs',
    isMarked: ({ tags }) => hasTag(tags, /^CloudWatchTelemetryRuleManaged$/, /^true$/i),
  },
  {
    manager: 'control-tower',
    source: 'AWS Control Tower user guide: stack sets, roles and log groups it creates carry its name',
    isMarked: (evidence) =>
      hasTag(evidence.tags, /^aws:cloudformation:stack-name$/, /AWSControlTower/i) ||
      hasName(evidence, /aws-?controltower/i),
  },
  {
    manager: 'cloudformation',
    source: 'AWS CloudFormation user guide: system tags aws:cloudformation:* on the resources of a stack',
    isMarked: ({ tags }) => hasTag(tags, /^aws:cloudformation:/),
  },
  {
    manager: 'custodian',
    source: 'Cloud Custodian documentation: tags c7n and maid_status; people name it in made-by tags',
    isMarked: (evidence) =>
      hasTag(evidence.tags, /^(c7n|c7n[:_-].*|maid_status|custodian.*)$/i) ||
      hasTag(evidence.tags, MADE_BY, /custodian|^c7n/i),
  },
  {
    manager: 'terraform',
    source: 'Terraform sets no tag by itself; these are the names people use (default_tags)',
    isMarked: (evidence) =>
      hasTag(evidence.tags, /^(terraform|tf|opentofu)([:_-].*)?$/i) ||
      hasTag(evidence.tags, MADE_BY, /terraform|opentofu|terragrunt/i) ||
      hasName(evidence, /terraform/i),
  },
]

const NAMES: Readonly<Record<Manager, string>> = {
  terraform: 'Terraform',
  cloudformation: 'AWS CloudFormation',
  'control-tower': 'AWS Control Tower',
  'telemetry-rule': 'a CloudWatch telemetry rule',
  custodian: 'Cloud Custodian',
  unknown: 'someone else',
}

/** A manager's name as a sentence needs it; who is not recognised is "someone else". Pure. */
export function managerName(manager: Manager): string {
  return NAMES[manager]
}

const WILL_SEE: Readonly<Record<Manager, string>> = {
  terraform:
    'Its state keeps the flow log: its next plan shows whatever Weir changes as drift and puts it back, and destroying that stack deletes the flow log.',
  cloudformation:
    'Its stack keeps the flow log: drift detection shows whatever Weir changes, and an update or deletion of the stack replaces or deletes the flow log.',
  'control-tower':
    'Its landing zone keeps the flow log: a repair or update of the baseline puts back whatever Weir changes.',
  'telemetry-rule':
    'The rule keeps watching the resource: when the flow log changes or vanishes, it makes another one beside it.',
  custodian:
    'Its policies keep running: one that finds the flow log other than it wants changes or adds flow logs again.',
  unknown: 'Whoever made it may change it back.',
}

/** What another manager will see, and do, once Weir manages a flow log of its. One sentence. Pure. */
export function whatManagerWillSee(manager: Manager): string {
  return WILL_SEE[manager]
}

/** Who seems to manage a flow log that is not ours. Pure; a guess from marks, for people only. */
export function recogniseManager(evidence: Evidence): Manager {
  return MARKS.find((mark) => mark.isMarked(evidence))?.manager ?? 'unknown'
}
