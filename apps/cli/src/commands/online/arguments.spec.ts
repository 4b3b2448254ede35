import { Command, CommanderError } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InputError } from '../../input-error.js';
import { gateCommand } from '../gate.command.js';
import { plansCommand } from '../plans.command.js';
import { changesCommand } from './changes.command.js';
import { clustersCommand } from './clusters.command.js';
import { scansCommand } from './scans.command.js';
import { watchCommand } from './watch.command.js';

/** A service that has one answer for whatever it is asked. */
const fetching = vi.fn<() => Promise<Response>>();
let written: string;
beforeEach(() => {
  vi.stubGlobal('fetch', fetching);
  vi.stubEnv('LOCKSTEP_URL', 'http://127.0.0.1:9');
  vi.stubEnv('LOCKSTEP_TOKEN', 'token');
  written = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((written += String(text)), true));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  fetching.mockReset();
  process.exitCode = undefined;
});

function run(...args: string[]): Promise<unknown> {
  const program = new Command('lockstep');
  for (const make of [plansCommand, gateCommand, changesCommand, clustersCommand, scansCommand, watchCommand]) program.addCommand(make());
  const quiet = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => {} });
    command.commands.forEach(quiet);
  };
  quiet(program);
  return program.parseAsync(args, { from: 'user' });
}

describe('a variable that is not set', () => {
  it.each([
    [['plans', 'get', ''], 'plan; must name something; found nothing'],
    [['plans', 'get', '..'], 'plan; must name something; found ".."'],
    [['plans', 'document', ''], 'plan; must name something'],
    [['plans', 'steps', ''], 'plan; must name something'],
    [['plans', 'diff', 'p', ''], 'other-plan; must name something'],
    [['plans', 'attempts', 'start', 'p', '--step', ''], '--step; must have a value; found an empty one'],
    [['clusters', 'get', ''], 'cluster; must name something'],
    [['clusters', 'list', '--label', ''], '--label; must have a value'],
    [['scans', 'get', ''], 'scan; must name something'],
    [['changes', 'get', ''], 'plan; must name something'],
    [['changes', 'open', ''], 'plan; must name something'],
    [['changes', 'withdraw', 'p', '--reason', ''], '--reason; must have a value'],
    [['watch', 'plan', ''], 'plan; must name something'],
    [['gate', '--plan', ''], '--plan; must have a value'],
    [['gate', '--plan', 'p', '--step', ''], '--step; must have a value'],
  ])('is bad input, and nothing is asked: %j', async (args, message) => {
    const failure = await run(...args).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as InputError).message).toContain(message);
    expect(fetching).not.toHaveBeenCalled();
  });
});

it.each(['abc', '-3', '0', '1.5', ''])('no list is cut at %j', async (count) => {
  for (const args of [
    ['watch', 'plans'],
    ['plans', 'list'],
  ])
    await expect(run(...args, `--limit=${count}`)).rejects.toThrow(CommanderError);
});

it('says of a step whether it is a point of no return, and nothing of a way back', async () => {
  const step = (id: string, reversible: boolean) => ({ id, after: [], reversible, moves: [], subjects: ['nsx-1'] });
  fetching.mockResolvedValue(Response.json({ items: [step('s1', true), step('s2', false)], page: { next: null } }));
  await run('plans', 'steps', 'p');
  expect(written).toMatch(/^STEP +AFTER +POINT OF NO RETURN +MOVES +WHERE\ns1 +- +no .*\ns2 +- +yes .*\n$/);
});
