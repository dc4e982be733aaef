import type { ImportFormat } from './imported'
import { looksLikeJson } from './read-request-document'
import { memberOf, type SourceNode } from './source/node'
import { requestProvider } from './request'

/** The format of a text by its first look; null when only its content can tell (JSON and YAML). Pure. */
export function formatOfText(text: string): ImportFormat | null {
  const code = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('//'))
  const [first = ''] = code
  if (looksLikeJson(text)) return null
  if (code.some((line) => /^(\$ |% |sudo |[A-Z_]+=\S* )*(\S*\/)?(aws|aliyun)(\.exe)? +(--\S+|[a-z])/.test(line)))
    return 'command'
  const block = /^(resource|data|module|variable|locals|provider|terraform|output|import|moved|removed)\b[^:]*\{/m
  if (block.test(text)) return 'hcl'
  return /^[\w"'-]+\s*=\s/.test(first) ? 'hcl' : null
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
