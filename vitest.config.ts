import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

const EVERYWHERE = ['cli', 'lib', 'simulator', 'worker', 'components', 'app', 'scripts', 'test', 'bench', 'prisma']
const NEVER = ['**/node_modules/**', '**/.next/**', '**/.weir/**']

const CRASH_TESTS = 'test/crash/**/*.integration.test.ts'

/** Test files of one level in every source folder. */
const at = (suffix: string) => EVERYWHERE.map((folder) => `${folder}/**/*${suffix}.{ts,tsx}`)

const shared = { environment: 'node', globals: false, restoreMocks: true, unstubEnvs: true } as const

export default defineConfig({
  root,
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'unit',
          include: at('.test'),
          exclude: [...NEVER, ...at('.contract.test'), ...at('.integration.test'), 'test/guards/**'],
          // Some start a process of their own, on a machine that may be busy.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'contract',
          include: at('.contract.test'),
          exclude: NEVER,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'integration',
          include: at('.integration.test'),
          exclude: [...NEVER, CRASH_TESTS],
          globalSetup: ['test/database-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'crash',
          include: [CRASH_TESTS],
          exclude: NEVER,
          globalSetup: ['test/database-server.ts'],
          // Each file starts worker processes and kills them: one after the other, when nothing else of the run is left.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'guards',
          include: ['test/guards/**/*.test.ts'],
          exclude: NEVER,
          testTimeout: 120_000,
        },
      },
    ],
  },
})
