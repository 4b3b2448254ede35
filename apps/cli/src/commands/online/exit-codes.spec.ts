import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { plansCommand } from '../plans.command.js';
import { changesCommand } from './changes.command.js';
import { findingsCommand } from './findings.command.js';
import { scansCommand } from './scans.command.js';
import { watchCommand } from './watch.command.js';

/** What the service answers, by the end of the path. */
let answers: Readonly<Record<string, object>>;
beforeEach(() => {
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url);
    const found = Object.entries(answers).find(([end]) => pathname.endsWith(end));
    return found === undefined
      ? Response.json({ type: 'about:blank', code: 'not-found', title: 'none', status: 404 }, { status: 404 })
      : Response.json(found[1]);
  });
  vi.stubEnv('LOCKSTEP_URL', 'http://127.0.0.1:9');
  vi.stubEnv('LOCKSTEP_TOKEN', 'token');
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

async function exitCodeOf(args: readonly string[], service: Readonly<Record<string, object>>): Promise<unknown> {
  answers = service;
  const program = new Command('lockstep');
  for (const make of [plansCommand, changesCommand, findingsCommand, scansCommand, watchCommand]) program.addCommand(make());
  const quiet = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => {} });
    command.commands.forEach(quiet);
  };
  quiet(program);
  await program.parseAsync(args, { from: 'user' });
  return process.exitCode;
}

const oldest = { node: { kind: 'cluster', id: 'shop/batch' }, observedAt: null };
const standing = (word: string, age: string | null, status = 'computed') => ({
  '/standing': { id: 'p', status, standing: word, fallen: [], evidence: age === null ? null : { age, oldest, maxAge: 60 } },
});

describe('a question that is answered with yes, no or not yet', () => {
  it.each([
    ['stands', 'fresh', 0],
    ['stands', 'stale', 3],
    ['stands', 'unknown', 3],
    ['stands', null, 3],
    ['void', 'fresh', 2],
    ['not-decidable', null, 2],
  ])('whether a plan stands: %s on %s evidence is %i', async (word, age, code) => {
    expect(await exitCodeOf(['plans', 'standing', 'p'], standing(word, age))).toBe(code);
  });

  it.each([
    ['proven', 0],
    ['refuted', 2],
  ])('whether a plan is proven: %s is %i', async (outcome, code) => {
    const service = { '/plans/p': { plan: {}, goal: {} }, '/plan-verifications': { outcome, over: {}, refutations: [] } };
    expect(await exitCodeOf(['plans', 'verify', 'p'], service)).toBe(code);
  });

  it.each([
    ['completed', [], 0],
    ['completed', [{ source: 'a', reason: 'unknown', scan: null }], 2],
    ['partial', [], 2],
    ['cancelled', [], 2],
    ['running', [], 3],
  ])('whether all was looked at: a scan that is %s, without %j, is %i', async (status, skipped, code) => {
    expect(await exitCodeOf(['scans', 'get', 's'], { '/scans/s': { id: 's', status, skipped, sources: [] } })).toBe(code);
  });

  it.each([
    ['approved', 'open', 'approved', 0],
    ['not-asked', 'open', 'none', 0],
    ['not-approved', 'open', 'none', 3],
    ['not-approved', 'open', 'rejected', 2],
    ['unread', 'open', 'approved', 3],
    ['outside-window', 'open', 'approved', 3],
    ['digest', 'open', 'approved', 3],
    ['missing', 'requested', 'none', 3],
    ['missing', 'lost', 'none', 2],
    ['missing', 'closed', 'approved', 2],
    ['over', 'open', 'approved', 2],
  ])('whether a change is approved: %s, %s and %s is %i', async (word, status, decision, code) => {
    const record = { plan: 'p', system: 's', standing: word, status, decision, fault: null, end: null };
    expect(await exitCodeOf(['changes', 'get', 'p'], { '/change-records/p': record })).toBe(code);
  });
});

it('finds fault with findings only where that is asked for', async () => {
  const some = { '/findings': { items: [{ id: 'f', severity: 'low', kind: 'k', state: 'open', title: 't' }], page: { next: null } } };
  expect(await exitCodeOf(['findings'], some)).toBe(0);
  expect(await exitCodeOf(['findings', '--exit-code'], some)).toBe(2);
  expect(await exitCodeOf(['findings', '--exit-code'], { '/findings': { items: [], page: { next: null } } })).toBe(0);
});

describe('watching a plan ends', () => {
  const watching = (status: string, verdict: string) => ({
    ...standing('stands', 'fresh', status),
    '/gate': { step: null, verdict, reasons: [] },
  });

  it.each([
    ['signed-off', 'signed-off', 0],
    ['signed-off', 'executing', 0],
    ['computed', 'finished', 0],
    ['executing', 'superseded', 2],
  ])('with --until %s at %s with %i', async (until, status, code) => {
    expect(await exitCodeOf(['watch', 'plan', 'p', '--until', until], watching(status, 'hold'))).toBe(code);
  });

  it('with 2 where the gate will never let it start', async () => {
    expect(await exitCodeOf(['watch', 'plan', 'p'], watching('computed', 'void'))).toBe(2);
  });

  it('never for a word that is no status, which is bad input', async () => {
    await expect(exitCodeOf(['watch', 'plan', 'p', '--until', 'approved'], {})).rejects.toThrow('Allowed choices are');
  });
});
