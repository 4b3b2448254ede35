import { setTimeout as sleep } from 'node:timers/promises';
import { LockstepProblem } from '@lockstep/api-client';
import { Command, InvalidArgumentError, Option } from 'commander';
import { HOLD, OK, VOID } from '../exit-codes.js';
import { InputError } from '../input-error.js';
import { addConnectionOptions, type ConnectionOptions, openConnection } from '../online/connection.js';
import { inputErrorOf } from '../online/input-error-of.js';
import { refuseEmpty } from '../online/refuse-empty.js';
import { visible } from '../online/render-table.js';
import { type Output, OUTPUTS, renderShown } from '../online/render-shown.js';
import type { Shown } from '../online/shown.js';
import { terminalWidth } from '../online/terminal.js';
import { outputOption } from '../options.js';

const EXIT = { go: OK, hold: HOLD, void: VOID } as const;

interface Options extends ConnectionOptions {
  readonly plan: string;
  readonly step?: string;
  readonly subject: string[];
  readonly digest?: string;
  readonly acknowledgeNoReturn?: boolean;
  readonly wait: number;
  readonly output: Output;
}

export interface GateAnswer {
  readonly plan: string;
  readonly digest: string | null;
  readonly step: string | null;
  readonly verdict: keyof typeof EXIT;
  readonly reasons: readonly { readonly reason: string; readonly detail: string }[];
}

export const gateCommand = (): Command =>
  addConnectionOptions(
    new Command('gate').description('ask whether a step of a plan may start now; exit 0 go, 3 hold, 4 void (never by this plan), 1 error'),
  )
    .requiredOption('--plan <plan>', 'the plan')
    .option('--step <id>', 'the step; left out: the next one')
    .addOption(
      new Option('--subject <id>', 'of the step, a node that is to start; may be repeated; left out: all of them')
        .argParser(((value: string, earlier: string[]) => [...earlier, value]) as never)
        .default([], 'none'),
    )
    .option('--digest <digest>', 'that the plan must have, or it is an error without waiting')
    .option('--acknowledge-no-return', 'the step may be one that can not be taken back')
    .addOption(
      new Option('--wait <time>', 'ask again while it holds, for so long: 90s, 30m, 2h').argParser(readSeconds).default(0, 'not at all'),
    )
    .addOption(outputOption(OUTPUTS, 'table'))
    .addHelpText('after', '\nExample:\n  lockstep gate --plan "$PLAN" --step s3 --wait 30m')
    .action(async (options: Options, command: Command) => {
      refuseEmpty(command);
      const client = openConnection(options, 0);
      const path = pathOf(options);
      const ask = async (signal: AbortSignal): Promise<GateReply> => {
        const { data, retryAfter } = await client.request('GET', path, { signal });
        if (options.digest !== undefined) assertDigest(data, options.digest);
        return { body: data, retryAfter };
      };
      const answer = await waitAtGate(ask, options.wait * 1_000);
      process.stdout.write(await renderShown(gateShown(answer), options.output, terminalWidth()));
      process.exitCode = EXIT[answer.verdict];
    });

/** An answer that is none of the three verdicts would leave the exit code at go. */
const isAnswer = (body: unknown): body is GateAnswer =>
  typeof body === 'object' && body !== null && 'verdict' in body && Object.hasOwn(EXIT, String(body.verdict));

/** What was answered, with the seconds after which it is worth asking again; null: there is nothing to wait for. */
export interface GateReply {
  readonly body: unknown;
  readonly retryAfter: number | null;
}

/** Milliseconds between looks at a service that does not answer. */
const OUTAGE = 5_000;
/** Milliseconds for one answer. A service that takes the question and never answers is away, too. */
const PATIENCE = 30_000;

/**
 * Asks until the gate does not hold any more, or the time is over; the last answer. A service that is away for a moment is waited for like a gate that
 * holds; without time left, and for a request that it refuses, it throws `InputError`. So it ends, {@link PATIENCE} after the time is over at the latest.
 * @param milliseconds 0: asks once
 */
export async function waitAtGate(
  ask: (signal: AbortSignal) => Promise<GateReply>,
  milliseconds: number,
  { now, pause }: { now(): number; pause(milliseconds: number): Promise<unknown> } = { now: Date.now, pause: sleep },
): Promise<GateAnswer> {
  const deadline = now() + milliseconds;
  for (;;) {
    let waiting: number;
    try {
      const { body, retryAfter } = await ask(AbortSignal.timeout(PATIENCE));
      if (!isAnswer(body)) throw new InputError([`gate; must answer with a verdict; found ${JSON.stringify(body)?.slice(0, 200)}`]);
      if (body.verdict !== 'hold' || retryAfter === null || now() >= deadline) return body;
      waiting = retryAfter * 1_000;
    } catch (error) {
      if (error instanceof InputError) throw error;
      const isRefused = error instanceof LockstepProblem && error.status < 500 && error.status !== 429;
      if (isRefused || now() >= deadline) throw asInputError(error);
      waiting = OUTAGE;
    }
    await pause(Math.max(1, Math.min(waiting, deadline - now())));
  }
}

/** Whatever it was that was no answer, it is an error of which the exit code tells, and never a go. */
function asInputError(error: unknown): unknown {
  const told = inputErrorOf(error);
  return told instanceof InputError ? told : new InputError([`gate; the service must answer; found ${(error as Error).message}`]);
}

function pathOf({ plan, step, subject, acknowledgeNoReturn }: Options): string {
  const query = new URLSearchParams(subject.map((id): [string, string] => ['subject', id]));
  if (step !== undefined) query.set('step', step);
  if (acknowledgeNoReturn) query.set('acknowledgeNoReturn', 'true');
  return `/v1/plans/${encodeURIComponent(plan)}/gate${query.size > 0 ? `?${query}` : ''}`;
}

/** What was signed is another plan, however long one waits. */
export function assertDigest(body: unknown, digest: string): void {
  if (!isAnswer(body) || body.digest === digest) return;
  throw new InputError([`gate of plan ${body.plan}; its digest must be ${digest}; found ${body.digest ?? 'none'}`]);
}

/** For `-o name` the step that was judged. */
export const gateShown = (answer: GateAnswer): Shown => ({
  data: answer,
  columns: [],
  rows: [],
  names: answer.step === null ? [] : [answer.step],
  notes: [
    `${answer.verdict}: plan ${answer.plan}${answer.step === null ? '' : `, step ${answer.step}`}`,
    ...answer.reasons.map(({ reason, detail }) => `  ${visible(`${reason}: ${detail}`)}`),
  ],
});

function readSeconds(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,6})(s|m|h)$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('It must be a time such as 90s, 30m or 2h.');
  return Number(count) * { s: 1, m: 60, h: 3_600 }[unit as 's' | 'm' | 'h'];
}
