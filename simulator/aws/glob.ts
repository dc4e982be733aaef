/**
 * Whether a text matches a pattern in which `*` stands for any text and `?` for one character. Takes time linear in both
 * for one star and never more than their product, whatever a client sends. Pure.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let patternAt = 0
  let textAt = 0
  let starAt = -1
  let resumeAt = 0
  while (textAt < text.length) {
    const wanted = pattern[patternAt]
    if (wanted === '*') {
      starAt = patternAt
      resumeAt = textAt
      patternAt += 1
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[textAt])) {
      patternAt += 1
      textAt += 1
    } else if (starAt >= 0) {
      patternAt = starAt + 1
      resumeAt += 1
      textAt = resumeAt
    } else {
      return false
    }
  }
  while (pattern[patternAt] === '*') patternAt += 1
  return patternAt === pattern.length
}
