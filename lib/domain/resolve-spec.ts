import type { AwsFlowLogSpec, CenFlowLogSpec, FlowLogSpec } from './flow-log-spec'
import type { Violation } from './problem'
import type { ScopeRef } from './scope'
import type { PlaceholderValues } from './template'
import { normaliseSpec } from './normalise'
import { fillTemplate, placeholderValues, PLACEHOLDERS, unknownPlaceholders } from './template'

/**
 * The spec of a desired flow log in one scope: placeholders filled, canonical form. Pure. An unknown placeholder stays
 * in the text; `validateSpec` refuses it.
 */
export function resolveSpec(template: FlowLogSpec, scope: ScopeRef): FlowLogSpec {
  return normaliseSpec(fillSpec(template, placeholderValues(scope)), scope)
}

/** A spec with its placeholders filled and otherwise unchanged. Pure. */
export function fillSpec<Spec extends FlowLogSpec>(template: Spec, values: PlaceholderValues): Spec
export function fillSpec(template: FlowLogSpec, values: PlaceholderValues): FlowLogSpec {
  const fill = (text: string) => fillTemplate(text, values)
  const fillOrNull = (text: string | null) => (text === null ? null : fill(text))
  const tags = Object.fromEntries(Object.entries(template.tags).map(([key, value]) => [key, fill(value)]))
  if (template.family === 'cen') {
    const { projectName, logStoreName, flowLogName, description } = template
    return {
      ...template,
      projectName: fill(projectName),
      logStoreName: fill(logStoreName),
      flowLogName: fill(flowLogName),
      description: fill(description),
      tags,
    }
  }
  return {
    ...template,
    logDestination: fill(template.logDestination),
    deliverLogsPermissionArn: fillOrNull(template.deliverLogsPermissionArn),
    deliverCrossAccountRole: fillOrNull(template.deliverCrossAccountRole),
    tags,
  }
}

const AWS_TEMPLATES = [
  'logDestination',
  'deliverLogsPermissionArn',
  'deliverCrossAccountRole',
] as const satisfies readonly (keyof AwsFlowLogSpec)[]
const CEN_TEMPLATES = [
  'projectName',
  'logStoreName',
  'flowLogName',
  'description',
] as const satisfies readonly (keyof CenFlowLogSpec)[]

/** Every placeholder of a spec that Weir does not know. Pure. */
export function templateViolations(spec: FlowLogSpec): readonly Violation[] {
  const members: (readonly [string, string | null])[] =
    spec.family === 'cen'
      ? CEN_TEMPLATES.map((field) => [field, spec[field]] as const)
      : AWS_TEMPLATES.map((field) => [field, spec[field]] as const)
  const tags = Object.entries(spec.tags).map(([key, value]) => [`tags.${key}`, value] as const)
  return [...members, ...tags].flatMap(([field, text]) =>
    unknownPlaceholders(text ?? '').map((name) => ({
      rule: 'weir/placeholder',
      field,
      message: `{${name}} is not a placeholder Weir knows.`,
      remedy: `Use ${PLACEHOLDERS.map((known) => `{${known}}`).join(', ')}, or leave the braces out.`,
      source: 'Weir: parameters of a Configuration are templates, filled in per account and region',
    })),
  )
}
