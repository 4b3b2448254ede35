import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { plan, revision, world } from '@lockstep/testing/approvals';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GateService } from '../test/gate-service.js';
import { runInProcess } from '../test/in-process.js';

let folder: string;
const file = (name: string): string => path.join(folder, name);
const write = (name: string, content: unknown): string => {
  writeFileSync(file(name), typeof content === 'string' ? content : stringify(content));
  return file(name);
};

/** Offline: without a token, a service or a home. */
function verifyBuilt(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['apps/cli/bin/lockstep.js', 'verify-approval', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  return { status, stdout, stderr };
}
const verify = (...args: readonly string[]) => runInProcess(['verify-approval', ...args]);
const trusting = (...more: readonly string[]): string[] => ['-f', file('approval.json'), '--keys', file('keys.json'), ...more];
const given = (...more: readonly string[]) => verify(...trusting(...more));
const refusalsOf = (stdout: string) => (JSON.parse(stdout) as { refusals: { reason: string }[] }).refusals.map(({ reason }) => reason);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-approval-'));
  const [ours, others] = [await GateService.start({ gate: [] }), await GateService.start({ gate: [] })];
  write('approval.json', await (await fetch(`${ours.url}/v1/plans/${ours.plan}/approval`)).text());
  write('keys.json', ours.keys);
  write('others.json', others.keys);
  await Promise.all([ours.close(), others.close()]);
  write('plan.yaml', plan);
  write('matrix.yaml', revision.document);
  write('fleet.yaml', world);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('lockstep verify-approval', () => {
  it('proves the plan again, compares it with the one given, and says what it can not know', async () => {
    const proven = verifyBuilt(...trusting('--plan', file('plan.yaml'), '--matrix', file('matrix.yaml'), '--fleet', file('fleet.yaml')));
    expect(proven).toMatchObject({ status: 0, stderr: '' });
    for (const words of [
      /^valid: plan /,
      /compared {3}with the plan given/,
      /proven {5}yes/,
      /whether a premise of the plan has fallen since/,
    ])
      expect(proven.stdout).toMatch(words);
    const bare = await given('-o', 'json');
    expect(bare.status).toBe(0);
    expect(JSON.parse(bare.stdout)).toMatchObject({
      verdict: 'valid',
      refusals: [],
      proof: 'not-asked',
      comparedWithPlan: false,
      notKnown: expect.arrayContaining([expect.stringMatching(/signature was taken back/)]),
    });
  });

  it.each([
    ['at another time', () => given('-o', 'json', '--at', '2020-01-01T00:00:00Z'), ['not-yet-valid']],
    ['when it is over', () => given('-o', 'json', '--at', '2999-01-01T00:00:00Z'), ['expired']],
    ['with a digest that is not the approved one', () => given('-o', 'json', '--digest', `sha256:${'0'.repeat(64)}`), ['other-plan']],
    [
      'without a key that is trusted',
      () => verify('-f', file('approval.json'), '--keys', file('others.json'), '-o', 'json'),
      ['unknown-key'],
    ],
    [
      'with another fleet beneath',
      () =>
        given(
          '-o',
          'json',
          '--matrix',
          file('matrix.yaml'),
          '--fleet',
          write('moved.yaml', { ...world, spec: { ...world.spec, clusters: [] } }),
        ),
      ['refuted'],
    ],
    [
      'with a plan that was changed and calls itself the approved one',
      () => given('-o', 'json', '--plan', write('changed.yaml', { ...plan, spec: { ...plan.spec, steps: plan.spec.steps.slice(1) } })),
      ['other-plan'],
    ],
  ])('refuses %s, with exit code 2', async (_what, run, reasons) => {
    const { status, stdout } = await run();
    expect({ status, reasons: [...new Set(refusalsOf(stdout))] }).toEqual({ status: 2, reasons });
  });

  it('calls what is no approval, no keys and no question bad input, with exit code 1', async () => {
    const approval = file('approval.json');
    const huge = write('huge.json', '');
    truncateSync(huge, 128 * 1024 * 1024 + 1);
    for (const [args, words] of [
      [['-f', file('plan.yaml'), '--keys', file('keys.json')], /not JSON/],
      [['-f', file('keys.json'), '--keys', file('keys.json')], /must be a JWS/],
      [['-f', huge, '--keys', file('keys.json')], /must be at most 134217728 bytes/],
      [['-f', file('none.json'), '--keys', file('keys.json')], /must be readable/],
      [['-f', approval, '--keys', approval], /must be a JWK Set/],
      [['-f', approval], /--keys/],
      [['-f', approval, '--keys', file('keys.json'), '--fleet', file('fleet.yaml')], /must be given together/],
      [['-f', approval, '--keys', file('keys.json'), '--at', 'yesterday'], /must be a time/],
    ] as const)
      expect({ args, ...(await verify(...args)) }).toEqual({ args, status: 1, stdout: '', stderr: expect.stringMatching(words) });
  });
});
