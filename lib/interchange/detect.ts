import type { ImportFormat } from './imported'
import { looksLikeJson } from './read-request-document'
import { memberOf, type SourceNode } from './source/node'
import { requestProvider } from './request'

/** Blocks that only Terraform configuration has, at the beginning of a line. */
const HCL_BLOCK = /^(resource|data|module|variable|locals|provider|terraform|output|import|moved|removed)\b[^:=\n]*\{/m

/** Members that a document of YAML begins with, at the beginning of a line. */
const YAML_HEAD = /^(AWSTemplateFormatVersion|Resources|apiVersion|ResourceIds|ResourceType|CenId|FlowLogs)\s*:/m

/** A line that calls one of the clouds' programs. */
const COMMAND = /^[ \t]*(\$ |% |sudo |export |[A-Za-z_]+=\S* )*(\S*\/)?(aws|aliyun)(\.exe)? +(--\S+|[a-z])/m

/**
 * The format of a text by its first look; null when only its content can tell (JSON and YAML). Pure. A template may hold a
 * script, and a script may stand in Terraform, so what surrounds is asked first.
 */
export function formatOfText(text: string): ImportFormat | null {
  if (looksLikeJson(text) || YAML_HEAD.test(text)) return null
  if (HCL_BLOCK.test(text)) return 'hcl'
  return COMMAND.test(text) ? 'command' : null
}

/** The format of JSON or YAML by what it holds; null for none of ours. Pure. */
export function formatOfNode(roots: readonly SourceNode[]): ImportFormat | null {
  const [first] = roots
  const root = first?.kind === 'list' ? (first.items[0] ?? first) : (first ?? null)
  if (root?.kind !== 'map') return null
  if (
    memberOf(root, 'apiVersion') !== null ||
    (memberOf(root, 'selector') !== null && memberOf(root, 'spec') !== null)
  ) {
    return 'weir'
  }
  if (memberOf(root, 'AWSTemplateFormatVersion') !== null || memberOf(root, 'Resources')?.kind === 'map')
    return 'cloudformation'
  const isState =
    (memberOf(root, 'terraform_version') !== null || memberOf(root, 'format_version') !== null) &&
    ['resources', 'values', 'planned_values', 'modules'].some((name) => memberOf(root, name) !== null)
  if (isState) return 'tfstate'
  return requestProvider(root) === null ? null : 'cli-json'
}
