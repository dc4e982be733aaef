const MAX_LENGTH = 80

/** The known word that a person most likely meant; null when none is near. Pure. Case, hyphens and a lost plural count little. */
export function nearest<const Word extends string>(text: string, known: readonly Word[]): Word | null {
  if (text.length > MAX_LENGTH) return null
  const given = plain(text)
  if (given === '') return null
  let best: { word: Word; distance: number } | null = null
  for (const word of known) {
    const wanted = plain(word)
    const distance = given === wanted ? 0 : editDistance(given, wanted)
    // A word with a unit or a number behind it is still that word.
    const isLonger = wanted.length >= 8 && given.startsWith(wanted)
    const limit = Math.max(1, Math.floor(wanted.length / 5))
    if (!isLonger && distance > limit) continue
    if (best === null || distance < best.distance) best = { word, distance }
  }
  return best?.word ?? null
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** How many letters must be put in, taken out, changed or swapped with their neighbour. */
function editDistance(left: string, right: string): number {
  let before: number[] = []
  let row = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at]
    for (let to = 1; to <= right.length; to += 1) {
      const isSame = left[at - 1] === right[to - 1]
      const cost = Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + (isSame ? 0 : 1))
      const isSwapped = at > 1 && to > 1 && left[at - 1] === right[to - 2] && left[at - 2] === right[to - 1]
      next.push(isSwapped ? Math.min(cost, (before[to - 2] ?? 0) + 1) : cost)
    }
    before = row
    row = next
  }
  return row[right.length] ?? 0
}
