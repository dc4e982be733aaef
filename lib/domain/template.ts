import type { ScopeRef } from './scope'

/** The placeholders a Configuration's string parameters may hold. */
export const PLACEHOLDERS = ['accountId', 'region', 'partition'] as const

export type Placeholder = (typeof PLACEHOLDERS)[number]

export type PlaceholderValues = Readonly<Record<Placeholder, string>>

// A word in single braces. `${…}` belongs to record formats and stays as it is.
const PLACEHOLDER = /(\$?)\{([A-Za-z0-9_-]*)\}/g

const isPlaceholder = (name: string): name is Placeholder => (PLACEHOLDERS as readonly string[]).includes(name)

/** The values that placeholders take in one scope. Pure. */
export function placeholderValues(scope: ScopeRef): PlaceholderValues {
  return { accountId: scope.accountId, region: scope.region, partition: scope.partition }
}

/** Fills the known placeholders of a text; unknown ones and `${…}` stay as they are. Pure. */
export function fillTemplate(template: string, values: PlaceholderValues): string {
  if (!template.includes('{')) return template
  return template.replace(PLACEHOLDER, (whole, dollar: string, name: string) =>
    dollar === '' && isPlaceholder(name) ? values[name] : whole,
  )
}

/** The placeholders of a text that Weir does not know, each once, in order. Pure. */
export function unknownPlaceholders(template: string): readonly string[] {
  const unknown = new Set<string>()
  for (const [, dollar, name] of template.matchAll(PLACEHOLDER)) {
    if (dollar === '' && name !== undefined && !isPlaceholder(name)) unknown.add(name)
  }
  return [...unknown]
}
