import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { PERMISSIONS_OF } from '../../lib/domain/onboarding/onboard'
import type { PermissionTable } from '../../lib/domain/onboarding/permission'
import type { ProviderId } from '../../lib/domain/provider-id'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Every source file of an adapter, tests and fixtures left out, as one text. */
function sourceOf(provider: ProviderId): string {
  const folder = `${root}lib/providers/${provider}`
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('__'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('\n')
}

/** API operations that the code of an adapter names as calls. */
const CALLS: Readonly<Record<ProviderId, (source: string) => readonly string[]>> = {
  'aws-ec2': (source) => [...source.matchAll(/new (?:[a-z]\w*\.)?([A-Z]\w+)Command\(/g)].map((match) => match[1] ?? ''),
  'alibaba-cen': (source) => [
    ...[...source.matchAll(/this\.(?:change|read)\('(\w+)'/g)].map((match) => match[1] ?? ''),
    ...[...source.matchAll(/action: '(\w+)'/g)].map((match) => match[1] ?? ''),
    ...[...source.matchAll(/\.(get(?:Project|LogStore|Index|Logs|LogsV2|Histograms)(?:WithOptions)?)\(/g)].map(
      (match) => (match[1] ?? '').replace('WithOptions', ''),
    ),
  ],
}

function knownOperations({ permissions, freeOperations, baseOperations }: PermissionTable): ReadonlySet<string> {
  const named = permissions.flatMap(({ operations }) => operations)
  return new Set([...named, ...freeOperations, ...Object.keys(baseOperations)])
}

describe.each(['aws-ec2', 'alibaba-cen'] as const)('the permissions of %s', (provider) => {
  const table = PERMISSIONS_OF[provider]
  const called = [...new Set(CALLS[provider](sourceOf(provider)))].sort()

  it('hold every operation that the adapter calls', () => {
    expect(called.length).toBeGreaterThan(15)
    const known = knownOperations(table)
    expect(called.filter((operation) => !known.has(operation))).toEqual([])
  })

  it('stand in the documentation, every one', () => {
    const page = readFileSync(`${root}docs/providers/${provider}.md`, 'utf8')
    const actions = [...new Set(table.permissions.map(({ action }) => action))]
    expect(actions.filter((action) => !page.includes(`\`${action}\``))).toEqual([])
  })

  it('belong to features that are offered, and every feature needs some', () => {
    const offered = new Set(table.features.map(({ feature }) => feature))
    const needed = new Set(table.permissions.flatMap(({ features }) => features))
    expect([...needed].filter((feature) => !offered.has(feature))).toEqual([])
    expect([...offered].filter((feature) => !needed.has(feature))).toEqual([])
  })
})
