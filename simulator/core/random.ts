/** A span of milliseconds to draw a duration from, both ends included. */
export interface DurationRange {
  readonly minMs: number
  readonly maxMs: number
}

/** Repeatable chance: the same seed gives the same sequence. Not for secrets. */
export interface SimRandom {
  /** A number in [0, 1). */
  next(): number
  /** A whole number in [min, max], both ends included. */
  int(min: number, max: number): number
  /** True with the given probability. */
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** The given number of lower-case hexadecimal digits. */
  hex(length: number): string
  /** The given number of capital letters and digits, as key ids are written. */
  base32(length: number): string
  uuid(): string
  /** A duration in whole milliseconds. */
  between(range: DurationRange): number
  /** A sequence of its own, so that drawing more here leaves that one as it was. Same seed and name, same sequence. */
  fork(name: string): SimRandom
  /** Starts over with another seed. Forks already made are not touched. */
  reseed(seed: number | string): void
  /** Where the sequence stands, for persistence: a restored world must not invent the same ids again. */
  state(): RandomState
  restore(state: RandomState): void
}

export interface RandomState {
  readonly seed: string
  readonly words: readonly [number, number, number, number]
}

/** Creates a sequence from a seed. */
export function createRandom(seed: number | string): SimRandom {
  let seedText = String(seed)
  let words = wordsFrom(seedText)

  function nextUint32(): number {
    // sfc32 by Chris Doty-Humphrey (PractRand): small, fast, and long enough a period for any world of ours.
    const [a, b, c, counter] = words
    const sum = (a + b + counter) | 0
    words = [b ^ (b >>> 9), (c + (c << 3)) | 0, (((c << 21) | (c >>> 11)) + sum) | 0, (counter + 1) | 0]
    return sum >>> 0
  }

  const random: SimRandom = {
    next: () => nextUint32() / 4294967296,
    int: (min, max) => min + Math.floor(random.next() * (max - min + 1)),
    chance: (probability) => random.next() < probability,
    pick: (items) => {
      const item = items[random.int(0, items.length - 1)]
      if (item === undefined) throw new RangeError('cannot pick from an empty list')
      return item
    },
    hex: (length) => text(length, '0123456789abcdef'),
    base32: (length) => text(length, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
    uuid: () => {
      const hex = random.hex(30)
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18, 30)}`
    },
    between: (range) => random.int(range.minMs, Math.max(range.minMs, range.maxMs)),
    fork: (name) => createRandom(`${seedText}/${name}`),
    reseed: (newSeed) => {
      seedText = String(newSeed)
      words = wordsFrom(seedText)
    },
    state: () => ({ seed: seedText, words: [...words] }),
    restore: (state) => {
      seedText = state.seed
      words = [...state.words]
    },
  }

  function text(length: number, alphabet: string): string {
    let result = ''
    for (let index = 0; index < length; index += 1) result += alphabet.charAt(nextUint32() % alphabet.length)
    return result
  }

  return random
}

/** Four well-mixed words from any text (FNV-1a with four offsets). */
function wordsFrom(text: string): [number, number, number, number] {
  const word = (offset: number): number => {
    let hash = 0x811c9dc5 ^ offset
    for (let index = 0; index < text.length; index += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    return (hash ^ (hash >>> 16)) | 0
  }
  return [word(0x9e3779b9), word(0x7f4a7c15), word(0x2545f491), word(1)]
}
