import { type ChangeConnector, type ChangeSystem, type ChangeSystemEntry, ChangeSystemFailure, type Registered } from '@lockstep/approvals';
import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { OpenRegisteredSystems } from './open-registered-systems.js';

const entry: Registered<ChangeSystemEntry> = {
  id: 'board',
  version: 1,
  changedAt: '2026-05-01T00:00:00Z',
  system: 'fake',
  name: 'Board',
  settings: { url: 'https://a' },
  nsxManagers: null,
  opening: 'by-hand',
  roles: [],
  people: {},
  pollSeconds: 60,
  maxAge: 900,
};

let log: string[];
let setAt: string;
let kept: unknown;
let open: OpenRegisteredSystems;
const connector: ChangeConnector = {
  system: 'fake',
  settings: z.strictObject({ url: z.url() }),
  secret: z.strictObject({ token: z.string() }),
  open: ({ secret }) => {
    log.push(`open ${(secret as { token: string }).token}`);
    return { close: async () => void log.push('close') } as unknown as ChangeSystem;
  },
};
beforeEach(() => {
  log = [];
  setAt = '1';
  kept = { token: 'canary-1' };
  const secrets = {
    mark: async ([owner]: readonly string[]) => new Map([[owner!, { setAt, setBy: 'x' }]]),
    read: async () => ({ value: kept }),
  };
  open = new OpenRegisteredSystems(secrets, [connector]);
});
const faultOf = (used: Promise<unknown>) =>
  used.then(
    () => 'none',
    (error: ChangeSystemFailure) => error.fault,
  );

it('opens a system once, and anew when it or its secret was changed', async () => {
  await open.use(entry, async () => {});
  await open.use(entry, async () => {});
  expect(log).toEqual(['open canary-1']);
  [setAt, kept] = ['2', { token: 'canary-2' }];
  await open.use(entry, async () => {});
  await open.use({ ...entry, version: 2 }, async () => {});
  expect(log).toEqual(['open canary-1', 'open canary-2', 'open canary-2']);
  await open.closeAll();
  expect(log.at(-1)).toBe('close');
});

it('says what is wrong with settings, secret and kind, and opens nothing', async () => {
  expect(await faultOf(open.use({ ...entry, settings: {} }, async () => {}))).toBe('misconfigured');
  expect(await faultOf(open.use({ ...entry, system: 'other' }, async () => {}))).toBe('misconfigured');
  kept = null;
  expect(await faultOf(open.use(entry, async () => {}))).toBe('misconfigured');
  expect(log).toEqual([]);
});

it('cuts the secret out of what a failure says', async () => {
  const failing = open.use(entry, async () => {
    throw new ChangeSystemFailure('unauthorized', 'login with canary-1 was refused', false, 7);
  });
  const failure = await failing.catch((error: ChangeSystemFailure) => error);
  expect(failure).toMatchObject({ fault: 'unauthorized', retryable: false, retryAfter: 7 });
  expect((failure as ChangeSystemFailure).detail).not.toContain('canary-1');
});
