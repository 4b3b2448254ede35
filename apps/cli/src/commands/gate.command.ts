import { setTimeout as sleep } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { openClient, urlOption } from '../audit/service-client.js';
import { InputError } from '../input.js';
import { outputOption } from '../options.js';
import { RefusedRequest, type RestClient } from '../rest-client.js';

/** Exit codes that a pipeline decides by; {@link BAD_INPUT} is every error. 2 is left to commands that refuse a document. */
const EXIT = { go: 0, hold: 3, void: 4 } as const;

interface Options {
  readonly plan: string;
  readonly url: string;
  readonly step?: string;
  readonly subject: string[];
  readonly acknowledgeNoReturn?: boolean;
  readonly wait: number;
  readonly output: 'json' | 'text';
}

export interface GateAnswer {
  readonly plan: string;
  readonly digest: string | null;
  readonly step: string | null;
  readonly verdict: keyof typeof EXIT;
  readonly reasons: readonly { readonly reason: string; readonly detail: string }[];
}

export const gateCommand = (): Command =>
  new Command('gate')
    .description('ask whether a step of a plan may start now; exit 0 go, 3 hold, 4 void (never by this plan), 1 error')
    .requiredOption('--plan <id>', 'the plan')
    .addOption(urlOption().makeOptionMandatory())
    .option('--step <id>', 'the step; left out: the next one')
    .addOption(
      new Option('--subject <id>', 'of the step, a node that is to start; may be repeated; left out: all of them')
        .argParser(((value: string, earlier: string[]) => [...earlier, value]) as never)
        .default([], 'none'),
    )
    .option('--acknowledge-no-return', 'the step may be one that can not be taken back')
    .addOption(
      new Option('--wait <time>', 'ask again while it holds, for so long: 90s, 30m, 2h').argParser(readSeconds).default(0, 'not at all'),
    )
    .addOption(outputOption(['json', 'text'], 'text'))
    .action(async (options: Options) => {
      const answer = await waitAtGate(openClient(options.url), pathOf(options), options.wait * 1_000);
      process.stdout.write(options.output === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : renderGate(answer));
      process.exitCode = EXIT[answer.verdict];
    });

/** An answer that is none of the three verdicts would leave the exit code at go. */
const isAnswer = (body: unknown): body is GateAnswer =>
  typeof body === 'object' && body !== null && 'verdict' in body && Object.hasOwn(EXIT, String(body.verdict));

/** Milliseconds between looks at a service that does not answer. */
const OUTAGE = 5_000;

/**
 * Asks until the gate does not hold any more, or the time is over; the last answer. A service that is away for a moment is waited for like a gate that
 * holds; without time left, and for a request that it refuses, it throws `InputError`.
 * @param milliseconds 0: asks once
 */
export async function waitAtGate(
  client: Pick<RestClient, 'send'>,
  path: string,
  milliseconds: number,
  { now, pause }: { now(): number; pause(milliseconds: number): Promise<unknown> } = { now: Date.now, pause: sleep },
): Promise<GateAnswer> {
  const deadline = now() + milliseconds;
  for (;;) {
    let waiting: number;
    try {
      const { body, retryAfter } = await client.send('GET', path);
      if (!isAnswer(body))
        throw new RefusedRequest(422, `GET ${path}; must answer with a verdict; found ${JSON.stringify(body)?.slice(0, 200)}`);
      if (body.verdict !== 'hold' || retryAfter === null || now() >= deadline) return body;
      waiting = retryAfter * 1_000;
    } catch (error) {
      const isOurs = error instanceof RefusedRequest && error.status < 500 && error.status !== 429;
      if (isOurs || now() >= deadline) throw new InputError([(error as Error).message]);
      waiting = OUTAGE;
    }
    await pause(Math.max(1, Math.min(waiting, deadline - now())));
  }
}

function pathOf({ plan, step, subject, acknowledgeNoReturn }: Options): string {
  const query = new URLSearchParams(subject.map((id): [string, string] => ['subject', id]));
  if (step !== undefined) query.set('step', step);
  if (acknowledgeNoReturn) query.set('acknowledgeNoReturn', 'true');
  return `/v1/plans/${encodeURIComponent(plan)}/gate${query.size > 0 ? `?${query}` : ''}`;
}

const renderGate = ({ plan, step, verdict, reasons }: GateAnswer): string =>
  [
    `${verdict}: plan ${plan}${step === null ? '' : `, step ${step}`}`,
    ...reasons.map(({ reason, detail }) => `  ${reason}: ${detail}`),
    '',
  ].join('\n');

function readSeconds(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,6})(s|m|h)$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('It must be a time such as 90s, 30m or 2h.');
  return Number(count) * { s: 1, m: 60, h: 3_600 }[unit as 's' | 'm' | 'h'];
}
