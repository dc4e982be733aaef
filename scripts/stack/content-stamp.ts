import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Digest of the names and contents of files and folders below `root`; what does not exist counts as empty. */
export async function contentDigest(
  root: string,
  paths: readonly string[],
  ignored: (path: string) => boolean = () => false,
): Promise<string> {
  const hash = createHash('sha256')
  for (const path of await listFiles(root, paths)) {
    if (ignored(path)) continue
    hash
      .update(`${path}\0`)
      .update(await readFile(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

async function listFiles(root: string, paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    if (!existsSync(join(root, path))) continue
    const entries = await readdir(join(root, path), { withFileTypes: true, recursive: true }).catch(() => undefined)
    if (entries === undefined) found.push(path)
    else
      found.push(
        ...entries
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
      )
  }
  return found.sort()
}

/** Runs `make` unless the stamp says that it was done for this very content, and stamps it when it succeeded. */
export async function makeWhenChanged(stampFile: string, digest: string, make: () => Promise<void>): Promise<boolean> {
  if (existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === digest) return false
  await make()
  await mkdir(dirname(stampFile), { recursive: true })
  await writeFile(stampFile, digest)
  return true
}
