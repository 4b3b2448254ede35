import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TINY = ['data/matrix', 'data/matrix/overlays', 'data/fleets/tiny.yaml', 'data/goals/tiny-nsx-9-1.yaml'];
const world = (name: string, goal: string) => [
  'data/matrix',
  'data/matrix/overlays',
  `data/fleets/${name}.yaml`,
  `data/goals/${goal}.yaml`,
];
const files = (names: readonly string[]) => names.flatMap((name) => ['-f', name]);

function lockstep(args: readonly string[], input?: string | Buffer) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['apps/cli/bin/lockstep.js', ...args], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (name: string, content: string | Buffer): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};

describe('lockstep plan and verify', () => {
  it.each(['json', 'yaml'])('a plan printed as %s is proven when it is read back', (format) => {
    const planned = lockstep(['plan', ...files(TINY), '-o', format]);
    expect(planned).toMatchObject({ status: 0, stderr: '' });
    const proof = lockstep(['verify', ...files([...TINY, '-'])], planned.stdout);
    expect(proof).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^proven: plan tiny-nsx-9-1.*\n.*nothing cheaper exists is not part of this proof/),
    });
  });

  it('prints the same bytes for the same input', () => {
    const run = () => lockstep(['plan', ...files(TINY), '-o', 'json']).stdout;
    expect(run()).toBe(run());
  });

  it('refutes a plan whose NSX step was moved to the front, and names step, pairing and versions', () => {
    const plan = JSON.parse(lockstep(['plan', ...files(TINY), '-o', 'json']).stdout) as {
      metadata: { digest?: string };
      spec: { steps: { component: string; after: string[] }[] };
    };
    delete plan.metadata.digest;
    const nsx = plan.spec.steps.findIndex(({ component }) => component === 'nsx');
    const [step] = plan.spec.steps.splice(nsx, 1);
    plan.spec.steps.unshift({ ...step!, after: [] });
    const proof = lockstep(['verify', ...files([...TINY, written('plan.json', JSON.stringify(plan))])]);
    expect(proof.status).toBe(2);
    expect(proof.stdout).toMatch(/refuted[^]*s3[^]*antrea-nsx-adapter[^]*nsx/);
  });

  it('exits 2 with an explanation where no safe sequence exists', () => {
    const planned = lockstep(['plan', ...files(world('stuck', 'stuck-nsx-9'))]);
    expect(planned.status).toBe(2);
    expect(planned.stdout).toContain('Why not: no safe sequence exists');
  });

  it.each(['text', 'markdown'])('as %s, says of every weak row that it is an example to replace', (format) => {
    const { stdout } = lockstep(['plan', ...files(TINY), '-o', format]);
    expect(stdout).toContain('example, replace with your own soak tests');
  });
});

describe('lockstep check', () => {
  it('exits 0 when every pairing is inside its window', () => {
    expect(lockstep(['check', ...files(TINY)])).toMatchObject({ status: 0, stdout: 'fleet tiny: every pairing is inside its window\n' });
  });

  it('exits 2 and names the pairing when an adapter raced ahead of NSX', () => {
    const { status, stdout } = lockstep(['check', ...files(world('raced-ahead', 'raced-ahead-recover')), '-o', 'json']);
    expect(status).toBe(2);
    expect(JSON.parse(stdout).findings).toContainEqual(
      expect.objectContaining({ kind: 'exposure', between: ['antrea-nsx-adapter', 'nsx'] }),
    );
  });
});

describe('bad input', () => {
  const fleet = (spec: string) => `apiVersion: lockstep/v1\nkind: FleetSnapshot\nmetadata: {name: x}\nspec:\n${spec}\n`;
  const goal = (spec: string) => `apiVersion: lockstep/v1\nkind: UpgradeGoal\nmetadata: {name: x}\nspec:\n${spec}\n`;
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${Array.from(
    { length: 8 },
    (_, i) =>
      `b${i}: &b${i} [${Array(10)
        .fill(i === 0 ? '*a' : `*b${i - 1}`)
        .join()}]`,
  ).join('\n')}\n`;
  it.each<[string, string | Buffer, RegExp]>([
    [
      'an unknown field',
      fleet('  nsxManagers: [{id: a, colour: red}]'),
      /bad\.yaml:5:\d+: spec\.nsxManagers\[0\]\.colour: unknown field "colour"/,
    ],
    [
      'a number where a version text belongs',
      fleet('  nsxManagers: [{id: a, versions: {nsx: 9.0}}]'),
      /bad\.yaml:5:\d+: spec\.nsxManagers\[0\]\.versions\.nsx: a version is a text/,
    ],
    ['an unparsable version', fleet('  nsxManagers: [{id: a, versions: {nsx: nine}}]'), /versions\.nsx: not a dotted version.*"nine"/],
    ['a duplicate id', fleet('  nsxManagers: [{id: a}, {id: a}]'), /spec\.nsxManagers\[1\]\.id: duplicate id "a"/],
    [
      'a Supervisor that is not there',
      fleet('  nsxManagers: [{id: a}]\n  clusters: [{id: c, supervisor: nowhere}]'),
      /bad\.yaml:6:\d+: spec\.clusters\[0\]\.supervisor: no Supervisor has this id; found "nowhere"/,
    ],
    ['an empty fleet', fleet('  nsxManagers: []'), /spec\.nsxManagers: a fleet needs at least one NSX manager/],
    ['an alias bomb', bomb, /bad\.yaml:\d+:\d+: .*alias/],
    ['brackets nested 20,000 deep', '['.repeat(20_000), /bad\.yaml:1:\d+: nested deeper/],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0xff, 0xfe]), /bad\.yaml:1:2: a document is UTF-8/],
    ['text that is no YAML', 'a: [1, 2', /bad\.yaml:1:\d+: /],
    ['another kind', 'apiVersion: lockstep/v1\nkind: Wish\n', /bad\.yaml:2:\d+: kind: must be one of/],
  ])('%s is refused with its place and the rule, and exit code 1', (_, content, message) => {
    const result = lockstep(['check', '-f', 'data/matrix', '-f', written('bad.yaml', content)]);
    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.stderr).toMatch(message);
  });

  it.each<[string, string, RegExp]>([
    [
      'selects nothing',
      '  targets: [{component: nsx, version: "*", select: {labels: {env: none}}}]',
      /spec\.targets\[0\]: selects nothing/,
    ],
    ['asks for nothing', '  targets: []', /spec\.targets: a goal needs a target/],
    ['has an unparsable range', '  targets: [{component: nsx, version: "^9"}]', /spec\.targets\[0\]\.version: .*\^9/],
    [
      'names a component that is not there',
      '  targets: [{component: esx, version: "*"}]',
      /no component of the matrix has this id; found "esx"/,
    ],
  ])('a goal that %s is refused', (_, spec, message) => {
    const result = lockstep(['plan', ...files([...TINY.slice(0, 3), written('goal.yaml', goal(spec))])]);
    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.stderr).toMatch(message);
  });

  it('an empty matrix is refused', () => {
    const empty = written('empty.yaml', 'apiVersion: lockstep/v1\nkind: CompatibilityMatrix\nmetadata: {name: x}\nspec: {}\n');
    const result = lockstep(['check', '-f', empty, '-f', 'data/fleets/tiny.yaml']);
    expect(result).toMatchObject({ status: 1, stderr: expect.stringContaining('a matrix needs at least one component') });
  });

  it('a missing file, a missing option and an unknown command exit 1 without a stack trace', () => {
    for (const args of [['plan', '-f', 'nowhere.yaml'], ['plan'], ['wish'], ['schema', 'Wish'], ['plan', ...files(TINY), '-o', 'xml']]) {
      const result = lockstep(args);
      expect(result.status).toBe(1);
      expect(result.stderr).not.toMatch(/\n\s+at /);
      expect(result.stderr).not.toBe('');
    }
  });
});

describe('a reader that stops early', () => {
  it.each([
    ['a plan', ['plan', ...files(TINY), '-o', 'json'], 0],
    ['a no', ['plan', ...files(world('stuck', 'stuck-nsx-9'))], 2],
  ] as const)('of %s is no failure', async (_, args, code) => {
    const child = spawn(process.execPath, ['apps/cli/bin/lockstep.js', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const [errors, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect([status, errors]).toEqual([code, '']);
  });
});

describe('lockstep schema and config', () => {
  it('prints the committed JSON Schema', () => {
    expect(lockstep(['schema', 'UpgradeGoal']).stdout).toBe(readFileSync('docs/reference/schemas/UpgradeGoal.json', 'utf8'));
  });

  it('masks secrets and names every wrong setting at once', () => {
    const config = (env: Record<string, string>) =>
      spawnSync(process.execPath, ['apps/cli/bin/lockstep.js', 'config'], { env: { ...process.env, ...env }, encoding: 'utf8' });
    const good = config({ DATABASE_URL: 'postgres://me:hidden-word@db/x', LOCKSTEP_ADMIN_TOKEN: 'another-hidden-word-here' });
    expect(good.status).toBe(0);
    expect(good.stdout).not.toContain('hidden-word');
    const bad = config({ PORT: '99999', LOCKSTEP_LOG_LEVEL: 'shout', LOCKSTEP_TYPO: '1' });
    expect(bad.status).toBe(1);
    for (const name of ['PORT', 'LOCKSTEP_LOG_LEVEL', 'LOCKSTEP_TYPO']) expect(bad.stderr).toContain(name);
  });
});
