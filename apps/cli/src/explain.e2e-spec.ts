import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const MATRIX = ['data/matrix', 'data/matrix/overlays'];
const STUCK = [...MATRIX, 'data/fleets/stuck.yaml', 'data/goals/stuck-nsx-9.yaml'];
const TINY = [...MATRIX, 'data/fleets/tiny.yaml', 'data/goals/tiny-nsx-9-1.yaml'];

function explain(files: readonly string[], ...rest: string[]) {
  const args = ['apps/cli/bin/lockstep.js', 'explain', ...files.flatMap((file) => ['-f', file]), ...rest];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('lockstep explain', () => {
  it('exits 0 and tells a change board what is in the way of stuck, and the smallest change', () => {
    const { status, stdout } = explain(STUCK);
    expect(status).toBe(0);
    expect(stdout).toContain('The smallest change that unblocks it is: allow the hop nsx 4.2.3.3 → 9.0.1.0 (blocked by nsx-4.2.3.3-trap');
    expect(stdout).toContain('nsx-hq sits on nsx 4.2.3.3, a dead end for nsx >=9.0 <9.1');
  });

  it('prints the explanation as data', () => {
    const { status, stdout } = explain(STUCK, '-o', 'json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      goal: 'stuck-nsx-9',
      outcome: 'infeasible',
      explanation: { relaxations: [{ changes: [{ kind: 'allow-hop' }], minimal: true }, {}], deadEnds: [{ how: 'sits-on' }, {}, {}] },
    });
  });

  it('exits 0 and says so when the goal can be reached', () => {
    expect(explain(TINY)).toMatchObject({ status: 0, stdout: 'goal tiny-nsx-9-1 can be reached; there is nothing to explain\n' });
  });

  it('exits 1 when a document is missing', () => {
    const { status, stderr } = explain(MATRIX);
    expect(status).toBe(1);
    expect(stderr).toContain('one FleetSnapshot document is needed');
  });
});
