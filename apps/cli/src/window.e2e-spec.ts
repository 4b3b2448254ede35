import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const MATRIX = ['-f', 'data/matrix', '-f', 'data/matrix/overlays'];
const TWO_SITES = [...MATRIX, '-f', 'data/fleets/two-sites.yaml'];

function lockstep(args: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['apps/cli/bin/lockstep.js', ...args], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const window = (...args: string[]) => lockstep(['window', ...MATRIX, '--day', '2026-11-23', ...args]);
const blockers = (...args: string[]) => lockstep(['blockers', ...TWO_SITES, ...args]);

describe('lockstep window', () => {
  it('exits 0 and tells the releases that a version may run with, with the statement behind each', () => {
    const { status, stdout, stderr } = window('--of', 'antrea-nsx-adapter@1.4.0', '--with', 'nsx');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('antrea-nsx-adapter 1.4.0 runs with nsx: 9.0.1.0 … 9.0.2.0, 9.1.1.0\n');
    expect(stdout).toMatch(/9\.0\.1\.0 +inside +validated by example-adapter-1\.4-nsx \(operator/);
    expect(stdout).toMatch(/outside, as no statement covers them: \d+ of \d+ releases/);
  });

  it('as JSON, lists every release with its verdict', () => {
    const { status, stdout } = window('--of', 'antrea-nsx-adapter@1.4.0', '--with', 'nsx', '-o', 'json');
    const answer = JSON.parse(stdout) as { day: string; summary: string; releases: { version: string; inside: boolean }[] };
    expect({ status, day: answer.day, summary: answer.summary }).toEqual({
      status: 0,
      day: '2026-11-23',
      summary: '9.0.1.0 … 9.0.2.0, 9.1.1.0',
    });
    expect(answer.releases.find(({ version }) => version === '9.1.0.0')).toMatchObject({
      inside: false,
      verdict: 'unknown',
      statement: null,
    });
  });

  it('exits 2 with an empty window: the reference matrix alone validates no adapter', () => {
    const { status, stdout } = lockstep(['window', '-f', 'data/matrix', '--of', 'antrea-nsx-adapter@1.4.0', '--with', 'nsx']);
    expect({ status, first: stdout.split('\n')[0] }).toEqual({ status: 2, first: 'antrea-nsx-adapter 1.4.0 runs with nsx: none' });
  });

  it('takes the policy of a goal among the documents: a vendor floor leaves nothing of a window that operators measured', () => {
    const goal = 'apiVersion: lockstep/v1\nkind: UpgradeGoal\nmetadata: {name: strict}\nspec: {policy: {evidence: vendor}}\n';
    const { status, stdout } = lockstep(['window', ...MATRIX, '-f', '-', '--of', 'antrea-nsx-adapter@1.4.0', '--with', 'nsx'], goal);
    expect({ status, first: stdout.split('\n')[0] }).toEqual({ status: 2, first: 'antrea-nsx-adapter 1.4.0 runs with nsx: none' });
  });

  it.each<[string, string[], RegExp]>([
    ['a side without a version', ['--of', 'nsx', '--with', 'vkr'], /component@version/],
    ['a component that is not there', ['--of', 'esx@8', '--with', 'nsx'], /--of: no component of the matrix has this id; found "esx"/],
    ['another that is not there', ['--of', 'nsx@9.0.1.0', '--with', 'esx'], /--with: no component of the matrix has this id; found "esx"/],
    ['an unparsable version', ['--of', 'nsx@nine', '--with', 'vkr'], /--of: nsx: .*"nine"/],
    ['a component with itself', ['--of', 'nsx@9.0.1.0', '--with', 'nsx'], /--with: must be another component/],
    ['a day that no calendar has', ['--of', 'nsx@9.0.1.0', '--with', 'vkr', '--day', '2026-02-30'], /calendar day/],
    ['a missing option', ['--of', 'nsx@9.0.1.0'], /--with/],
  ])('%s is refused with exit code 1', (_, args, message) => {
    const { status, stdout, stderr } = window(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('lockstep blockers', () => {
  it('exits 2 and groups who holds NSX back by version, with clusters by Project and the way over hops', () => {
    const { status, stdout, stderr } = blockers('--target', '>=9.1');
    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    expect(stdout).toContain('nsx-fra: nsx 4.2.1.0, target >=9.1: held back from every release\n');
    expect(stdout).toContain('9.1.1.0  held back by 3 clusters; hops, if what runs around allows them: 9.1.1.0');
    expect(stdout).toContain('antrea-nsx-adapter 1.3.0  no statement covers it\n          3 clusters: analytics 1, payments 1, retail 1\n');
    expect(stdout).toContain('muc/analytics-spark, muc/payments-ledger, muc/retail-basket');
  });

  it('names as JSON exactly the clusters that fall out when NSX alone moves there', () => {
    const answer = JSON.parse(blockers('--target', '=9.1.1.0', '--nsx-manager', 'nsx-muc', '-o', 'json').stdout) as {
      domains: { nsxManager: string; outcome: string; releases: { causes: { nodes: string[]; verdict: string }[] }[] }[];
    };
    expect(answer.domains).toHaveLength(1);
    expect(answer.domains[0]).toMatchObject({ nsxManager: 'nsx-muc', outcome: 'held' });
    expect(answer.domains[0]!.releases[0]!.causes).toMatchObject([
      { verdict: 'unknown', nodes: ['muc/analytics-spark', 'muc/payments-ledger', 'muc/retail-basket'] },
    ]);
  });

  it('exits 0 when nobody holds back some release of the target', () => {
    const { status, stdout } = blockers('--target', '9.0', '--nsx-manager', 'nsx-muc');
    expect({ status, first: stdout.split('\n')[0] }).toEqual({
      status: 0,
      first: 'nsx-muc: nsx 9.0.2.0, target 9.0: some release is open',
    });
  });

  it('exits 2 for a target that NSX has passed', () => {
    const { status, stdout } = blockers('--target', '4.2', '--nsx-manager', 'nsx-muc');
    expect(status).toBe(2);
    expect(stdout).toContain('NSX has passed every release of the target, and never goes back');
  });

  it.each<[string, string[], RegExp]>([
    ['an unparsable range', ['--target', '^9'], /--target: .*\^9/],
    ['a range without a release', ['--target', '>=99'], /--target: no nsx release of the matrix is in this range; found ">=99"/],
    ['an NSX manager that is not there', ['--target', '9.0', '--nsx-manager', 'x'], /--nsx-manager: no NSX manager .* found "x"/],
    ['no target', [], /--target/],
  ])('%s is refused with exit code 1', (_, args, message) => {
    const { status, stdout, stderr } = blockers(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('a fleet is needed', () => {
    expect(lockstep(['blockers', ...MATRIX, '--target', '9.0'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('one FleetSnapshot document is needed'),
    });
  });
});
