import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'

/** How Playwright starts the browser. */
export interface BrowserLaunch {
  readonly executablePath?: string
  readonly args?: string[]
  readonly env?: Record<string, string>
}

const run = promisify(execFile)

/** What the browser needs to run as root and in containers with a small /dev/shm. */
const ARGUMENTS = ['--no-sandbox', '--disable-setuid-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none']

/**
 * The browser for end-to-end tests: the one CHROMIUM_PATH names; on Linux x64 the one from npm, which needs nothing of
 * the system; elsewhere Playwright's own (`npx playwright install chromium`).
 */
export async function browserLaunch(environment: NodeJS.ProcessEnv = process.env): Promise<BrowserLaunch> {
  const given = environment.CHROMIUM_PATH
  if (given !== undefined && given !== '') return { executablePath: given, args: ARGUMENTS }
  if (process.platform !== 'linux' || process.arch !== 'x64') return {}
  const folder = await unpackChromium()
  return {
    executablePath: join(folder, 'chromium'),
    args: ARGUMENTS,
    env: {
      ...definedOnly(environment),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  }
}

/** Unpacks browser, libraries and fonts once for each version, into this checkout and not into a shared folder. */
async function unpackChromium(): Promise<string> {
  const packageFolder = dirname(dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'))))
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  const folder = resolve('node_modules', '.cache', `weir-chromium-${version}`)
  if (existsSync(folder)) return folder
  const unfinished = `${folder}.${process.pid}`
  await mkdir(unfinished, { recursive: true })
  const unpack = (archive: string, file: string) =>
    pipeline(createReadStream(join(packageFolder, 'bin', archive)), createBrotliDecompress(), createWriteStream(file))
  const unpackFolder = async (name: string) => {
    const tarball = join(unfinished, `${name}.tar`)
    await unpack(`${name}.tar.br`, tarball)
    await mkdir(join(unfinished, name))
    await run('tar', ['-xf', tarball, '-C', join(unfinished, name)])
    await rm(tarball)
  }
  await Promise.all([
    unpack('chromium.br', join(unfinished, 'chromium')),
    unpackFolder('al2023'), // the libraries it links: nss, nspr, expat
    unpackFolder('fonts'),
    // The archive's own configuration names folders of the environment it was made for.
    writeFile(join(unfinished, 'fonts.conf'), fontConfiguration(folder)),
  ])
  await chmod(join(unfinished, 'chromium'), 0o755)
  // Of two that unpack at once the second finds the folder taken, which is just as good.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }))
  return folder
}

function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
