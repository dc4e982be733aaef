import type { Condition } from './policy-language'

/** Yes, no, or cannot be told from what is known. */
export type Certainty = 'yes' | 'no' | 'maybe'

/**
 * What is known of a request, by condition key in lower case. `null`: the request has no such key. A key that is missing
 * here is not known. A value that ends in `UNKNOWN_TAIL` is known only up to there.
 */
export type RequestContext = Readonly<Record<string, string | null>>

/** Ends a value of which only the beginning is known. */
export const UNKNOWN_TAIL = '\u0000'

/** Whether all conditions of a statement hold. Pure. Source: IAM user guide, condition operators and missing keys. */
export function conditionsHold(conditions: readonly Condition[], context: RequestContext): Certainty {
  return all(conditions.map((condition) => conditionHolds(condition, context)))
}

function conditionHolds({ operator, key, values }: Condition, context: RequestContext): Certainty {
  const plain = operator.replace(/^(ForAnyValue|ForAllValues):/i, '')
  const isIfExists = plain.endsWith('IfExists')
  const name = plain.replace(/IfExists$/, '').toLowerCase()
  const known = context[key.toLowerCase()]
  if (known === undefined) return 'maybe'
  if (name === 'null') return any(values.map((value) => certain((known === null) === (value.toLowerCase() === 'true'))))
  const isNegated = name.includes('not')
  if (known === null) {
    // A key that is not there: only negated comparisons and `…IfExists` hold.
    return certain(isIfExists || isNegated || operator.toLowerCase().startsWith('forallvalues'))
  }
  const compare = COMPARISONS[name.replace('not', '')]
  if (compare === undefined) return 'maybe'
  const equal = any(values.map((value) => (value.includes('${') ? 'maybe' : compare(value, known))))
  return isNegated ? opposite(equal) : equal
}

type Comparison = (wanted: string, known: string) => Certainty

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  stringequals: (wanted, known) => (isPartial(known) ? partly(wanted, known) : certain(wanted === known)),
  stringequalsignorecase: (wanted, known) => certain(wanted.toLowerCase() === known.toLowerCase()),
  stringlike: (wanted, known) => (isPartial(known) ? arnLike(wanted, known) : certain(matchesGlob(wanted, known))),
  arnequals: (wanted, known) => arnLike(wanted, known),
  arnlike: (wanted, known) => arnLike(wanted, known),
  bool: (wanted, known) => certain(wanted.toLowerCase() === known.toLowerCase()),
}

/** Each of the six parts by itself, so that a star does not reach over a colon. Source: IAM user guide, ARN operators. */
function arnLike(wanted: string, known: string): Certainty {
  const [patterns, parts] = [arnParts(wanted), arnParts(known)]
  if (patterns === null) return certain(wanted === '*')
  if (parts === null) return 'no'
  return all(
    patterns.map((pattern, index) => {
      const part = parts[index] ?? ''
      if (!isPartial(part)) return certain(matchesGlob(pattern, part))
      return pattern === '*' ? 'yes' : partly(pattern, part)
    }),
  )
}

/** A part of which only the beginning is known cannot be refuted while the beginnings agree. */
function partly(pattern: string, known: string): Certainty {
  const beginning = known.slice(0, -UNKNOWN_TAIL.length)
  const fixed = pattern.split(/[*?]/, 1)[0] ?? ''
  return fixed.startsWith(beginning) || beginning.startsWith(fixed) ? 'maybe' : 'no'
}

function arnParts(text: string): readonly string[] | null {
  const parts = text.split(':')
  return parts.length < 6 ? null : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

function isPartial(value: string): boolean {
  return value.endsWith(UNKNOWN_TAIL)
}

/** `*` and `?` as IAM has them; linear in the lengths, whatever the pattern. Pure. */
export function matchesGlob(pattern: string, text: string): boolean {
  let [at, star, mark, position] = [0, -1, 0, 0]
  while (position < text.length) {
    if (at < pattern.length && (pattern[at] === '?' || (pattern[at] !== '*' && pattern[at] === text[position]))) {
      at += 1
      position += 1
    } else if (pattern[at] === '*') {
      star = at
      mark = position
      at += 1
    } else if (star >= 0) {
      at = star + 1
      mark += 1
      position = mark
    } else return false
  }
  while (pattern[at] === '*') at += 1
  return at === pattern.length
}

export function certain(isSo: boolean): Certainty {
  return isSo ? 'yes' : 'no'
}

export function opposite(one: Certainty): Certainty {
  return one === 'maybe' ? 'maybe' : certain(one === 'no')
}

/** And over three values: one no decides. Pure. */
export function all(parts: readonly Certainty[]): Certainty {
  if (parts.includes('no')) return 'no'
  return parts.includes('maybe') ? 'maybe' : 'yes'
}

/** Or over three values: one yes decides. Pure. */
export function any(parts: readonly Certainty[]): Certainty {
  if (parts.includes('yes')) return 'yes'
  return parts.includes('maybe') ? 'maybe' : 'no'
}
