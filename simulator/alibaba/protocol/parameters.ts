import { refuse, type AlibabaErrorCode } from '../errors'

/** The decoded parameters of one call: flattened names to text, as the RPC style sends them. */
export class Parameters {
  private readonly values: ReadonlyMap<string, string>

  constructor(pairs: Iterable<readonly [string, string]>) {
    this.values = new Map(pairs)
  }

  /** The text of a parameter, or undefined when it was not sent. An empty text counts as sent. */
  text(name: string): string | undefined {
    return this.values.get(name)
  }

  /** A parameter that must be there and not be empty; otherwise `Missing<Name>`. */
  required(name: string, code: AlibabaErrorCode): string {
    const value = this.values.get(name)
    return value === undefined || value === '' ? refuse(code) : value
  }

  /** A whole number, or the default; anything else is `InvalidParameter`. */
  integer(name: string, fallback: number, range: { readonly min: number; readonly max: number }): number {
    const value = this.values.get(name)
    if (value === undefined || value === '') return fallback
    const number = Number(value)
    if (!/^\d{1,9}$/.test(value) || number < range.min || number > range.max) {
      refuse('InvalidParameter', `${name} must be a whole number from ${range.min} to ${range.max}.`)
    }
    return number
  }

  /** `Name.1`, `Name.2`, …: stops at the first gap. */
  list(name: string): string[] {
    const items: string[] = []
    for (let index = 1; this.values.has(`${name}.${index}`); index += 1) {
      items.push(this.values.get(`${name}.${index}`) ?? '')
    }
    return items
  }

  /** `Name.1.Field`, `Name.2.Field`, …: stops at the first index that has none of the fields. */
  records<Field extends string>(name: string, fields: readonly Field[]): Partial<Record<Field, string>>[] {
    const records: Partial<Record<Field, string>>[] = []
    for (let index = 1; ; index += 1) {
      const record: Partial<Record<Field, string>> = {}
      for (const field of fields) {
        const value = this.values.get(`${name}.${index}.${field}`)
        if (value !== undefined) record[field] = value
      }
      if (Object.keys(record).length === 0) return records
      records.push(record)
    }
  }

  /** `Name.1.Field.1`, …: the lists inside a list, as filters use them. */
  nestedList(name: string, index: number, field: string): string[] {
    return this.list(`${name}.${index}.${field}`)
  }

  /** Every parameter but the named ones, sorted: the fingerprint that a client token is bound to. */
  fingerprint(without: readonly string[]): string {
    const kept = [...this.values].filter(([name]) => !without.includes(name))
    return JSON.stringify(kept.sort(([left], [right]) => (left < right ? -1 : 1)))
  }
}

/** Splits `a=1&b=2` into decoded pairs; a plus sign is a blank only in form bodies. Malformed escapes stay as sent. */
export function decodePairs(raw: string, options: { readonly plusIsBlank: boolean }): [string, string][] {
  if (raw === '') return []
  return raw.split('&').flatMap((part) => {
    if (part === '') return []
    const at = part.indexOf('=')
    const name = at === -1 ? part : part.slice(0, at)
    const value = at === -1 ? '' : part.slice(at + 1)
    return [[decode(name, options.plusIsBlank), decode(value, options.plusIsBlank)] satisfies [string, string]]
  })
}

function decode(text: string, plusIsBlank: boolean): string {
  const prepared = plusIsBlank ? text.replaceAll('+', ' ') : text
  try {
    return decodeURIComponent(prepared)
  } catch (error) {
    if (error instanceof URIError) return prepared
    throw error
  }
}
