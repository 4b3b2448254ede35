import { type Answer, ifMatch, type LockstepClient, preferWait } from '@lockstep/api-client';
import type { Command } from 'commander';
import { OK, REFUSED } from '../../../exit-codes.js';
import { addMomentOptions, type MomentOptions } from '../../../online/list-options.js';
import { type Call, onlineCommand, showing } from '../../../online/online-command.js';
import { type Shown, thingShown } from '../../../online/shown.js';
import { filesOption } from '../../../options.js';
import { addDigestOption, type DigestOption, getComputed, ofPlan, type Plan } from './plan-argument.js';
import { exitCodeOf, planShown } from './plan-shown.js';

interface Waiting {
  readonly wait: boolean;
}

/** Seconds that the service is asked to hold its answer back, so that a small plan takes one request. */
const HELD = 20;

interface Request extends Waiting, MomentOptions {
  readonly file: string[];
  readonly domain?: string;
  readonly matrix?: string;
}

export const requestCommand = (): Command =>
  addMomentOptions(
    onlineCommand(
      'request',
      'request a plan for the UpgradeGoal in a file, and wait until it is computed; exit 0 planned or nothing to do, 2 infeasible',
      'lockstep plans request -f goal.yaml --domain nsx-fra',
    ),
  )
    .addOption(filesOption())
    .option('--domain <nsx>', 'what hangs on one NSX manager; left out: the whole fleet')
    .option('--matrix <digest>', 'by this revision; left out: the current one')
    .option('--no-wait', 'do not wait')
    .action(
      showing<Request>(async (call, ..._) => {
        const { file, domain, matrix, asOf, position } = call.options;
        // Loaded late: commands that read no documents start without their schemas.
        const { readInput, theOnly } = await import('../../../input.js');
        const goal = theOnly(readInput(file), 'UpgradeGoal').document as never;
        return shownWhenComputed(call, (headers) =>
          call.client.POST('/v1/plans', {
            params: { query: { matrix, asOf, position } },
            body: { goal, ...(domain === undefined ? {} : { domain }) },
            headers,
          }),
        );
      }),
    );

export const replanCommand = (): Command =>
  addDigestOption(
    ofPlan(
      'replan',
      'request a plan to the same goal from where an execution stands, and wait until it is computed; exit 0 planned, 2 infeasible',
      'lockstep plans replan "$PLAN"',
    ),
  )
    .option('--no-wait', 'do not wait')
    .action(
      showing<DigestOption & Waiting>(async (call, id) => {
        const { digest } = await getComputed(call.client, id!, call.options);
        return shownWhenComputed(call, (headers) =>
          call.client.POST('/v1/plans/{id}/replan', { params: { path: { id: id! } }, headers: { ...headers, ...ifMatch(digest) } }),
        );
      }),
    );

async function shownWhenComputed(
  { client, options: { wait }, progress }: Call<Waiting>,
  request: (headers: Readonly<Record<string, string>>) => Promise<Answer<Plan>>,
): Promise<Shown> {
  if (!wait) return planShown((await request({})).data);
  const { end } = await progress('the plan is being computed');
  const { data } = await client.settle(await request(preferWait(HELD)));
  end();
  return { ...planShown(data), exitCode: exitCodeOf(data) };
}

export const withdrawCommand = (): Command =>
  addDigestOption(
    ofPlan('withdraw', 'withdraw a plan: nobody may carry it out any more', 'lockstep plans withdraw "$PLAN" --reason \'not needed\''),
  )
    .requiredOption('--reason <text>', 'why')
    .action(
      showing<DigestOption & { readonly reason: string }>(async ({ client, options }, id) => {
        const params = { path: { id: id! } };
        const etag =
          options.digest === undefined
            ? (await client.GET('/v1/plans/{id}', { params })).etag
            : (await getComputed(client, id!, options)).etag;
        const { data } = await client.POST('/v1/plans/{id}/withdraw', {
          params,
          headers: ifMatch(etag!),
          body: { reason: options.reason },
        });
        return planShown(data);
      }),
    );

export const recomputeCommand = (): Command =>
  ofPlan(
    'recompute',
    'compute a plan anew from what it was made of, and compare; exit 0 the same, 2 another or none',
    'lockstep plans recompute "$PLAN"',
  ).action(
    showing(async ({ client, progress }, id) => {
      const { end } = await progress('the plan is being computed anew');
      const data = await recompute(client, id!);
      end();
      return {
        ...thingShown(data, data.id, {
          outcome: data.outcome,
          recorded: data.recorded,
          found: data.found,
          fleet: data.fleet,
          'planner then': data.planner?.recorded,
          'planner now': data.planner?.found,
          reason: data.reason,
        }),
        exitCode: data.outcome === 'same' ? OK : REFUSED,
      };
    }),
  );

const recompute = async (client: LockstepClient, id: string) =>
  (await client.settle(await client.POST('/v1/plans/{id}/recompute', { params: { path: { id } }, headers: preferWait(HELD) }))).data;
