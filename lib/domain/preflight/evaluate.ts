import { statementText } from '../onboarding/onboard'
import { checkCen } from './check-cen'
import { checkDryRuns, checkOnBehalf, checkQuota } from './check-request'
import { checkCloudWatch } from './check-cloudwatch'
import { checkFirehose } from './check-firehose'
import { checkBucket } from './check-s3'
import type { CheckContext } from './check-context'
import { NOT_ASKED } from './role-policy'
import { worstState, type PreflightCheck, type PreflightState } from './check'
import type { AwsPreflightFacts, PreflightFacts } from './facts'
import type { PreflightGroup } from './group'

/** What was found for one group. */
export interface PreflightResult {
  readonly state: PreflightState
  readonly blocks: boolean
  /** Failing first. */
  readonly checks: readonly PreflightCheck[]
}

/** Judges what was read for a group. Pure. `installationId` stands in the statements to copy. */
export function evaluatePreflight(
  group: PreflightGroup,
  facts: PreflightFacts,
  installationId: string,
): PreflightResult {
  const context: CheckContext = {
    scope: group.scope,
    fixFor: (action) => {
      const text = statementText(action, { ...group.scope, installationId })
      return text === null ? null : { label: `Add to the policy of Weir’s role: ${action}`, kind: 'statement', text }
    },
  }
  return resultOf(checksOf(group, facts, context))
}

/** A group that could not be looked at as a whole. Pure. */
export function unknownPreflight(why: string): PreflightResult {
  const facts = { id: 'preflight', title: 'Asking the cloud', source: 'docs/architecture.md' }
  return resultOf([
    {
      ...facts,
      state: 'unknown',
      message: why,
      remedy: 'Run the check again.',
      fixes: [],
      blocks: false,
      vendorCode: null,
    },
  ])
}

function checksOf(group: PreflightGroup, facts: PreflightFacts, context: CheckContext): readonly PreflightCheck[] {
  const { spec } = group
  if (spec.family === 'cen') return facts.provider === 'alibaba-cen' ? checkCen(group, spec, facts, context) : []
  if (facts.provider !== 'aws-ec2') return []
  const destination = {
    s3: () => checkBucket(spec, facts.bucket ?? NOT_ASKED, context),
    'cloud-watch-logs': () => checkCloudWatch(spec, facts, context),
    'kinesis-data-firehose': () => checkFirehose(spec, facts, context),
  }[spec.logDestinationType]
  return [...checkDryRuns(facts, context), ...checkOnBehalf(facts, context), ...destination(), checkQuota(group, spec)]
}

const RANK: Readonly<Record<PreflightState, number>> = { failed: 0, unknown: 1, warning: 2, passed: 3 }

function resultOf(checks: readonly PreflightCheck[]): PreflightResult {
  return {
    state: worstState(checks.map(({ state }) => state)),
    blocks: checks.some(({ blocks }) => blocks),
    checks: [...checks].sort(
      (one, other) => Number(other.blocks) - Number(one.blocks) || RANK[one.state] - RANK[other.state],
    ),
  }
}

/** Facts of AWS of which nothing has been asked yet. */
export const NOTHING_ASKED: AwsPreflightFacts = {
  provider: 'aws-ec2',
  dryRuns: [],
  simulated: { state: 'read', value: [] },
  bucket: null,
  deliveryRole: null,
  logGroup: null,
  stream: null,
  crossAccountRole: null,
}
