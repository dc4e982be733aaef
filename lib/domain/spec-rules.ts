import { parseAwsFormat } from './aws/formats'
import type { FlowLogSpec } from './flow-log-spec'
import type { Violation } from './problem'
import type { ResourceType } from './resource'
import { when, type Finding } from './rule'
import { FAMILIES, familyCovers } from './target-family'

/** Weir's own three tags need a place beside people's. */
const OWN_TAGS = 3
const MOST_TAGS = { 'aws-vpc': 50, 'aws-transit-gateway': 50, cen: 20 } as const

interface SpecRule {
  readonly id: string
  readonly source: string
  readonly check: (spec: FlowLogSpec) => readonly Finding[]
}

/** What Weir itself asks of a spec, beyond what the cloud asks of a request. */
export const WEIR_SPEC_RULES: readonly SpecRule[] = [
  {
    id: 'weir/tag-count',
    source: 'Weir: three ownership tags stand beside your own on every flow log',
    check: ({ family, tags }) => {
      const count = Object.keys(tags).length
      const room = MOST_TAGS[family] - OWN_TAGS
      // What is too many for the cloud is said by its own rule.
      return when(
        count > room && count <= MOST_TAGS[family],
        'tags',
        `${count} tags are too many: a flow log holds ${MOST_TAGS[family]}, and Weir sets three.`,
        `Declare at most ${room} tags.`,
      )
    },
  },
  {
    id: 'weir/tag-key',
    source: 'Weir: the prefix weir: marks ownership',
    check: ({ tags }) =>
      Object.keys(tags).flatMap((key) =>
        when(
          key.startsWith('weir:'),
          `tags.${key}`,
          'Tag keys that start with weir: mark ownership and are set by Weir alone.',
          'Choose another key.',
        ),
      ),
  },
  {
    id: 'weir/repeated-field',
    source: 'Weir: records are read by the names of their fields',
    check: (spec) => {
      if (spec.family === 'cen' || spec.logFormat === null) return []
      const ids = parseAwsFormat(spec.logFormat) ?? []
      const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index))
      return when(
        repeated.size > 0,
        'logFormat',
        `Fields named twice: ${[...repeated].slice(0, 10).join(', ')}.`,
        'Name each field once.',
      )
    },
  },
]

/** Whether a kind of resource can carry such a spec: R2 for AWS, which the ids of a request tell (docs/providers). Pure. */
export function targetTypeViolations({ family }: FlowLogSpec, targetType: ResourceType | null): readonly Violation[] {
  if (targetType === null || familyCovers(family, targetType)) return []
  return [
    {
      rule: family === 'cen' ? 'target-type' : 'R2',
      field: 'family',
      message: `${FAMILIES[family].label} cannot be created on a ${targetType}.`,
      remedy: `Choose targets of type ${FAMILIES[family].targetTypes.join(', ')}.`,
      source:
        family === 'cen'
          ? 'Alibaba Cloud Cbn API reference (2017-09-12), CreateFlowlog, read 2026-11'
          : 'Amazon EC2 API reference, CreateFlowLogs, read 2026-11',
    },
  ]
}
