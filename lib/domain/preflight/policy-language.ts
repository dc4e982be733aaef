/** A statement of a policy as it was read: members that are lists or single values are lists here. */
export interface ReadStatement {
  readonly sid: string | null
  readonly isDeny: boolean
  /** Null in policies of identities, which have none. `*` stands for everybody. */
  readonly principals: readonly Principal[] | null
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
  readonly resources: readonly string[]
  readonly notResources: readonly string[]
  /** Operator → key → values. */
  readonly conditions: readonly Condition[]
  /** A member that is not understood (NotPrincipal): the statement can only be guessed at. */
  readonly isUnclear: boolean
}

/** One principal of a statement. */
export interface Principal {
  readonly kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | 'everybody'
  readonly value: string
}

export interface Condition {
  readonly operator: string
  readonly key: string
  readonly values: readonly string[]
}

type Loose = Readonly<Record<string, unknown>>

/** Reads a policy; null when the text is none. Pure. Source: IAM user guide, grammar of the JSON policy language. */
export function parsePolicy(text: string): readonly ReadStatement[] | null {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    // Not JSON: whoever asked says that it could not be read.
    return null
  }
  if (!isObject(document)) return null
  const statements = document['Statement']
  const list = Array.isArray(statements) ? (statements as readonly unknown[]) : [statements]
  return list.filter(isObject).map(statementOf)
}

function statementOf(raw: Loose): ReadStatement {
  return {
    sid: typeof raw['Sid'] === 'string' ? raw['Sid'] : null,
    isDeny: raw['Effect'] === 'Deny',
    principals: principalsOf(raw['Principal']),
    actions: texts(raw['Action']),
    notActions: texts(raw['NotAction']),
    resources: texts(raw['Resource']),
    notResources: texts(raw['NotResource']),
    conditions: conditionsOf(raw['Condition']),
    isUnclear: raw['NotPrincipal'] !== undefined,
  }
}

function principalsOf(raw: unknown): readonly Principal[] | null {
  if (raw === undefined) return null
  if (raw === '*') return [{ kind: 'everybody', value: '*' }]
  if (!isObject(raw)) return []
  return Object.entries(raw).flatMap(([kind, values]) =>
    texts(values).map((value): Principal =>
      kind === 'AWS' && value === '*' ? { kind: 'everybody', value } : { kind: kind as Principal['kind'], value },
    ),
  )
}

function conditionsOf(raw: unknown): readonly Condition[] {
  if (!isObject(raw)) return []
  return Object.entries(raw).flatMap(([operator, keys]) =>
    isObject(keys) ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: texts(values) })) : [],
  )
}

/** One text or many; numbers and booleans are compared as text, as IAM does. */
function texts(raw: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(raw) ? raw : raw === undefined ? [] : [raw]
  return list.flatMap((one) =>
    typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : [],
  )
}

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
