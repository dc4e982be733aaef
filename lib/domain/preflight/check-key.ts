import { failed, passed, unknown, unreadable, type CheckFacts, type PreflightCheck, type PreflightFix } from './check'
import type { CheckContext } from './check-context'
import type { KeyFacts, Reading } from './facts'
import { decide } from './policy-decision'
import { parsePolicy } from './policy-language'

/** Whether the policy of a key lets a service use it. Pure. */
export function keyCheck(
  facts: CheckFacts,
  key: Reading<KeyFacts> | null,
  use: {
    readonly service: string
    readonly context: Readonly<Record<string, string | null>>
    readonly fix: PreflightFix
    readonly fixFor: CheckContext['fixFor']
  },
): PreflightCheck {
  const { fix } = use
  if (key === null) return unknown(facts, 'Which key it is could not be read.', { fixes: [fix] })
  if (key.state === 'absent') {
    return failed(facts, 'The key does not exist any more.', {
      vendorCode: key.vendorCode,
      remedy: 'Name another key.',
    })
  }
  if (key.state === 'unreadable') {
    const check = unreadable(facts, key, use.fixFor)
    return { ...check, fixes: [...check.fixes, fix] }
  }
  if (!key.value.isEnabled) {
    return failed(facts, 'The key is not enabled.', {
      remedy: 'Enable it.',
      fixes: [{ label: 'Enable the key', kind: 'command', text: `aws kms enable-key --key-id ${key.value.arn}` }],
    })
  }
  const { policy } = key.value
  if (policy.state !== 'read') {
    const why = policy.state === 'unreadable' ? policy : null
    const check = why === null ? unknown(facts, 'The key has no readable policy.') : unreadable(facts, why, use.fixFor)
    return { ...check, fixes: [...check.fixes, fix] }
  }
  const statements = parsePolicy(policy.value) ?? []
  const decisions = ['kms:GenerateDataKey', 'kms:Decrypt'].map((action) =>
    decide(statements, { principal: { service: use.service }, action, resource: key.value.arn, context: use.context }),
  )
  const refused = decisions.find((one) => one.kind === 'refused')
  if (refused?.kind === 'refused')
    return failed(facts, `In the key policy, ${refused.by} refuses the service.`, { fixes: [fix] })
  if (decisions.some((one) => one.kind === 'not-allowed')) {
    return failed(facts, `The key policy does not let ${use.service} use the key.`, {
      remedy: 'Add this statement to the key policy.',
      fixes: [fix],
    })
  }
  const open = decisions.find((one) => one.kind === 'unknown')
  if (open?.kind === 'unknown') return unknown(facts, `The key policy may allow it: ${open.because}.`, { fixes: [fix] })
  return passed(facts, `The key policy lets ${use.service} use the key.`)
}
