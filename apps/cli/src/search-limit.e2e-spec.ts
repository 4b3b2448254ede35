import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diamondsProblem } from '../../../libs/planner/bench/families/diamonds.js';
import { writeProblem } from '../../../libs/planner/bench/families/write-problem.js';

const TINY = ['data/matrix', 'data/matrix/overlays', 'data/fleets/tiny.yaml', 'data/goals/tiny-nsx-9-1.yaml'];

let folder: string;
/** A 3-SAT formula with a solution, hidden in the paths of NSX. */
let diamonds: readonly string[];
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-limit-'));
  const problem = diamondsProblem({ variables: 6, clauses: 20, clustersPerClause: 1, satisfiable: true, seed: 1 });
  diamonds = writeProblem(folder, problem).files;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lockstep(command: string, files: readonly string[], ...rest: string[]) {
  const args = ['apps/cli/bin/lockstep.js', command, ...files.flatMap((file) => ['-f', file]), ...rest];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('a search limit', () => {
  it('that is not reached changes nothing', () => {
    const { status, stdout } = lockstep('plan', diamonds);
    expect(status).toBe(0);
    expect(stdout).toContain('12 shared hops, 0 cluster rollouts, 20 add-on hops, and no safe plan needs less');
    expect(lockstep('plan', diamonds, '--search-limit', '1000').stdout).toBe(stdout);
  });

  it.each(['text', 'markdown'])('that leaves a goal undecided exits 2, and as %s claims no proof', (format) => {
    const { status, stdout } = lockstep('plan', diamonds, '--search-limit', '3', '-o', format);
    expect(status).toBe(2);
    expect(stdout).toContain('undecided, no safe sequence was found within the search limit');
    expect(stdout).toContain('the search reached its limit under nsx: it found no plan, and no proof that there is none');
    expect(stdout).not.toContain('no safe sequence exists');
  });

  it('that leaves a goal undecided says so in the data', () => {
    const plan = JSON.parse(lockstep('plan', diamonds, '--search-limit', '3', '-o', 'json').stdout);
    expect(plan.spec).toMatchObject({ outcome: 'infeasible', optimal: false, explanation: { complete: false } });
    const explained = lockstep('explain', diamonds, '--search-limit', '3', '-o', 'json');
    expect(explained.status).toBe(0);
    expect(JSON.parse(explained.stdout)).toMatchObject({ outcome: 'infeasible', optimal: false, explanation: { complete: false } });
  });

  it('that leaves open whether a plan is a cheapest one exits 0, and says what none can be cheaper than', () => {
    const { status, stdout } = lockstep('plan', TINY, '--search-limit', '8');
    expect(status).toBe(0);
    expect(stdout).toMatch(/safe, but not proven to be a cheapest plan: none needs less than \d+ shared hops?, /);
    expect(stdout).not.toContain('no safe plan needs less');
  });

  it.each(['0', '-1', '1.5', '1e3', 'x', '9999999999'])('of %s is refused', (limit) => {
    const { status, stdout, stderr } = lockstep('plan', TINY, `--search-limit=${limit}`);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`'${limit}' is invalid. It must be a whole number from 1 to 999999999.`);
  });
});
