import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { renderPlanText } from '@lockstep/planner';
import { readSettings } from '@lockstep/platform/config';
import { Command, Option } from 'commander';
import { installed } from '../installation.js';
import { InputError, planningInput, readInput } from '../input.js';
import { DemoService } from '../demo-service.js';
import { example } from '../options.js';

/** Named worlds of `data/`, each a fleet with the goal that shows it best. */
const WORLDS = {
  tiny: 'tiny-nsx-9-1',
  'two-sites': 'two-sites-nsx-9-1',
  'shared-vcenter': 'shared-vcenter-9-1',
  'raced-ahead': 'raced-ahead-recover',
} as const;
type World = keyof typeof WORLDS;

/** Nobody who looks on waits for an hour: a soak is one look after a step was seen done, and a word about its flows. */
const BRIEF_SOAK = { LOCKSTEP_SOAK_MINUTES: '0', LOCKSTEP_SOAK_LOOKS: '1' };

export const demoCommand = (): Command =>
  new Command('demo')
    .description('show a whole run on a throw-away database: matrix in, fleet in, safe plan out, proven')
    .addOption(new Option('--world <name>', 'which example fleet').choices(Object.keys(WORLDS)).default('tiny'))
    .option('--live', 'serve the fleet as a simulated world, find it by scanning, and take the plan in it, step by step')
    .option('--race-ahead', 'with --live: take an NSX step too early, see the scan find it, and plan the way back')
    .addHelpText(...example('lockstep demo --world two-sites'))
    .action(async (options: DemoOptions) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-demo-'));
      try {
        await runDemo(options, folder);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });

interface DemoOptions {
  readonly world: World;
  readonly live?: boolean;
  readonly raceAhead?: boolean;
}

async function runDemo({ world, live, raceAhead = false }: DemoOptions, folder: string): Promise<void> {
  const began = performance.now();
  const tell = (what: string) => process.stdout.write(`[${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s] ${what}\n`);
  const env = {
    ...process.env,
    PORT: '0',
    HOST: '127.0.0.1',
    LOCKSTEP_DATA_DIR: folder,
    LOCKSTEP_LOG_LEVEL: 'warn',
    DATABASE_URL: '',
    LOCKSTEP_ADMIN_TOKEN: '',
    // The servers of a simulated world listen here and nowhere else.
    ...(live ? { LOCKSTEP_ALLOWED_NETWORKS: '127.0.0.0/8', ...BRIEF_SOAK } : {}),
  };
  const reading = readSettings(env);
  if (reading.outcome === 'invalid') throw new InputError(reading.problems);
  const { startService } = await import('../service.js');
  const service = await startService({ settings: reading.settings, env, throwaway: true, onProgress: tell });
  try {
    const client = new DemoService(service.url, service.adminToken!);
    if (live) await liveDemo(world, { client, url: service.url, adminToken: service.adminToken! }, raceAhead, tell);
    else await planOverRest(world, folder, client, tell);
  } finally {
    await service.stop();
    tell('stopped, nothing left behind');
  }
}

async function liveDemo(
  world: World,
  { client, url, adminToken }: { readonly client: DemoService; readonly url: string; readonly adminToken: string },
  raceAhead: boolean,
  tell: (what: string) => void,
): Promise<void> {
  const files = worldFiles(world);
  // Loaded late: the other commands start without servers and certificates.
  const [{ runLiveDemo }, { HttpService }] = await Promise.all([import('./demo-live/run-live-demo.js'), import('@lockstep/simulation')]);
  const input = planningInput(readInput([...files.matrix, files.fleet, files.goal]));
  const as = (token: string) => new HttpService({ url: () => url, token });
  await runLiveDemo({ client, as, adminToken, input, matrixText: textOf(files.matrix), raceAhead, tell });
}

const textOf = (files: readonly string[]): string => files.map((file) => readFileSync(file, 'utf8')).join('\n---\n');

async function planOverRest(world: World, folder: string, client: DemoService, tell: (what: string) => void): Promise<void> {
  const files = worldFiles(world);
  tell(`matrix published: ${await client.publishMatrix(textOf(files.matrix))}`);
  await client.recordFleet(readFileSync(files.fleet, 'utf8'));
  tell(`fleet ${world} recorded`);
  const input = planningInput(readInput([...files.matrix, files.fleet, files.goal]));
  const requested = await client.requestPlan(input.goal);
  tell(`plan requested: ${requested.id}`);
  const { id, plan } = await requested.compute();
  tell('plan computed by the worker');
  const planFile = path.join(folder, 'plan.json');
  const fleetFile = path.join(folder, 'fleet.json');
  const fleet = await client.getFleet(id);
  writeFileSync(planFile, JSON.stringify(plan));
  writeFileSync(fleetFile, JSON.stringify(fleet));
  process.stdout.write(`\n${renderPlanText({ ...input, plan })}\n`);
  const proof = await verify([...files.matrix, fleetFile, files.goal, planFile]);
  tell(`lockstep verify: ${proof.trim()}`);
  process.stdout.write(
    'The adapter windows come from data/matrix/overlays/example-lab.yaml: an example, replace with your own soak tests.\n',
  );
}

function worldFiles(world: World) {
  const matrix = readdirSync(installed('data/matrix'))
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => installed('data/matrix', file));
  return {
    matrix: [...matrix, installed('data/matrix/overlays/example-lab.yaml')],
    fleet: installed(`data/fleets/${world}.yaml`),
    goal: installed(`data/goals/${WORLDS[world]}.yaml`),
  };
}

/** Runs the offline command itself, as an auditor without the service would. Refuted: it throws, with what the command printed. */
async function verify(files: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    installed('dist/apps/cli/main.js'),
    'verify',
    ...files.flatMap((file) => ['-f', file]),
  ]);
  return stdout;
}
