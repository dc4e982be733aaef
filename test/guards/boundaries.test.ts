import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import configuration from '../../.dependency-cruiser.mjs'

/** Packages that planted files import; only their names matter. */
const PACKAGES = ['@aws-sdk/client-ec2', '@alicloud/openapi-core', '@prisma/client', 'pg', 'vitest', 'prettier']

const nothing = 'export const nothing = 0\n'
const importOf = (path: string) => `import * as x from '${path}'\nexport const y = x\n`

/** For each rule one tree that breaks it, as small as possible. */
const VIOLATIONS: Record<string, Record<string, string>> = {
  'domain-is-pure': { 'lib/domain/plan.ts': importOf('node:fs') },
  'hashing-in-one-place': { 'lib/domain/plan.ts': importOf('node:crypto') },
  'sdk-only-in-its-adapter': { 'lib/reconciler/apply.ts': importOf('@aws-sdk/client-ec2') },
  'alibaba-sdk-only-in-its-adapter': { 'lib/providers/aws-ec2/client.ts': importOf('@alicloud/openapi-core') },
  'providers-do-not-know-each-other': {
    'lib/providers/aws-ec2/client.ts': importOf('../alibaba-cen/client'),
    'lib/providers/alibaba-cen/client.ts': nothing,
  },
  'prisma-only-in-store': { 'lib/services/approve.ts': importOf('@prisma/client') },
  'wiring-only-from-edges': { 'lib/services/approve.ts': importOf('../wiring'), 'lib/wiring.ts': nothing },
  'components-are-client-safe': {
    'components/plan.tsx': importOf('../lib/services/approve'),
    'lib/services/approve.ts': nothing,
  },
  'primitives-know-no-domain': {
    'components/ui/badge.tsx': importOf('../../lib/domain/plan'),
    'lib/domain/plan.ts': nothing,
  },
  'no-test-code-in-lib': { 'lib/services/approve.ts': importOf('../../test/builders'), 'test/builders.ts': nothing },
  'no-development-packages-in-lib': { 'lib/services/approve.ts': importOf('prettier') },
  'no-circular': { 'lib/services/a.ts': importOf('./b'), 'lib/services/b.ts': importOf('./a') },
  'no-orphans': { 'lib/services/left-over.ts': nothing },
  'simulator-knows-nothing-of-us': {
    'simulator/world.ts': importOf('../lib/domain/plan'),
    'lib/domain/plan.ts': nothing,
  },
  'nobody-in-lib-imports-simulator': {
    'lib/providers/fake/x.ts': importOf('../../../simulator/world'),
    'simulator/world.ts': nothing,
  },
  'lib-does-not-reach-up': { 'lib/services/approve.ts': importOf('../../app/server'), 'app/server.ts': nothing },
  'records-are-decoded-not-fetched': { 'lib/records/lines.ts': importOf('node:http') },
  'interchange-is-pure': { 'lib/interchange/read.ts': importOf('node:fs') },
  'cli-needs-no-installation': {
    'cli/main.ts': importOf('../lib/services/approve'),
    'lib/services/approve.ts': nothing,
  },
}

describe('import boundaries', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'weir-boundaries-'))
    const dependencies = Object.fromEntries(
      PACKAGES.filter((name) => name !== 'prettier').map((name) => [name, '1.0.0']),
    )
    await plant({ 'package.json': JSON.stringify({ dependencies, devDependencies: { prettier: '1.0.0' } }) })
    for (const name of PACKAGES) {
      await plant({
        [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
        [`node_modules/${name}/index.js`]: 'module.exports = {}',
      })
    }
  })
  afterEach(() => rm(root, { recursive: true }))

  async function plant(files: Record<string, string>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), text)
    }
  }

  async function broken(): Promise<string[]> {
    const { tsConfig: _ours, ...options } = configuration.options ?? {}
    const ruleSet = { forbidden: configuration.forbidden ?? [] }
    const { output } = await cruise(['.'], { ...options, ruleSet, validate: true, baseDir: root })
    return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name)
  }

  it('has a planted violation for every rule, and no other', () => {
    expect(Object.keys(VIOLATIONS).sort()).toEqual((configuration.forbidden ?? []).map(({ name }) => name).sort())
  })

  it.each(Object.entries(VIOLATIONS))('%s fires', async (rule, files) => {
    await plant(files)
    expect(await broken()).toContain(rule)
  })

  it('says nothing where every import goes the right way', async () => {
    await plant({
      'lib/domain/plan.ts': importOf('./digest'),
      'lib/domain/digest.ts': importOf('node:crypto'),
      'lib/providers/aws-ec2/client.ts': `${importOf('@aws-sdk/client-ec2')}import '../provider'\n`,
      'lib/providers/provider.ts': `import type { y } from '../domain/plan'\nexport type X = typeof y\n`,
      'lib/wiring.ts': importOf('./providers/aws-ec2/client'),
      'worker/main.ts': importOf('../lib/wiring'),
      'components/changes/plan.tsx': `import type { y } from '../../lib/read-models/changes'\nexport type P = typeof y\n`,
      'lib/read-models/changes.ts': importOf('@prisma/client'),
    })
    expect(await broken()).toEqual([])
  })
})
