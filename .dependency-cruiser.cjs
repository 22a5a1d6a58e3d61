// Direction of imports: app, components -> use cases -> db, channels, notify -> domain. lib/guards.test.ts proves that each rule bites.
const pure = '^(node_modules|lib/(?!domain/)|app/|components/|prisma/|simulators/|worker|scripts/)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'lib/domain knows no framework, no database and no IO; date libraries and hashing are arithmetic.',
      from: { path: '^lib/domain/', pathNot: '\\.test\\.ts$' },
      to: { path: pure, pathNot: '^node_modules/(date-fns|@date-fns|date-holidays)/' },
    },
    {
      name: 'domain-has-no-io',
      severity: 'error',
      from: { path: '^lib/domain/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    { name: 'lib-knows-no-screen', severity: 'error', from: { path: '^lib/' }, to: { path: '^(app|components)/' } },
    {
      name: 'jobs-definitions-without-handlers',
      severity: 'error',
      comment: 'The web part may send jobs but must not load what runs them.',
      from: { path: '^(app|components|lib/(http|auth|intake|triage))/' },
      to: { path: '^lib/jobs/handlers/' },
    },
    {
      name: 'db-below-use-cases',
      severity: 'error',
      from: { path: '^lib/db/', pathNot: '\\.test\\.ts$' },
      to: { path: '^lib/(intake|triage|deadlines|health|notify|channels|http|auth|cli)/' },
    },
    {
      name: 'auditor-counts-for-itself',
      severity: 'error',
      comment: 'What the auditor shares with the sweep it cannot find wrong: it has the law packs and the stored policy only.',
      from: { path: '^lib/(domain/)?auditor/', pathNot: '\\.test\\.ts$' },
      to: { path: '^lib/(deadlines/|domain/escalation/(ladder|ladders-of-report)\\.ts)' },
    },
    {
      name: 'product-knows-no-simulator',
      severity: 'error',
      from: { path: '^(app|components|lib|prisma|worker)', pathNot: '\\.test\\.ts$' },
      to: { path: '^simulators/' },
    },
    {
      name: 'product-knows-no-testing',
      severity: 'error',
      from: { path: '^(app|components|lib|prisma|worker)', pathNot: '(\\.test\\.ts$|^lib/testing/)' },
      to: { path: '^(lib/testing|e2e)/' },
    },
    {
      name: 'screens-ask-use-cases',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^lib/(db|jobs|channels/email|supervisor)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: '^lib/db/generated/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules|lib/db/generated' },
    exclude: { path: '^(\\.next|\\.data)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
