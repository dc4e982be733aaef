import type { FlowLogSpec } from '../flow-log-spec'
import type { ScopeRef } from '../scope'
import type { Placeholder } from '../template'
import { normaliseSpec } from '../normalise'
import { resolveSpec } from '../resolve-spec'
import { specText } from '../spec-text'
import { placeholderValues } from '../template'

/** A flow log somebody made, as far as its parameters and its scope go. */
export interface LogParameters {
  readonly scope: ScopeRef
  readonly spec: FlowLogSpec
}

const AWS_MEMBERS = ['logDestination', 'deliverLogsPermissionArn', 'deliverCrossAccountRole'] as const
const CEN_MEMBERS = ['projectName', 'logStoreName', 'flowLogName', 'description'] as const

/** The members of a spec that may hold an account, a region or a partition. */
function textMembers(spec: FlowLogSpec): readonly (readonly [string, string])[] {
  const pairs: readonly (readonly [string, string | null])[] =
    spec.family === 'cen'
      ? CEN_MEMBERS.map((member) => [member, spec[member]] as const)
      : AWS_MEMBERS.map((member) => [member, spec[member]] as const)
  return pairs.flatMap(([member, text]) => (text === null || text === '' ? [] : [[member, text] as const]))
}

/** Where each text occurs: a text that two regions share is no template of its region, even when it names one. */
export type TextUses = ReadonlyMap<string, Readonly<Record<Placeholder, ReadonlySet<string>>>>

const useKey = (member: string, text: string) => `${member} ${text}`

/** Collects in which accounts, regions and partitions each text is used. Pure. */
export function textUses(logs: Iterable<LogParameters>): TextUses {
  const uses = new Map<string, Record<Placeholder, Set<string>>>()
  for (const { scope, spec } of logs) {
    for (const [member, text] of textMembers(spec)) {
      const key = useKey(member, text)
      const known = uses.get(key) ?? { accountId: new Set(), region: new Set(), partition: new Set() }
      known.accountId.add(scope.accountId)
      known.region.add(scope.region)
      known.partition.add(scope.partition)
      uses.set(key, known)
    }
  }
  return uses
}

/**
 * The parameters of a log with its account, region and partition turned back into placeholders, so that logs which are the
 * same but for where they stand become equal. Pure. People's tags are left out: a Configuration that describes what exists
 * declares none. Filled for the same scope it gives back exactly what was observed; null where no text does (a name that
 * holds a placeholder's braces itself).
 */
export function templateOf({ scope, spec }: LogParameters, uses: TextUses): FlowLogSpec | null {
  const bare: FlowLogSpec = { ...normaliseSpec(spec, scope), tags: {} }
  const values = placeholderValues(scope)
  const changed = Object.fromEntries(
    textMembers(bare).map(([member, text]) => {
      const use = uses.get(useKey(member, text))
      const isOwn = (name: Placeholder) => (use?.[name].size ?? 1) <= 1
      return [member, withPlaceholders(text, values, isOwn)]
    }),
  )
  const template: FlowLogSpec = { ...bare, ...changed }
  if (fills(template, scope, bare)) return template
  return fills(bare, scope, bare) ? bare : null
}

function fills(template: FlowLogSpec, scope: ScopeRef, wanted: FlowLogSpec): boolean {
  return specText(resolveSpec(template, scope)) === specText(wanted)
}

function withPlaceholders(
  text: string,
  values: Readonly<Record<Placeholder, string>>,
  isOwn: (name: Placeholder) => boolean,
): string {
  let template = text
  // A partition is a short word ("aws"): only an ARN says that it means one.
  if (isOwn('partition') && template.startsWith(`arn:${values.partition}:`)) {
    template = `arn:{partition}:${template.slice(`arn:${values.partition}:`.length)}`
  }
  if (isOwn('accountId')) template = replaceWord(template, values.accountId, '{accountId}', '0-9')
  if (isOwn('region')) template = replaceWord(template, values.region, '{region}', 'A-Za-z0-9')
  return template
}

/** Replaces a value where it stands alone: not inside a longer number or word. */
function replaceWord(text: string, value: string, placeholder: string, letters: string): string {
  const escaped = value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return text.replace(new RegExp(`(?<![${letters}])${escaped}(?![${letters}])`, 'g'), placeholder)
}
