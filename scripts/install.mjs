import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'

// Plain JavaScript: it runs before anything is installed.

const OLDEST_NODE = [20, 19]
const INSTALL_MIB = 2048
const INSTALLED = 'node_modules/.package-lock.json'
const STAMP = 'node_modules/.weir-installed-from'

/** A problem in one sentence, for a person. */
export class InstallFailure extends Error {}

export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST_NODE
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new InstallFailure(
    `Weir needs Node ${OLDEST_NODE.join('.')} or newer and this is ${version}: install the current LTS from your system's packages or a version manager.`,
  )
}

/**
 * Installs the dependencies of package-lock.json unless they are there. No install script is needed or run.
 * @param {(title: string) => void} say
 */
export async function ensureInstalled(say) {
  const digest = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  if (isInstalled(digest)) return
  // Not imported above: an old Node lacks it, and should hear about its age instead.
  const { statfs } = await import('node:fs/promises')
  const { bavail, bsize } = await statfs('.')
  const freeMib = Math.floor((bavail * bsize) / 1024 / 1024)
  if (freeMib < INSTALL_MIB) {
    throw new InstallFailure(
      `This disk has ${freeMib} MiB left and the dependencies need ${INSTALL_MIB} MiB: free some space.`,
    )
  }
  say('Installing dependencies (npm ci); this takes a minute or two, once')
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (npm.error || npm.status !== 0) {
    throw new InstallFailure('The dependencies could not be installed; npm says why above.')
  }
  writeFileSync(STAMP, digest)
}

/** @param {string} digest */
function isInstalled(digest) {
  if (!existsSync(INSTALLED)) return false
  if (existsSync(STAMP)) return readFileSync(STAMP, 'utf8') === digest
  // Installed by hand: good when it is not older than the lock file.
  if (statSync(INSTALLED).mtimeMs < statSync('package-lock.json').mtimeMs) return false
  writeFileSync(STAMP, digest)
  return true
}
