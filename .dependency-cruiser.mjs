/** Who may import whom. Every rule says why; test/guards plants a violation of each and sees it reported. */

const TEST_FILE = '\\.(?:test|spec)\\.tsx?$|/testing/|^test/|^e2e/|^bench/'
const AWS_SDK = '^node_modules/(?:@aws-sdk|@smithy)/'
const ALIBABA_SDK = '^node_modules/(?:@alicloud|@darabonba)/'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment:
        'The domain decides, it does not act: no I/O, clock, randomness or environment, so every rule is a plain table test.',
      severity: 'error',
      from: { path: '^lib/domain/', pathNot: TEST_FILE },
      // ipaddr.js reads addresses: texts in, numbers out, as pure as the rest.
      to: { pathNot: ['^lib/domain/', '^(?:node:)?crypto$', '^node_modules/ipaddr\\.js/'] },
    },
    {
      name: 'hashing-in-one-place',
      comment: 'One file of the domain hashes; the rest stays free of Node, so that the browser can use it.',
      severity: 'error',
      from: { path: '^lib/domain/', pathNot: ['^lib/domain/digest\\.ts$', TEST_FILE] },
      to: { path: '^(?:node:)?crypto$' },
    },
    {
      name: 'sdk-only-in-its-adapter',
      comment:
        'A vendor SDK seen anywhere else means the port leaks; adding a cloud would then touch the engine. (AWS)',
      severity: 'error',
      from: { path: '^(?:app|cli|components|lib|worker|simulator)/', pathNot: ['^lib/providers/aws-ec2/', TEST_FILE] },
      to: { path: AWS_SDK },
    },
    {
      name: 'alibaba-sdk-only-in-its-adapter',
      comment:
        'The same for Alibaba Cloud: its runtime is replaced by one import when the vendor publishes its client.',
      severity: 'error',
      from: {
        path: '^(?:app|cli|components|lib|worker|simulator)/',
        pathNot: ['^lib/providers/alibaba-cen/', TEST_FILE],
      },
      to: { path: ALIBABA_SDK },
    },
    {
      name: 'providers-do-not-know-each-other',
      comment:
        'What two clouds share belongs to the port; a shortcut between adapters makes one cloud break with the other.',
      severity: 'error',
      from: { path: '^lib/providers/([^/]+)/' },
      to: { path: '^lib/providers/[^/]+/', pathNot: '^lib/providers/$1/' },
    },
    {
      name: 'prisma-only-in-store',
      comment:
        'Rows and queries stay behind the store and the read models, so that the schema can change without the rest.',
      severity: 'error',
      from: { path: '^(?:app|cli|components|lib|worker)/', pathNot: ['^lib/(?:store|read-models)/', TEST_FILE] },
      to: { path: '^node_modules/(?:@prisma|prisma|pg)/|^lib/store/generated/' },
    },
    {
      name: 'wiring-only-from-edges',
      comment: 'Only a process entry puts concrete things together; everything else is given what it needs.',
      severity: 'error',
      from: {
        path: '^(?:app|cli|components|lib)/',
        pathNot: ['^app/server\\.ts$', '^lib/wiring(?:\\.ts$|/)', TEST_FILE],
      },
      to: { path: '^lib/wiring(?:\\.ts$|/)' },
    },
    {
      name: 'components-are-client-safe',
      comment:
        'Components run in the browser: values only from the pure domain and the API client, everything else as types.',
      severity: 'error',
      from: { path: '^components/', pathNot: TEST_FILE },
      to: {
        path: '^(?:app|cli|lib|worker|simulator|scripts)/|^(?:node:)?(?:fs|crypto|net|http|path|child_process)',
        pathNot: '^lib/(?:domain/(?!digest\\.ts)|http/(?:schemas|client)(?:/|\\.ts$))',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'primitives-know-no-domain',
      comment: 'components/ui is a kit: nothing in it speaks of flow logs, so that it can be judged and changed alone.',
      severity: 'error',
      from: { path: '^components/ui/', pathNot: TEST_FILE },
      to: { path: '^(?:app|cli|lib|worker|simulator|scripts|components)/', pathNot: '^components/ui/' },
    },
    {
      name: 'no-test-code-in-lib',
      comment: 'Builders, fixtures and test libraries must never decide what runs in production.',
      severity: 'error',
      from: { path: '^(?:app|cli|components|lib|worker|simulator)/', pathNot: [TEST_FILE, '/__fixtures__/'] },
      to: { path: `${TEST_FILE}|/__fixtures__/|^node_modules/(?:vitest|fast-check|@playwright|@testing-library)/` },
    },
    {
      name: 'no-development-packages-in-lib',
      comment:
        'What runs in production is listed under dependencies, or an install without development packages breaks.',
      severity: 'error',
      from: { path: '^(?:app|cli|components|lib|worker|simulator)/', pathNot: [TEST_FILE, '^app/.*\\.css$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file, or lack a third; types alone may point both ways.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that imports nothing is left over from something.',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '^app/', TEST_FILE] },
      to: {},
    },
    {
      name: 'simulator-knows-nothing-of-us',
      comment:
        'The simulated clouds are built from the vendors’ rules; knowing the engine they would confirm its mistakes.',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { path: '^(?:app|cli|components|lib|worker|scripts|test|bench|prisma)/' },
    },
    {
      name: 'nobody-in-lib-imports-simulator',
      comment: 'The product speaks to clouds over their wire; only tests and scripts start the simulator.',
      severity: 'error',
      from: { path: '^(?:app|cli|components|lib|worker)/', pathNot: TEST_FILE },
      to: { path: '^simulator/' },
    },
    {
      name: 'lib-does-not-reach-up',
      comment: 'Pages and processes use lib, never the other way round.',
      severity: 'error',
      from: { path: '^lib/', pathNot: TEST_FILE },
      to: { path: '^(?:app|cli|components|worker|scripts|test|e2e|bench)/' },
    },
    {
      name: 'records-are-decoded-not-fetched',
      comment:
        'Turning bytes into records is the same for every cloud and for the command line; fetching them is the readers’ part.',
      severity: 'error',
      from: { path: '^lib/records/', pathNot: TEST_FILE },
      to: {
        pathNot: ['^lib/(?:domain|records)/', '^node_modules/hyparquet', '^(?:node:)?(?:buffer|zlib|fs|fs/promises)$'],
      },
    },
    {
      name: 'interchange-is-pure',
      comment:
        'Documents are read and written without files, network or database, so that the command line, the API and tests do the same.',
      severity: 'error',
      from: { path: '^lib/interchange/', pathNot: TEST_FILE },
      to: { pathNot: ['^lib/(?:domain|interchange)/', '^node_modules/(?:yaml|jsonc-parser)/'] },
    },
    {
      name: 'cli-needs-no-installation',
      comment:
        'The command line judges and translates on any machine with a clone: no database, no web, no cloud, no settings.',
      severity: 'error',
      from: { path: '^cli/', pathNot: TEST_FILE },
      to: {
        path: '^(?:app|components|worker|scripts)/|^lib/(?:store|services|read-models|reconciler|http|wiring|env)',
      },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/store/generated/'] },
    exclude: { path: '^(?:\\.next|\\.weir)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Also look at imports of types: they are dependencies of the reader, if not of the program.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
