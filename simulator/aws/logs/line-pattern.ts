import type { JsonInput } from '../protocol/json'
import { matchesGlob } from '../glob'

/**
 * A filter pattern as a test of lines: a text in quotes or words that have to be in the line, or the space-delimited form
 * `[a, b, action="REJECT", …]` with `=` and `!=` on its columns. Other forms are refused as not simulated. Source:
 * CloudWatch Logs user guide, filter pattern syntax.
 */
export function linePattern(input: JsonInput): (line: string) => boolean {
  const pattern = (input.text('filterPattern') ?? '').trim()
  if (pattern.length > 1024) throw input.invalid('The filter pattern is longer than 1024 characters.')
  if (pattern === '') return () => true
  if (pattern.startsWith('[')) return columnPattern(pattern, input)
  if (/^[{%]/.test(pattern)) throw input.invalid('This form of filter pattern is not simulated.')
  const words = pattern.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []
  const wanted = words.map((word) => (word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word))
  return (line) =>
    wanted.every((word) =>
      word.startsWith('-') && word.length > 1 ? !line.includes(word.slice(1)) : line.includes(word),
    )
}

function columnPattern(pattern: string, input: JsonInput): (line: string) => boolean {
  if (!pattern.endsWith(']')) throw input.invalid('The filter pattern is not closed.')
  const columns = pattern
    .slice(1, -1)
    .split(',')
    .map((column) => column.trim())
  const hasRest = columns.includes('...')
  const tests = columns.flatMap((column, index) => {
    const match = /^\w+\s*(!?=)\s*"?([^"]*)"?$/.exec(column)
    if (!match) return []
    const isWanted = match[1] === '='
    return [(values: readonly string[]) => matchesGlob(match[2] ?? '', values[index] ?? '') === isWanted]
  })
  return (line) => {
    const values = line.split(' ')
    return (hasRest || values.length === columns.length) && tests.every((test) => test(values))
  }
}
