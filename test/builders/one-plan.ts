import { expect } from 'vitest'
import type { Ownership } from '../../lib/domain/flow-log'
import type { Action } from '../../lib/domain/plan'
import { planScope } from '../../lib/domain/plan-scope'
import type { Assessment, ScopeFacts } from '../../lib/domain/scope-plan'
import { aDesired, aLog, aResource, AWS_CAPABILITIES, CEN_SCOPE, ownershipTags } from './cloud-facts'
import { aCenSpec } from './flow-log-specs'

export const OURS: Ownership = { kind: 'ours', desiredFlowLogId: 'desired-1' }
export const FOREIGN: Ownership = { kind: 'foreign', manager: 'terraform' }

const attachment = aResource({
  key: { scope: CEN_SCOPE, type: 'TransitRouterAttachment', localKey: 'tr-1/tr-attach-1' },
  links: { transitRouter: 'tr-1' },
})
/** What is desired on an attachment, and that log as the cloud reports it. */
export const cenDesired = aDesired({ target: attachment.key, spec: aCenSpec() })
export const cenLog = aLog({ target: attachment.key, spec: aCenSpec(), tags: ownershipTags() })

/** Plans facts with one desired flow log, and answers what came of it. */
export function planOne(facts: ScopeFacts, capabilities = AWS_CAPABILITIES): Assessment {
  const assessments = planScope(facts, capabilities)
  expect(assessments).toHaveLength(facts.desired.length)
  return assessments[0]!
}

/** The action of an assessment, which must be of this kind. */
export function actionOf<Kind extends Action['kind']>(
  assessment: Assessment,
  kind: Kind,
): Extract<Action, { kind: Kind }> {
  expect(assessment.verdict, JSON.stringify(assessment.obstacle)).toBe('action')
  expect(assessment.action?.kind).toBe(kind)
  return assessment.action as Extract<Action, { kind: Kind }>
}
