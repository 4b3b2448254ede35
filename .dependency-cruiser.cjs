/**
 * Who may import whom: the executable form of the table in docs/explanation/architecture.md.
 *
 * Every rule name says what is refused. `scripts/architecture/import-rules.spec.ts` holds one forbidden import per rule and proves that
 * the rule fires, so a rule added here without an example there fails the tests.
 */
const { readFileSync } = require('node:fs');
const path = require('node:path');

const root = __dirname;
const pureFolders = require('./scripts/architecture/pure-folders.json');
const { compilerOptions } = JSON.parse(readFileSync(path.join(root, 'tsconfig.json'), 'utf8'));

const escapeForRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The files that aliases of tsconfig.json lead to, the only files another lib or an app may import. */
const publicEntries = Object.values(compilerOptions.paths).map(([file]) => `^${escapeForRegExp(file.replace(/^\.\//, ''))}$`);

/** Tests, their fixtures and benchmarks may reach for anything: they build worlds, they are not built into one. */
const tests = ['\\.(spec|props|int-spec|chaos-spec|e2e-spec)\\.ts$', '^(libs|apps)/[^/]+/(test|bench)/', '^libs/testing/'];

const npm = (...names) => `(^|/)node_modules/(${names.map(escapeForRegExp).join('|')})/`;

/** @returns a rule that lets files matching `from` import, of this workspace, only themselves and what `may` lists. */
const onlyImports = (name, from, may, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: { path: '^(libs|apps|migrations|scripts)/', pathNot: [from, ...may] },
});

const kernel = '^libs/kernel/';
const documents = '^libs/documents/';
const matrixDomain = '^libs/matrix/src/domain/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    onlyImports('kernel-imports-nothing', '^libs/kernel/', [], 'The kernel is the ground: everything stands on it.'),
    onlyImports(
      'documents-import-kernel-only',
      '^libs/documents/',
      [kernel],
      'The published language knows formats, no rules of upgrades.',
    ),
    onlyImports(
      'matrix-domain-imports-kernel-and-documents',
      '^libs/matrix/src/domain/',
      [kernel, documents],
      'Verdicts and hops are judged on documents alone.',
    ),
    onlyImports('planner-imports-matrix-domain-at-most', '^libs/planner/', [kernel, documents, matrixDomain], 'Problem in, plan out.'),
    onlyImports('fleet-domain-imports-matrix-domain-at-most', '^libs/fleet/src/domain/', [kernel, documents, matrixDomain], ''),
    onlyImports('approvals-domain-imports-matrix-domain-at-most', '^libs/approvals/src/domain/', [kernel, documents, matrixDomain], ''),
    onlyImports('plans-domain-imports-planner-at-most', '^libs/plans/src/domain/', [kernel, documents, matrixDomain, '^libs/planner/'], ''),
    onlyImports(
      'simulation-imports-matrix-domain-at-most',
      '^libs/simulation/',
      [kernel, documents, matrixDomain],
      'A world must not know how it is looked at or planned.',
    ),
    onlyImports(
      'webhooks-domain-imports-feature-domains-at-most',
      '^libs/webhooks/src/domain/',
      [kernel, documents, matrixDomain, '^libs/(plans|approvals|fleet)/src/domain/'],
      'What of their events becomes public is decided in one place.',
    ),
    onlyImports('event-store-imports-kernel-only', '^libs/event-store/', [kernel], 'The record does not know what it records.'),
    onlyImports(
      'api-client-imports-nothing',
      '^libs/api-client/',
      [],
      'It is a package of its own, for people who have nothing else of Lockstep.',
    ),
    {
      name: 'api-client-runs-in-browsers',
      comment: 'A web page may use it as it is.',
      severity: 'error',
      from: { path: '^libs/api-client/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'platform-knows-no-feature',
      comment:
        'Wiring that every app shares: configuration, queue, data source. A feature that needs it imports it, never the other way round.',
      severity: 'error',
      from: { path: '^libs/platform/', pathNot: tests },
      to: { path: '^libs/(matrix|fleet|plans|planner|approvals|connectors|simulation|api-client)/' },
    },
    {
      name: 'matrix-knows-no-other-feature',
      severity: 'error',
      from: { path: '^libs/matrix/', pathNot: tests },
      to: { path: '^libs/(fleet|plans|planner|approvals|connectors|simulation)/' },
    },
    {
      name: 'fleet-and-approvals-stay-apart',
      comment: 'Not each other, not plans, not connectors: plans is where they come together.',
      severity: 'error',
      from: { path: '^libs/(fleet|approvals)/', pathNot: tests },
      to: { path: '^libs/(fleet|approvals|plans|planner|connectors|simulation)/', pathNot: '^libs/$1/' },
    },
    {
      name: 'plans-know-no-connector',
      severity: 'error',
      from: { path: '^libs/plans/', pathNot: tests },
      to: { path: '^libs/(connectors|simulation)/' },
    },
    {
      name: 'no-feature-knows-webhooks',
      comment: 'Webhooks follow the record. Nobody sends something by hand, or waits for it.',
      severity: 'error',
      from: { path: '^libs/', pathNot: [...tests, '^libs/webhooks/', '^libs/connectors/src/webhooks/'] },
      to: { path: '^libs/webhooks/' },
    },
    {
      name: 'webhooks-know-no-connector',
      severity: 'error',
      from: { path: '^libs/webhooks/', pathNot: tests },
      to: { path: '^libs/(connectors|simulation)/' },
    },
    {
      name: 'connectors-stay-apart',
      comment:
        'A connector implements ports; only apps plug one in. In `changes` is what those to systems with change records have in common.',
      severity: 'error',
      from: { path: '^libs/connectors/src/([^/]+)/', pathNot: tests },
      to: { path: '^libs/connectors/src/([^/]+)/', pathNot: ['^libs/connectors/src/$1/', '^libs/connectors/src/changes/'] },
    },
    {
      name: 'checker-and-search-stay-apart',
      comment:
        'The checker re-proves plans that the search found. Shared code would share its mistakes. Both use the version and matrix code.',
      severity: 'error',
      from: { path: '^libs/planner/src/(checks|search)/', pathNot: tests },
      to: { path: '^libs/planner/src/(checks|search)/', pathNot: '^libs/planner/src/$1/' },
    },
    {
      name: 'application-imports-no-infrastructure',
      comment: 'Use cases speak to ports; apps plug the adapters in.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/application/', pathNot: tests },
      to: { path: ['^libs/[^/]+/src/infrastructure/', '^libs/event-store/src/postgres/'] },
    },
    {
      name: 'pure-folders-use-no-node-modules',
      comment: 'No files, no network, no timers, no threads where decisions are made. node:crypto hashes in the kernel only.',
      severity: 'error',
      from: { path: pureFolders, pathNot: tests },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'hashing-is-the-kernels',
      severity: 'error',
      from: { path: pureFolders, pathNot: [...tests, kernel] },
      to: { path: '^(node:)?crypto$' },
    },
    {
      name: 'pure-folders-use-no-framework',
      comment:
        'The packages that pure code may use are listed here one by one; all others do I/O, or might one day. ipaddr.js does arithmetic on texts, mdast-util-* make texts of trees.',
      severity: 'error',
      from: { path: pureFolders, pathNot: tests },
      to: {
        path: '(^|/)node_modules/',
        pathNot: npm('zod', 'yaml', 'tinyqueue', 'lru-cache', 'ipaddr.js', 'mdast-util-gfm', 'mdast-util-to-markdown', '@types/mdast'),
      },
    },
    {
      name: 'typeorm-and-pg-in-infrastructure-only',
      severity: 'error',
      from: {
        pathNot: [...tests, '^libs/[^/]+/src/infrastructure/', '^libs/event-store/src/postgres/', '^libs/platform/', '^migrations/'],
      },
      to: { path: npm('typeorm', 'pg', '@types/pg', '@nestjs/typeorm') },
    },
    {
      name: 'bullmq-in-worker-and-platform-only',
      comment: 'The API enqueues through the queue port of the platform, so that the backend stays a matter of configuration.',
      severity: 'error',
      from: { pathNot: [...tests, '^apps/worker/', '^libs/platform/'] },
      to: { path: npm('bullmq', 'ioredis') },
    },
    {
      name: 'libs-are-entered-by-the-front-door',
      comment: 'Another lib, an app, a migration and a script import what an alias of tsconfig.json names, never a file behind it.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps|migrations|scripts)/' },
      to: { path: '^(libs/[^/]+|migrations)/', pathNot: ['^$1/', ...publicEntries] },
    },
    {
      name: 'no-app-imports-an-app',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-import-no-app',
      comment: 'But for the page of benchmarks, on which the whole way through the API has sections.',
      severity: 'error',
      from: { path: '^(libs|migrations)/', pathNot: '^libs/event-store/bench/sections/' },
      to: { path: '^(apps|scripts)/' },
    },
    {
      name: 'console-imports-api-client-only',
      comment: 'There is none yet.',
      severity: 'error',
      from: { path: '^apps/console/', pathNot: tests },
      to: { path: '^(libs|migrations)/', pathNot: '^libs/api-client/' },
    },
    {
      name: 'test-code-stays-in-tests',
      severity: 'error',
      from: { path: '^(libs|apps|migrations)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-development-packages-in-what-ships',
      comment: 'The container image holds `dependencies` only: such an import would pass every test and fail at start.',
      severity: 'error',
      from: { path: '^(libs|apps|migrations)/', pathNot: [...tests, '^apps/console/'] },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: '(^|/)node_modules/@types/',
      },
    },
    {
      name: 'no-cycles',
      comment: 'Type-only cycles are harmless at run time and cannot be avoided between rows of a two-way relation.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|coverage|libs/api-client/dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: path.join(root, 'tsconfig.json') },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
