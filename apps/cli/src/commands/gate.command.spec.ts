import { LockstepProblem, LockstepUnreachable } from '@lockstep/api-client';
import { describe, expect, it } from 'vitest';
import { InputError } from '../input-error.js';
import { renderShown } from '../online/render-shown.js';
import { assertDigest, gateCommand, gateShown, waitAtGate } from './gate.command.js';

const answerOf = (verdict: string, retryAfter: number | null = null) => ({ body: { plan: 'p', verdict, reasons: [] }, retryAfter });
const asked = { method: 'GET', path: '/gate' };
const away = () => new LockstepUnreachable(asked, { cause: new Error('refused') });
const refused = (status: number, detail: string) =>
  new LockstepProblem({ type: 'about:blank', title: detail, status, code: detail, detail }, asked, null);
type Scripted = ReturnType<typeof answerOf> | Error;

/** A service that answers one after the other, the last one for ever, and a clock that only waiting moves. */
function script(...answers: Scripted[]) {
  let time = 0;
  const waits: number[] = [];
  const ask = async () => {
    const next = answers.length > 1 ? answers.shift()! : answers[0]!;
    if (next instanceof Error) throw next;
    return next;
  };
  const clock = { now: () => time, pause: async (wait: number) => (waits.push(wait), (time += wait)) };
  return { waits, run: (milliseconds: number) => waitAtGate(ask, milliseconds, clock) };
}

describe('lockstep gate', () => {
  it('asks once where it shall not wait', async () => {
    const { run, waits } = script(answerOf('hold', 30));
    expect(await run(0)).toMatchObject({ verdict: 'hold' });
    expect(waits).toEqual([]);
  });

  it('asks again when the service says, until the gate opens', async () => {
    const { run, waits } = script(answerOf('hold', 30), answerOf('hold', 7), answerOf('go'));
    expect(await run(60_000)).toMatchObject({ verdict: 'go' });
    expect(waits).toEqual([30_000, 7_000]);
  });

  it('does not wait for a plan that is void, nor where there is nothing to wait for', async () => {
    for (const answer of [answerOf('void'), answerOf('hold')]) {
      const { run, waits } = script(answer);
      await run(60_000);
      expect(waits).toEqual([]);
    }
  });

  it('tells the last answer when its time is over, having asked at the end of it', async () => {
    const { run, waits } = script(answerOf('hold', 40), answerOf('hold', 40), answerOf('void'));
    expect(await run(60_000)).toMatchObject({ verdict: 'void' });
    expect(waits).toEqual([40_000, 20_000]);
  });

  it('waits for a service that is away, and not for one that refuses', async () => {
    const back = script(away(), refused(503, 'away'), new DOMException('too slow', 'TimeoutError'), answerOf('go'));
    expect(await back.run(60_000)).toMatchObject({ verdict: 'go' });
    expect(back.waits).toEqual([5_000, 5_000, 5_000]);
    for (const error of [away(), new DOMException('too slow', 'TimeoutError'), new SyntaxError('no JSON')])
      await expect(script(error).run(12_000)).rejects.toThrow(InputError);
    await expect(script(refused(404, 'no such plan')).run(60_000)).rejects.toThrow('no such plan');
  });

  it('takes no answer without a verdict for a go', async () => {
    await expect(script(answerOf('toString')).run(60_000)).rejects.toThrow('must answer with a verdict');
  });

  it('shows its answer in every form, and nothing that steers a terminal', async () => {
    const answer = {
      plan: 'p',
      digest: null,
      step: 's1',
      verdict: 'hold',
      reasons: [{ reason: 'freeze', detail: 'of \u001b[2J' }],
    } as const;
    const shown = gateShown(answer);
    expect(await renderShown(shown, 'table', null)).toBe('hold: plan p, step s1\n  freeze: of \\u{1b}[2J\n');
    expect(JSON.parse(await renderShown(shown, 'json', null))).toEqual(answer);
    expect(await renderShown(shown, 'yaml', null)).toMatch(/^plan: p\ndigest: null\nstep: s1\nverdict: hold\n/);
    expect(await renderShown(shown, 'name', null)).toBe('s1\n');
  });

  it('is not asked again where the plan is another than was signed', () => {
    const { body } = answerOf('hold', 30);
    for (const digest of [null, 'sha256:2'])
      expect(() => assertDigest({ ...body, digest }, 'sha256:1')).toThrow(/must be sha256:1; found (none|sha256:2)$/);
    assertDigest({ ...body, digest: 'sha256:1' }, 'sha256:1');
  });

  it.each(['30', '0m', '1d', 'm'])('does not know how long %s is', async (time) => {
    const command = gateCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => {} });
    await expect(command.parseAsync(['--plan', 'p', '--url', 'http://x', '--wait', time], { from: 'user' })).rejects.toThrow('such as 90s');
  });
});
