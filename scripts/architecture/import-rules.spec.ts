import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CruiseResult, cruise } from './cruise.js';

const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };

interface ForbiddenImport {
  readonly rule: string;
  readonly from: string;
  /** The import as a person would write it in `from`. */
  readonly specifier: string;
}

/** One import per rule at least; where a rule has several sides, one for each. */
const forbiddenImports: readonly ForbiddenImport[] = [
  { rule: 'kernel-imports-nothing', from: 'libs/kernel/src/a1.ts', specifier: '@lockstep/documents' },
  { rule: 'documents-import-kernel-only', from: 'libs/documents/src/a1.ts', specifier: '@lockstep/matrix/domain' },
  { rule: 'matrix-domain-imports-kernel-and-documents', from: 'libs/matrix/src/domain/a1.ts', specifier: '@lockstep/event-store' },
  { rule: 'matrix-domain-imports-kernel-and-documents', from: 'libs/matrix/src/domain/a2.ts', specifier: '../application/use-case.js' },
  { rule: 'planner-imports-matrix-domain-at-most', from: 'libs/planner/src/a1.ts', specifier: '@lockstep/matrix' },
  { rule: 'fleet-domain-imports-matrix-domain-at-most', from: 'libs/fleet/src/domain/a1.ts', specifier: '@lockstep/event-store' },
  { rule: 'approvals-domain-imports-matrix-domain-at-most', from: 'libs/approvals/src/domain/a1.ts', specifier: '@lockstep/matrix' },
  { rule: 'plans-domain-imports-planner-at-most', from: 'libs/plans/src/domain/a1.ts', specifier: '@lockstep/fleet/domain' },
  { rule: 'simulation-imports-matrix-domain-at-most', from: 'libs/simulation/src/a1.ts', specifier: '@lockstep/planner' },
  { rule: 'event-store-imports-kernel-only', from: 'libs/event-store/src/a1.ts', specifier: '@lockstep/platform' },
  { rule: 'api-client-imports-nothing', from: 'libs/api-client/src/a1.ts', specifier: '@lockstep/kernel' },
  { rule: 'api-client-runs-in-browsers', from: 'libs/api-client/src/a2.ts', specifier: 'node:crypto' },
  { rule: 'platform-knows-no-feature', from: 'libs/platform/src/a1.ts', specifier: '@lockstep/matrix' },
  { rule: 'matrix-knows-no-other-feature', from: 'libs/matrix/src/application/a1.ts', specifier: '@lockstep/planner' },
  { rule: 'fleet-and-approvals-stay-apart', from: 'libs/fleet/src/application/a1.ts', specifier: '@lockstep/plans' },
  { rule: 'fleet-and-approvals-stay-apart', from: 'libs/approvals/src/application/a1.ts', specifier: '@lockstep/fleet' },
  { rule: 'plans-know-no-connector', from: 'libs/plans/src/application/a1.ts', specifier: '../../../connectors/src/nsx/index.js' },
  { rule: 'webhooks-domain-imports-feature-domains-at-most', from: 'libs/webhooks/src/domain/a1.ts', specifier: '@lockstep/plans' },
  { rule: 'no-feature-knows-webhooks', from: 'libs/plans/src/application/a2.ts', specifier: '@lockstep/webhooks' },
  { rule: 'webhooks-know-no-connector', from: 'libs/webhooks/src/application/a1.ts', specifier: '@lockstep/connectors/webhooks' },
  { rule: 'connectors-stay-apart', from: 'libs/connectors/src/kubernetes/a1.ts', specifier: '../nsx/index.js' },
  { rule: 'connectors-stay-apart', from: 'libs/connectors/src/changes/a1.ts', specifier: '../nsx/index.js' },
  { rule: 'checker-and-search-stay-apart', from: 'libs/planner/src/checks/a1.ts', specifier: '../search/index.js' },
  { rule: 'checker-and-search-stay-apart', from: 'libs/planner/src/search/a1.ts', specifier: '../checks/index.js' },
  { rule: 'application-imports-no-infrastructure', from: 'libs/matrix/src/application/a2.ts', specifier: '../infrastructure/rows.js' },
  { rule: 'application-imports-no-infrastructure', from: 'libs/matrix/src/application/a3.ts', specifier: '@lockstep/event-store/postgres' },
  { rule: 'pure-folders-use-no-node-modules', from: 'libs/planner/src/search/a2.ts', specifier: 'node:worker_threads' },
  { rule: 'pure-folders-use-no-node-modules', from: 'libs/kernel/src/a2.ts', specifier: 'fs' },
  { rule: 'pure-folders-use-no-node-modules', from: 'libs/documents/src/a2.ts', specifier: 'node:timers/promises' },
  { rule: 'hashing-is-the-kernels', from: 'libs/planner/src/a2.ts', specifier: 'node:crypto' },
  { rule: 'pure-folders-use-no-framework', from: 'libs/matrix/src/domain/a3.ts', specifier: '@nestjs/common' },
  { rule: 'pure-folders-use-no-framework', from: 'libs/plans/src/domain/a2.ts', specifier: 'bullmq' },
  { rule: 'typeorm-and-pg-in-infrastructure-only', from: 'apps/api/src/a1.ts', specifier: 'typeorm' },
  { rule: 'typeorm-and-pg-in-infrastructure-only', from: 'libs/matrix/src/application/a4.ts', specifier: 'pg' },
  { rule: 'bullmq-in-worker-and-platform-only', from: 'apps/api/src/a2.ts', specifier: 'bullmq' },
  { rule: 'bullmq-in-worker-and-platform-only', from: 'libs/plans/src/infrastructure/a1.ts', specifier: 'bullmq' },
  { rule: 'libs-are-entered-by-the-front-door', from: 'apps/api/src/a3.ts', specifier: '../../../libs/matrix/src/infrastructure/rows.js' },
  { rule: 'libs-are-entered-by-the-front-door', from: 'libs/plans/src/a1.ts', specifier: '../../matrix/src/domain/verdict.js' },
  { rule: 'no-app-imports-an-app', from: 'apps/worker/src/a1.ts', specifier: '../../api/src/main.js' },
  { rule: 'libs-import-no-app', from: 'libs/platform/src/a2.ts', specifier: '../../../apps/api/src/main.js' },
  { rule: 'console-imports-api-client-only', from: 'apps/console/src/a1.ts', specifier: '@lockstep/kernel' },
  { rule: 'test-code-stays-in-tests', from: 'libs/matrix/src/application/a5.ts', specifier: '@lockstep/testing' },
  { rule: 'no-development-packages-in-what-ships', from: 'apps/api/src/a4.ts', specifier: 'fast-check' },
  { rule: 'no-cycles', from: 'libs/matrix/src/application/round.ts', specifier: './about.js' },
  { rule: 'nothing-unresolvable', from: 'libs/matrix/src/application/a6.ts', specifier: './missing.js' },
];

/** Imports that look like the ones above and are right. */
const allowedImports: readonly Omit<ForbiddenImport, 'rule'>[] = [
  { from: 'libs/kernel/src/digest.ts', specifier: 'node:crypto' },
  { from: 'libs/planner/src/search/search.ts', specifier: 'tinyqueue' },
  { from: 'libs/planner/src/search/memory.ts', specifier: 'lru-cache' },
  { from: 'libs/documents/src/read.ts', specifier: 'yaml' },
  { from: 'libs/documents/src/ids.ts', specifier: '@lockstep/kernel' },
  { from: 'libs/planner/src/search/frontier.ts', specifier: '@lockstep/matrix/domain' },
  { from: 'libs/planner/src/search/frontier.spec.ts', specifier: '@lockstep/testing' },
  { from: 'libs/planner/src/search/oracle.props.ts', specifier: 'fast-check' },
  { from: 'libs/planner/src/plan.ts', specifier: './checks/index.js' },
  { from: 'libs/matrix/src/infrastructure/repository.ts', specifier: 'typeorm' },
  { from: 'libs/matrix/src/infrastructure/append.ts', specifier: '@lockstep/event-store/postgres' },
  { from: 'libs/plans/src/application/plan.use-case.ts', specifier: '@lockstep/fleet' },
  { from: 'apps/worker/src/job.ts', specifier: 'bullmq' },
  { from: 'apps/api/src/module.ts', specifier: '@lockstep/matrix' },
  { from: 'apps/api/src/module2.ts', specifier: '@nestjs/common' },
];

/** What the imports above lead to. */
const targets: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'kernel',
      'documents',
      'matrix',
      'matrix/src/domain',
      'planner',
      'planner/src/checks',
      'planner/src/search',
      'fleet',
      'fleet/src/domain',
      'plans',
    ]
      .concat([
        'event-store',
        'event-store/src/postgres',
        'platform',
        'testing',
        'connectors/src/nsx',
        'connectors/src/webhooks',
        'webhooks',
      ])
      .map((lib) => [`libs/${lib.includes('/src/') ? lib : `${lib}/src`}/index.ts`, 'export const here = 1;\n']),
  ),
  'libs/matrix/src/domain/verdict.ts': 'export const here = 1;\n',
  'libs/matrix/src/application/use-case.ts': 'export const here = 1;\n',
  'libs/matrix/src/application/about.ts': "import { here as there } from './round.js';\nexport const here = there;\n",
  'libs/matrix/src/infrastructure/rows.ts': 'export const here = 1;\n',
  'apps/api/src/main.ts': 'export const here = 1;\n',
};

const shipped = ['typeorm', 'pg', 'bullmq', '@nestjs/common', 'tinyqueue', 'lru-cache', 'yaml'];
const developmentOnly = ['fast-check'];

function layOut(root: string): void {
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const pin = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  write('package.json', JSON.stringify({ type: 'module', dependencies: pin(shipped), devDependencies: pin(developmentOnly) }));
  for (const name of [...shipped, ...developmentOnly]) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', type: 'module', exports: './index.js' }));
    write(`node_modules/${name}/index.js`, 'export const here = 1;\n');
  }
  for (const [file, text] of Object.entries(targets)) write(file, text);
  for (const { from, specifier } of [...forbiddenImports, ...allowedImports]) {
    write(from, `import * as target from '${specifier}';\nexport const here = target;\n`);
  }
}

describe('import rules', () => {
  let root: string;
  let result: CruiseResult;

  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'lockstep-import-rules-'));
    layOut(root);
    result = cruise(root, ['libs', 'apps']);
  }, 60_000);

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('reads every file, so that silence means innocence', () => {
    const files = [...Object.keys(targets), ...forbiddenImports.map(({ from }) => from), ...allowedImports.map(({ from }) => from)];
    expect(result.modules).toEqual([...new Set(files)].sort());
  });

  it.each(forbiddenImports)('$rule refuses $specifier in $from', ({ rule, from }) => {
    // A cycle is reported once, at either of its files.
    const concerned = result.violations.filter((violation) => violation.from === from || violation.to === from);
    expect(concerned.map((violation) => violation.rule)).toContain(rule);
  });

  it.each(allowedImports)('lets $from import $specifier', ({ from }) => {
    expect(result.violations.filter((violation) => violation.from === from)).toEqual([]);
  });

  it('has a forbidden import for every rule', () => {
    const exercised = new Set(forbiddenImports.map(({ rule }) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !exercised.has(name))).toEqual([]);
  });
});
