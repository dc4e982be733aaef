import { defineConfig, globalIgnores } from 'eslint/config'
import nextVitals from 'eslint-config-next/core-web-vitals'
import tseslint from 'typescript-eslint'

const REACT = ['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}']
const TESTS = ['**/*.test.{ts,tsx}', 'test/**/*.ts', 'e2e/**/*.ts']

/** Every rule that is turned off or softened carries its reason; everything else is an error. */
export default defineConfig([
  globalIgnores([
    '.next/**',
    '.weir/**',
    'build/**',
    'coverage/**',
    'lib/store/generated/**',
    'next-env.d.ts',
    'test-results/**',
    'playwright-report/**',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  // React's and Next's rules where React is; elsewhere a function may begin with "use" without being a hook.
  ...nextVitals.map((config) => (config.rules ? { ...config, files: REACT } : config)),
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'off', // scripts, the simulator and the bench speak on the console; the app logs through pino
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        // A leading underscore says "the signature asks for it"; rest siblings are how a field is left out.
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Numbers and booleans print as everybody expects; objects and undefined stay forbidden.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `() => doIt()` reads better than a block, and nobody mistakes the result for a value.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // React ignores what an event handler returns, so an async handler is fine there (and only there).
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // `while (true)` with a return inside is the plainest way to write a paging loop.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // An implementation of an async port may have nothing to wait for; `async` keeps its throws rejections.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['app/**', 'components/**', 'lib/**', 'worker/**'].map((glob) => `${glob}/*.{ts,tsx}`),
    ignores: ['lib/env.ts', ...TESTS],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read and checked in one place: lib/env.ts.' },
      ],
    },
  },
  {
    files: REACT,
    rules: {
      // TanStack's hooks cannot be memoised by the React Compiler, which this project does not switch on.
      'react-hooks/incompatible-library': 'off',
    },
  },
  {
    files: ['lib/domain/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval', 'performance', 'console'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The domain has no clock: take the time as an argument.' },
        {
          object: 'Math',
          property: 'random',
          message: 'The domain has no randomness: take what was drawn as an argument.',
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'The domain has no clock: take the time as an argument.',
        },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      // A test that indexes past the end should fail there and then; `!` says so in the shortest way.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // expect(port.method) takes the method as a value on purpose.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
])
