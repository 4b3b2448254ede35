import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TINY = ['data/matrix', 'data/matrix/overlays', 'data/fleets/tiny.yaml', 'data/goals/tiny-nsx-9-1.yaml'];

let folder: string;
let maze: readonly string[];
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-limit-'));
  const file = path.join(folder, 'maze.yaml');
  writeFileSync(
    file,
    mazeOf(6)
      .map((document) => JSON.stringify(document))
      .join('\n---\n'),
  );
  maze = [file];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** NSX passes each level on one of two sides, and never both. The adapter of each cluster moves only while NSX is on one of two such sides: 2-SAT in shared paths. */
function mazeOf(size: number): object[] {
  const adapter = 'antrea-nsx-adapter';
  const levels = Array.from({ length: size }, (_, index) => index + 1);
  const hop = (component: string, from: string, to: string, rest: object = {}) => ({ component, from, to, status: 'supported', ...rest });
  const document = (kind: string, spec: object) => ({ apiVersion: 'lockstep/v1', kind, metadata: { name: 'maze' }, spec });
  const sidesFor = (level: number) => `=${level}.1 || =${(level % size) + 1}.2`;
  return [
    document('CompatibilityMatrix', {
      components: [
        { id: 'nsx', scope: 'nsxManager', versioning: 'dotted' },
        { id: adapter, scope: 'cluster', versioning: 'semver' },
      ],
      relations: [],
      releases: [
        ...levels.flatMap((level) => ['0', '1', '2'].map((side) => ({ component: 'nsx', version: `${level}.${side}` }))),
        { component: 'nsx', version: `${size + 1}.0` },
        ...levels.map((level) => ({ component: adapter, version: `1.${level}.1` })),
      ],
      hops: levels.flatMap((level) => [
        hop('nsx', `=${level}.0`, `=${level}.1 || =${level}.2`),
        hop('nsx', `=${level}.1 || =${level}.2`, `=${level + 1}.0`),
        hop(adapter, `=1.${level}.0`, `=1.${level}.1`, { requires: [{ component: 'nsx', range: sidesFor(level) }] }),
      ]),
    }),
    document('FleetSnapshot', {
      nsxManagers: [{ id: 'nsx', versions: { nsx: '1.0' } }],
      supervisors: [{ id: 'sup', nsxManager: 'nsx', versions: {} }],
      clusters: levels.map((level) => ({ id: `c-${level}`, supervisor: 'sup', versions: { [adapter]: `1.${level}.0` } })),
    }),
    document('UpgradeGoal', {
      targets: [
        { component: 'nsx', version: `=${size + 1}.0` },
        { component: adapter, version: levels.map((level) => `=1.${level}.1`).join(' || ') },
      ],
    }),
  ];
}

function lockstep(command: string, files: readonly string[], ...rest: string[]) {
  const args = ['apps/cli/bin/lockstep.js', command, ...files.flatMap((file) => ['-f', file]), ...rest];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('a search limit', () => {
  it('that is not reached changes nothing', () => {
    const { status, stdout } = lockstep('plan', maze);
    expect(status).toBe(0);
    expect(stdout).toContain('12 shared hops, 0 cluster rollouts, 6 add-on hops, and no safe plan needs less');
    expect(lockstep('plan', maze, '--search-limit', '1000').stdout).toBe(stdout);
  });

  it.each(['text', 'markdown'])('that leaves a goal undecided exits 2, and as %s claims no proof', (format) => {
    const { status, stdout } = lockstep('plan', maze, '--search-limit', '3', '-o', format);
    expect(status).toBe(2);
    expect(stdout).toContain('undecided, no safe sequence was found within the search limit');
    expect(stdout).toContain('the search reached its limit under nsx: it found no plan, and no proof that there is none');
    expect(stdout).not.toContain('no safe sequence exists');
  });

  it('that leaves a goal undecided says so in the data', () => {
    const plan = JSON.parse(lockstep('plan', maze, '--search-limit', '3', '-o', 'json').stdout);
    expect(plan.spec).toMatchObject({ outcome: 'infeasible', optimal: false, explanation: { complete: false } });
    const explained = lockstep('explain', maze, '--search-limit', '3', '-o', 'json');
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
