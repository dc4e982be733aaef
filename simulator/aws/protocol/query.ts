import { AwsRefusal } from '../errors'

/** The parameters of a Query request (`Filter.1.Value.2=x`), or those below a prefix. */
export class QueryParameters {
  private constructor(private readonly values: ReadonlyMap<string, string>) {}

  /** Reads a form body or query string. A name given twice keeps its last value. */
  static parse(...sources: readonly string[]): QueryParameters {
    const values = new Map<string, string>()
    for (const source of sources) {
      for (const [name, value] of new URLSearchParams(source)) values.set(name, value)
    }
    return new QueryParameters(values)
  }

  /** The same without some of them. */
  without(isDropped: (name: string) => boolean): QueryParameters {
    return new QueryParameters(new Map([...this.values].filter(([name]) => !isDropped(name))))
  }

  names(): readonly string[] {
    return [...this.values.keys()]
  }

  entries(): readonly (readonly [string, string])[] {
    return [...this.values.entries()]
  }

  /** A text; undefined when absent. */
  text(name: string): string | undefined {
    return this.values.get(name)
  }

  required(name: string): string {
    const value = this.values.get(name)
    if (value === undefined || value === '') {
      throw new AwsRefusal('MissingParameter', `The request must contain the parameter ${name}`)
    }
    return value
  }

  boolean(name: string): boolean | undefined {
    const value = this.values.get(name)
    if (value === undefined) return undefined
    if (value === 'true') return true
    if (value === 'false') return false
    throw new AwsRefusal(
      'InvalidParameterValue',
      `Value (${value}) for parameter ${name} is invalid. Expected a boolean.`,
    )
  }

  integer(name: string): number | undefined {
    const value = this.values.get(name)
    if (value === undefined) return undefined
    if (!/^-?\d{1,9}$/.test(value)) {
      throw new AwsRefusal(
        'InvalidParameterValue',
        `Value (${value}) for parameter ${name} is invalid. Expected a number.`,
      )
    }
    return Number(value)
  }

  /** A flattened list of texts, in the order of their index. */
  list(prefix: string): readonly string[] {
    const found: [number, string][] = []
    for (const [name, value] of this.values) {
      const index = indexBelow(name, prefix)
      if (index !== undefined && name === `${prefix}.${index}`) found.push([index, value])
    }
    return found.sort(([one], [other]) => one - other).map(([, value]) => value)
  }

  /** A flattened list of structures. */
  structures(prefix: string): readonly QueryParameters[] {
    const groups = new Map<number, Map<string, string>>()
    for (const [name, value] of this.values) {
      const index = indexBelow(name, prefix)
      if (index === undefined) continue
      const rest = name.slice(`${prefix}.${index}.`.length)
      if (rest === '') continue
      const group = groups.get(index) ?? new Map<string, string>()
      group.set(rest, value)
      groups.set(index, group)
    }
    return [...groups.entries()].sort(([one], [other]) => one - other).map(([, group]) => new QueryParameters(group))
  }

  /** Whether anything is given under a prefix. */
  has(prefix: string): boolean {
    if (this.values.has(prefix)) return true
    for (const name of this.values.keys()) if (name.startsWith(`${prefix}.`)) return true
    return false
  }
}

function indexBelow(name: string, prefix: string): number | undefined {
  if (!name.startsWith(`${prefix}.`)) return undefined
  const rest = name.slice(prefix.length + 1)
  const dot = rest.indexOf('.')
  const digits = dot < 0 ? rest : rest.slice(0, dot)
  return /^[1-9]\d{0,5}$/.test(digits) ? Number(digits) : undefined
}

/** Refuses parameters an operation does not have. `known` spells list positions as N: `Filter.N.Value.N`. */
export function refuseUnknown(parameters: QueryParameters, known: ReadonlySet<string>): void {
  for (const name of parameters.names()) {
    const shape = name.replace(/\.[1-9]\d*(?=\.|$)/g, '.N')
    if (known.has(shape) || shape === 'Action' || shape === 'Version' || shape.startsWith('X-Amz-')) continue
    throw new AwsRefusal('UnknownParameter', `The parameter ${name} is not recognized`)
  }
}
