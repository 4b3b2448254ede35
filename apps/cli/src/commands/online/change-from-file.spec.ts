import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runInProcess } from '../../../test/in-process.js';

const freeze = {
  id: 'quarter',
  name: 'Quarter',
  reason: 'books',
  scope: {},
  times: { from: '2027-01-01T00:00:00Z', to: '2027-01-05T00:00:00Z' },
  changedAt: '2026-11-01T00:00:00.000Z',
};
const owners = {
  id: 'edge',
  scope: { supervisors: ['sup-1'] },
  podTraffic: { name: 'Ada', contact: 'ada@example.com' },
  nsx: { name: 'Bo', contact: 'bo@example.com' },
  changedAt: '2026-11-01T00:00:00.000Z',
};
const policy = {
  classes: { routine: [{ role: 'approver', count: 1 }] },
  weakFrom: 'reported',
  version: 3,
  changedAt: '2026-11-01T00:00:00.000Z',
  changedBy: 'token:abc',
  reason: 'two pairs of eyes',
};
const CHANGES = [
  ['freezes', ['quarter'], freeze, ['id', 'changedAt']],
  ['owners', ['edge'], owners, ['id', 'changedAt']],
  ['policy', [], policy, ['version', 'changedAt', 'changedBy']],
] as const;

let folder: string;
let kept: unknown;
let put: unknown;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-change-'));
  put = undefined;
  vi.stubEnv('LOCKSTEP_URL', 'http://127.0.0.1:9');
  vi.stubEnv('LOCKSTEP_TOKEN', 'token');
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'PUT') put = await request.json();
    return Response.json(kept, { headers: { etag: '"7"' } });
  });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});
const change = (command: string, ids: readonly string[], text: string) => {
  const file = path.join(folder, 'change.yaml');
  writeFileSync(file, text);
  return runInProcess([command, 'change', ...ids, '-f', file]);
};

describe.each(CHANGES)('%s', (command, ids, thing, serviceOnly) => {
  beforeEach(() => void (kept = thing));
  const printed = async () => (await runInProcess([command, 'get', ...ids, '-o', 'yaml'])).stdout;

  it('change takes what get prints, and sends what a person may change', async () => {
    expect(await change(command, ids, await printed())).toMatchObject({ status: 0, stderr: '' });
    expect(put).toEqual(Object.fromEntries(Object.entries(thing).filter(([name]) => !(serviceOnly as readonly string[]).includes(name))));
  });

  it('change refuses what get printed before somebody else changed it', async () => {
    const before = await printed();
    kept = { ...thing, changedAt: '2026-11-02T00:00:00.000Z' };
    const { status, stderr } = await change(command, ids, before);
    expect([status, put]).toEqual([1, undefined]);
    expect(stderr).toContain(
      '/changedAt; must be left out or as the service has it, "2026-11-02T00:00:00.000Z"; found "2026-11-01T00:00:00.000Z"',
    );
  });
});

it('a freeze is not changed by the file of another one', async () => {
  kept = freeze;
  const { status, stderr } = await change('freezes', ['quarter'], JSON.stringify({ ...freeze, id: 'year' }));
  expect([status, put]).toEqual([1, undefined]);
  expect(stderr).toContain('/id; must be left out or as the service has it, "quarter"; found "year"');
});

it('a file that is no mapping goes to the service as it is', async () => {
  kept = policy;
  await change('policy', [], 'nonsense');
  expect(put).toBe('nonsense');
});
