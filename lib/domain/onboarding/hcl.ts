import type { PolicyDocument } from './policy-document'

/** A text as a Terraform string: `${` and `%{` would begin a template. Pure. */
export function hclString(text: string): string {
  return escaped(JSON.stringify(text))
}

/** A policy as a Terraform expression. Pure. */
export function hclPolicy(policy: PolicyDocument): string {
  const lines = escaped(JSON.stringify(policy, null, 2)).split('\n')
  return ['<<-JSON', ...lines.map((line) => `    ${line}`), '  JSON'].join('\n')
}

function escaped(text: string): string {
  return text.replaceAll('${', '$${').replaceAll('%{', '%%{')
}
