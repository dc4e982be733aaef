/** An attribute with its expression as it is written. */
export type HclLine = readonly [name: string, expression: string]

/**
 * A text as a quoted template. Pure. The signs of `${` and `%{` are doubled.
 * Source: HCL native syntax specification, quoted templates, read 2026-11
 */
export function hclText(text: string): string {
  return `"${escapeText(text)}"`
}

/** A text in which some words are expressions: `fill` answers the expression for a word in single braces, or null. Pure. */
export function hclTemplate(text: string, fill: (word: string) => string | null): string {
  let written = ''
  let end = 0
  for (const match of text.matchAll(/\{([A-Za-z]+)\}/g)) {
    const expression = text[match.index - 1] === '$' ? null : fill(match[1] ?? '')
    if (expression === null) continue
    written += `${escapeText(text.slice(end, match.index))}\${${expression}}`
    end = match.index + match[0].length
  }
  return `"${written}${escapeText(text.slice(end))}"`
}

function escapeText(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/([$%])\{/g, '$1$1{')
    .replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029\ufeff]/g, asEscape)
}

const asEscape = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Attributes one below the other, their signs aligned as `terraform fmt` aligns them. Pure. */
export function hclLines(lines: readonly HclLine[], indent: string): string {
  const width = Math.max(0, ...lines.map(([name]) => columnsOf(name)))
  return lines.map(([name, value]) => `${indent}${name}${' '.repeat(width - columnsOf(name))} = ${value}\n`).join('')
}

/** A map as an attribute of several lines. Pure; keys are quoted, so that any tag fits. */
export function hclMap(name: string, entries: readonly HclLine[], indent: string): string {
  const inner = entries.map(([key, value]) => [hclText(key), value] as const)
  return `${indent}${name} = {\n${hclLines(inner, `${indent}  `)}${indent}}\n`
}

/** `terraform fmt` counts what people see as one character as one column. */
function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].length
}
