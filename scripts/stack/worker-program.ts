import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { contentDigest, makeWhenChanged } from './content-stamp'

const ROOT = process.cwd()
const PROGRAM = join('build', 'worker.mjs')
const STAMP = join('build', 'worker-built-from')

/** Everything the bundle is made of. The schema stands for the generated database client, the lock file for packages. */
const SOURCES = [
  'worker',
  'lib',
  'prisma/schema.prisma',
  'tsconfig.json',
  'package-lock.json',
  'scripts/stack/worker-program.ts',
]
const NOT_BUILT = /\.test\.ts$|^lib\/store\/generated\/|\/__fixtures__\//

/**
 * Arguments that run the worker in Node: the bundle, built first where its sources have changed. Stack traces name the
 * lines of the sources.
 */
export async function workerProgram(): Promise<readonly string[]> {
  await buildWorker()
  return ['--enable-source-maps', PROGRAM]
}

/** Bundles the worker, unless these sources were bundled already; tells whether it had to. */
export async function buildWorker(): Promise<boolean> {
  const digest = await contentDigest(ROOT, SOURCES, (path) => NOT_BUILT.test(path))
  return makeWhenChanged(join(ROOT, STAMP), digest, bundle)
}

/**
 * Makes one program of the worker's own modules and of what it uses of the AWS SDK. Run module by module through a
 * compiler at run time it takes 140 MiB more: most of EC2's client is never called and still loaded.
 */
async function bundle(): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: { worker: 'worker/main.ts' },
    outdir: 'build',
    outExtension: { '.js': '.mjs' },
    // What is imported on demand stays in files of its own, which are read on demand.
    splitting: true,
    chunkNames: 'worker-[name]-[hash]',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    // Modules rather than CommonJS where a package has both: only those can be shaken.
    mainFields: ['module', 'main'],
    sourcemap: 'linked',
    sourcesContent: false,
    plugins: [PACKAGES],
    // A few of the SDK's packages are CommonJS and ask for modules of Node by `require`, which a module lacks.
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
    write: false,
    logLevel: 'silent',
  })
  // Several tests may build at once: each file appears as a whole, or not at all, and the program after its parts.
  const isProgram = ({ path }: { readonly path: string }) => path.endsWith(PROGRAM)
  for (const { path, contents } of [...outputFiles].sort(
    (left, right) => Number(isProgram(left)) - Number(isProgram(right)),
  )) {
    await mkdir(dirname(path), { recursive: true })
    const fresh = `${path}.${process.pid}`
    await writeFile(fresh, contents)
    await rename(fresh, path)
  }
}

const SHAKEN = /^@(?:aws-sdk|smithy)\//

/** Packages stay what they are in node_modules (Prisma brings WebAssembly, others load parts by name), but for the SDK. */
const PACKAGES: Plugin = {
  name: 'packages',
  setup(bundler) {
    bundler.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
      const isOwn = kind !== 'entry-point' && !importer.includes('/node_modules/')
      return isOwn && !SHAKEN.test(path) ? { path, external: true } : undefined
    })
  },
}
