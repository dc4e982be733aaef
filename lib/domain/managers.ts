import type { Manager, ObservedFlowLog } from './flow-log'

type Evidence = Pick<ObservedFlowLog, 'tags' | 'spec'>

/**
 * How sure a sign makes. `certain`: the manager itself sets it, and nobody else can. `likely`: names and tags that are its
 * own, or that people use for it. `guess`: what is missing points that way.
 */
type Confidence = 'certain' | 'likely' | 'guess'

/** Who seems to manage a flow log, by which sign, and where it is written that this sign means that manager. */
interface ManagerSign {
  readonly manager: Manager
  readonly confidence: Confidence
  /** The tag or name itself, as people can find it again; null when what is missing is the sign. */
  readonly sign: string | null
  readonly source: string
}

interface ManagerMark {
  readonly manager: Manager
  readonly confidence: Confidence
  readonly source: string
  /** The sign, or null when the flow log lacks it. */
  readonly find: (evidence: Evidence) => string | null
}

function findTag({ tags }: Evidence, key: RegExp, value?: RegExp): string | null {
  const found = Object.entries(tags).find(([name, text]) => key.test(name) && (value?.test(text) ?? true))
  return found === undefined ? null : `${found[0]} = ${found[1]}`
}

/** Names that a manager is known to give to roles, groups, buckets, projects and flow logs. */
function findName({ spec }: Evidence, pattern: RegExp): string | null {
  if (spec === null) return null
  const names =
    spec.family === 'cen'
      ? [spec.flowLogName, spec.description, spec.projectName]
      : [spec.logDestination, spec.deliverLogsPermissionArn ?? '']
  return names.find((name) => pattern.test(name)) ?? null
}

// Keys under which people record which tool made a thing.
const MADE_BY = /^(managed[-_ ]?by|provisioner|created[-_ ]?by|iac|tool)$/i

/** How managers mark what they make; the first match wins, so the more particular ones come first. */
const MARKS: readonly ManagerMark[] = [
  {
    manager: 'telemetry-rule',
    confidence: 'certain',
    source: 'AWS managed policy of the CloudWatch observability service-linked role: the tag it sets on flow logs',
    find: (evidence) => findTag(evidence, /^CloudWatchTelemetryRuleManaged$/, /^true$/i),
  },
  {
    manager: 'control-tower',
    confidence: 'certain',
    source: 'AWS Control Tower user guide: the stacks of its stack sets carry its name',
    find: (evidence) => findTag(evidence, /^aws:cloudformation:stack-name$/, /AWSControlTower/i),
  },
  {
    manager: 'control-tower',
    confidence: 'likely',
    source: 'AWS Control Tower user guide: roles and log groups it creates carry its name',
    find: (evidence) => findName(evidence, /aws-?controltower/i),
  },
  {
    manager: 'cdk',
    confidence: 'certain',
    source: 'AWS CDK developer guide: system tags and metadata keys of the toolkit',
    find: (evidence) => findTag(evidence, /^aws[-:]cdk[:-]/i) ?? findTag(evidence, MADE_BY, /\bcdk\b/i),
  },
  {
    manager: 'cdk',
    confidence: 'likely',
    source: 'aws-cdk-lib, aws-ec2 FlowLog: the role it makes is named after the construct IAMRole with a hash',
    find: (evidence) => findName(evidence, /:role\/.*FlowLogs?IAMRole[0-9A-F]{8}/),
  },
  {
    manager: 'cloudformation',
    confidence: 'certain',
    source: 'AWS CloudFormation user guide: system tags aws:cloudformation:* on the resources of a stack',
    find: (evidence) => findTag(evidence, /^aws:cloudformation:/),
  },
  {
    manager: 'ros',
    confidence: 'certain',
    source: 'Alibaba Cloud ROS help: system tags acs:ros:* on the resources of a stack',
    find: (evidence) => findTag(evidence, /^acs:ros:/),
  },
  {
    manager: 'config-remediation',
    confidence: 'likely',
    source: 'AWS Systems Manager Automation runbook reference: AWSConfigRemediation-* and the roles made for them',
    find: (evidence) =>
      findName(evidence, /config-?remediation/i) ?? findTag(evidence, MADE_BY, /config[-_ ]?(rule|remediation)/i),
  },
  {
    manager: 'custodian',
    confidence: 'likely',
    source: 'Cloud Custodian documentation: tags c7n and maid_status; people name it in made-by tags',
    find: (evidence) =>
      findTag(evidence, /^(c7n|c7n[:_-].*|maid_status|custodian.*)$/i) ?? findTag(evidence, MADE_BY, /custodian|^c7n/i),
  },
  {
    manager: 'terraform',
    confidence: 'likely',
    source: 'Terraform sets no tag by itself; these are the names people use (default_tags)',
    find: (evidence) =>
      findTag(evidence, /^(terraform|tf|opentofu)([:_-].*)?$/i) ??
      findTag(evidence, MADE_BY, /terraform|opentofu|terragrunt/i) ??
      findName(evidence, /terraform/i),
  },
  {
    manager: 'ros',
    confidence: 'likely',
    source: 'Alibaba Cloud ROS: people name it in made-by tags',
    find: (evidence) => findTag(evidence, MADE_BY, /^(ros|resource[- ]orchestration.*)$/i),
  },
  {
    manager: 'hand-made',
    confidence: 'likely',
    source: 'People write down that nobody but them made it',
    find: (evidence) => findTag(evidence, MADE_BY, /^(hand|manual(ly)?|console|click-?ops)$/i),
  },
  {
    manager: 'hand-made',
    confidence: 'guess',
    source: 'The consoles of both clouds set a name at most, while tools leave tags of their own',
    find: ({ tags }) => {
      const keys = Object.keys(tags)
      return keys.length === 1 && keys[0] === 'Name' ? `Name = ${tags['Name'] ?? ''}` : null
    },
  },
]

const NAMES: Readonly<Record<Manager, string>> = {
  terraform: 'Terraform',
  cloudformation: 'AWS CloudFormation',
  cdk: 'the AWS CDK',
  ros: 'Alibaba Cloud ROS',
  'control-tower': 'AWS Control Tower',
  'telemetry-rule': 'a CloudWatch telemetry rule',
  'config-remediation': 'a remediation of AWS Config',
  custodian: 'Cloud Custodian',
  'hand-made': 'a person',
  unknown: 'someone else',
}

/** A manager's name as a sentence needs it; who is not recognised is "someone else". Pure. */
export function managerName(manager: Manager): string {
  return NAMES[manager]
}

/**
 * Sources: Terraform documentation, state, refresh and destroy; AWS CloudFormation user guide, drift detection and stack
 * updates. What the others do on their next run is not promised anywhere, so it is said as a possibility.
 */
const WILL_SEE: Readonly<Record<Manager, string>> = {
  terraform:
    'Its state keeps the flow log: the next plan shows whatever Weir changes as drift, the next apply puts it back, and destroying that stack deletes the flow log.',
  cloudformation:
    'Its stack keeps the flow log: drift detection shows whatever Weir changes, and an update or deletion of the stack may replace or delete the flow log.',
  cdk: 'CloudFormation keeps the flow log in a stack: drift detection shows whatever Weir changes, and the next deployment may replace or delete the flow log.',
  ros: 'Its stack keeps the flow log: an update or deletion of the stack may replace or delete it.',
  'control-tower':
    'Its landing zone keeps the flow log: a repair or update of the baseline may put back whatever Weir changes.',
  'telemetry-rule':
    'The rule keeps watching the resource: when the flow log changes or vanishes, it may make another one beside it.',
  'config-remediation':
    'The rule keeps watching the resource: when it finds the flow log missing or other than it wants, its remediation may make another one.',
  custodian:
    'Its policies keep running: one that finds the flow log other than it wants may change it or add another one.',
  'hand-made': 'Whoever made it may change it back.',
  unknown: 'Whoever made it may change it back.',
}

/** What another manager will see, and do, once Weir manages a flow log of its. One sentence. Pure. */
export function whatManagerWillSee(manager: Manager): string {
  return WILL_SEE[manager]
}

const UNRECOGNISED: ManagerSign = {
  manager: 'unknown',
  confidence: 'guess',
  sign: null,
  source: 'No tag or name of a manager that Weir knows',
}

/** Who seems to manage a flow log that is not ours, and why. Pure; from marks, for people only. */
export function explainManager(evidence: Evidence): ManagerSign {
  for (const { manager, confidence, source, find } of MARKS) {
    const sign = find(evidence)
    if (sign !== null) return { manager, confidence, sign, source }
  }
  return UNRECOGNISED
}

/** Who seems to manage a flow log that is not ours. Pure. */
export function recogniseManager(evidence: Evidence): Manager {
  return explainManager(evidence).manager
}

/** Whether a tool keeps the flow log as it wants it: then it must be told before Weir takes over. Pure. */
export function keepsItsOwn(manager: Manager): boolean {
  return manager !== 'unknown' && manager !== 'hand-made'
}
