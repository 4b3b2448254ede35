import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ImportViolation {
  /** Name of the rule in `.dependency-cruiser.cjs`. */
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

export interface CruiseResult {
  /** Every workspace file that was read, relative to the folder cruised, sorted. */
  readonly modules: readonly string[];
  readonly violations: readonly ImportViolation[];
}

interface CruiserReport {
  readonly modules: readonly { readonly source: string; readonly coreModule?: boolean; readonly couldNotResolve?: boolean }[];
  readonly summary: {
    readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string; readonly to: string }[];
  };
}

const repository = fileURLToPath(new URL('../..', import.meta.url));
const cruiser = path.join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const rules = path.join(repository, '.dependency-cruiser.cjs');

/**
 * Runs the import rules of this repository over `folders` of `root`.
 *
 * Violations are the answer, not an error. Throws when the cruiser itself fails: its exit code counts violations, so only output that is
 * no JSON tells the two apart.
 */
export function cruise(root: string, folders: readonly string[]): CruiseResult {
  const run = spawnSync(process.execPath, [cruiser, '--config', rules, '--output-type', 'json', ...folders], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  let report: CruiserReport;
  try {
    report = JSON.parse(run.stdout) as CruiserReport;
  } catch (cause) {
    throw new Error(`import rules; ${root}: dependency-cruiser must print a report: ${run.stderr || String(run.error)}`, { cause });
  }
  return {
    modules: report.modules
      .filter((module) => module.coreModule !== true && module.couldNotResolve !== true && !module.source.includes('node_modules/'))
      .map((module) => module.source)
      .sort(),
    violations: report.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}
