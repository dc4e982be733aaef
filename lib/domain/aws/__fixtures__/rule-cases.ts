import { FORM_CASES } from './form-cases'
import { RESOURCE_CASES } from './resource-cases'
import { DESTINATION_CASES } from './destination-cases'
import { ROLE_CASES } from './role-cases'
import { FORMAT_CASES } from './format-cases'
import { TAG_CASES } from './tag-cases'
import type { RuleCase } from './rule-case'

/** Every rule of CreateFlowLogs with the requests that break it and nothing else. Docs: docs/providers/aws-ec2. */
export const AWS_RULE_CASES: readonly RuleCase[] = [
  ...FORM_CASES,
  ...RESOURCE_CASES,
  ...DESTINATION_CASES,
  ...ROLE_CASES,
  ...FORMAT_CASES,
  ...TAG_CASES,
]
