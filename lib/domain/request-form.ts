import { nearest } from './near-miss'
import type { Violation } from './problem'

/** The rules about the form of a request, before any rule of its cloud; the same for every cloud. */
export const FORM_RULE_IDS = ['json', 'type', 'required', 'allowed-value', 'unknown-parameter'] as const

/** What stands for the whole request where no parameter is to blame. */
export const WHOLE_REQUEST = '$'

const MAX_UNKNOWN = 50
const MAX_SHOWN = 80

/**
 * Reads the members of a request as they come from JSON, whatever they are, and notes what has not the right form. A
 * value that was noted reads as null, but its parameter counts as given, so that no rule complains of its absence too.
 */
export class RequestForm {
  readonly violations: Violation[] = []

  constructor(
    /** Where the parameters of this call are written down. */
    private readonly source: string,
  ) {}

  note(rule: (typeof FORM_RULE_IDS)[number], field: string, message: string, remedy: string): void {
    this.violations.push({ rule, field, message, remedy, source: this.source })
  }

  /** The members of an object by name. Unknown ones are noted; one that was surely meant otherwise counts as that one. */
  members(value: unknown, path: string, known: readonly string[]): Members | null {
    if (!isRecord(value)) {
      this.wrongType(path, value, 'an object')
      return null
    }
    const values = new Map<string, unknown>()
    const given = new Set<string>()
    const isKnown = new Set(known)
    let unknown = 0
    for (const [name, member] of Object.entries(value)) {
      if (isKnown.has(name)) {
        values.set(name, member)
        given.add(name)
        continue
      }
      unknown += 1
      if (unknown > MAX_UNKNOWN) continue
      const meant = nearest(name, known)
      // Its rules would only repeat what is said here.
      if (meant !== null) given.add(meant)
      const label = name === '' ? '""' : shown(name)
      this.note(
        'unknown-parameter',
        join(path, label),
        `There is no parameter ${label}${path === '' ? '' : ` in ${path}`}.`,
        meant === null
          ? `Leave it out; the parameters here are ${known.join(', ')}.`
          : `Did you mean ${meant}? Names are case-sensitive.`,
      )
    }
    return { values, given, path }
  }

  text({ values, path }: Members, name: string): string | null {
    if (!values.has(name)) return null
    const value = values.get(name)
    if (typeof value === 'string') return value
    this.wrongType(join(path, name), value, 'a text')
    return null
  }

  /** Any number; whether it is whole and allowed is a rule's to say. */
  number({ values, path }: Members, name: string): number | null {
    if (!values.has(name)) return null
    const value = values.get(name)
    if (typeof value === 'number') return value
    this.wrongType(join(path, name), value, 'a number')
    return null
  }

  flag({ values, path }: Members, name: string): boolean | null {
    if (!values.has(name)) return null
    const value = values.get(name)
    if (typeof value === 'boolean') return value
    this.wrongType(join(path, name), value, 'true or false')
    return null
  }

  /** One of some words, exactly as the cloud writes them. */
  word<const Word extends string>(members: Members, name: string, words: readonly Word[]): Word | null {
    const text = this.text(members, name)
    if (text === null) return null
    const found = words.find((word) => word === text)
    if (found !== undefined) return found
    const meant = nearest(text, words)
    this.note(
      'allowed-value',
      join(members.path, name),
      `${shown(text) === '' ? 'An empty text' : shown(text)} is no value of ${name}.`,
      meant === null ? `Use one of ${words.join(', ')}.` : `Did you mean ${meant}? Values are case-sensitive.`,
    )
    return null
  }

  /** A list; null where there is none. */
  list({ values, path }: Members, name: string): readonly unknown[] | null {
    if (!values.has(name)) return null
    const value = values.get(name)
    if (Array.isArray(value)) return value as readonly unknown[]
    this.wrongType(join(path, name), value, 'a list')
    return null
  }

  /** A list of texts; an item that is none is noted and null, so that the others keep their places. */
  texts(members: Members, name: string, most: number): readonly (string | null)[] | null {
    const items = this.list(members, name)
    return (
      items?.map((item, index) => {
        if (typeof item === 'string') return item
        if (index < most) this.wrongType(`${join(members.path, name)}[${index}]`, item, 'a text')
        return null
      }) ?? null
    )
  }

  wrongType(field: string, value: unknown, wanted: string): void {
    this.note(
      'type',
      field === '' ? WHOLE_REQUEST : field,
      `${field === '' ? 'The request' : field} is ${kindOf(value)}, not ${wanted}.`,
      `Give ${wanted}${value === null ? ', or leave the parameter out' : ''}.`,
    )
  }
}

/** The known members of one object of a request. */
export interface Members {
  readonly values: ReadonlyMap<string, unknown>
  /** Every parameter that is there at all, readable or not. */
  readonly given: ReadonlySet<string>
  readonly path: string
}

const join = (path: string, name: string) => (path === '' ? name : `${path}.${name}`)

const shown = (text: string) => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text)

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  switch (typeof value) {
    case 'string':
      return 'a text'
    case 'number':
      return 'a number'
    case 'boolean':
      return 'true or false'
    default:
      return 'an object'
  }
}
