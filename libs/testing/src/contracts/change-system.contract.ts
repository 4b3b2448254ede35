import type { ChangeReading, ChangeSystem } from '@lockstep/approvals';
import type { ShownChange } from '@lockstep/simulation';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ChangeSystemUnderTest,
  type ChangeWire,
  type ConnectOptions,
  digestOf,
  draftOf,
  faultOf,
  never,
  OTHER_PLAN,
  PLAN,
  WINDOW,
} from './change-system-under-test.js';
import { describeInterruptions } from './change-interruptions.contract.js';
import { describeWire } from './change-wire.contract.js';

export { type ChangeSystemUnderTest, draftOf } from './change-system-under-test.js';

/** What the record of changes relies on, of every kind of system; of one without a network, nothing of what networks do wrong. */
export function describeChangeSystem(
  name: string,
  start: () => Promise<ChangeSystemUnderTest>,
  reached: 'over-a-network' | 'in-memory' = 'over-a-network',
): void {
  describe(`${name} as a change system`, () => {
    let under: ChangeSystemUnderTest;
    let system: ChangeSystem;
    const opened: ChangeSystem[] = [];
    const connect = (options?: ConnectOptions): ChangeSystem => {
      const one = under.connect(options);
      opened.push(one);
      return one;
    };
    beforeEach(async () => {
      under = await start();
      system = connect();
    });
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close();
      await under.close();
    });
    const wire = (): ChangeWire => under.wire!;
    const only = (): ShownChange => {
      expect(under.changes()).toHaveLength(1);
      return under.changes()[0]!;
    };
    const approved = async (): Promise<ChangeReading> => {
      const { number, reference } = await system.open(draftOf(), never);
      under.people.approve(number);
      return (await system.read(reference, never))!;
    };

    describe('a record', () => {
      it('shows the draft, and is before those who approve', async () => {
        const reading = await system.open(draftOf(), never);
        expect(reading).toMatchObject({
          phase: 'awaiting-approval',
          approval: 'requested',
          deciders: [],
          digest: digestOf('a'),
          window: WINDOW,
        });
        const shown = only();
        expect(reading).toMatchObject({ number: shown.number, reference: shown.reference, state: shown.state });
        expect(shown).toMatchObject({ summary: draftOf().summary, implementation: draftOf().implementation, backout: draftOf().backout });
        expect(shown.test).toBe(draftOf().test);
        const text = JSON.stringify(shown);
        for (const part of ['Nine steps', 'no longer supported', 'high', 'A point of no return']) expect(text).toContain(part);
        expect(reading.url).toContain(reading.reference.length === 32 ? reading.reference : reading.number);
      });

      it('is opened once, and what people have done to it stays', async () => {
        const first = await system.open(draftOf(), never);
        under.people.rewrite(first.number, `${draftOf().implementation}\n2. noted by hand`);
        const before = only();
        expect((await connect().open(draftOf({ digest: digestOf('b') }), never)).reference).toBe(first.reference);
        expect(only()).toEqual(before);
      });

      it('is found by its plan as long as it is neither closed nor cancelled', async () => {
        const other = await system.open(draftOf({ plan: OTHER_PLAN }), never);
        expect(await system.find(PLAN, never)).toBeUndefined();
        const { reference } = await system.open(draftOf(), never);
        expect((await system.find(PLAN, never))?.reference).toBe(reference);
        expect((await system.find(OTHER_PLAN, never))?.reference).toBe(other.reference);
        await system.cancel(reference, 'no longer wanted', never);
        expect(await system.find(PLAN, never)).toBeUndefined();
      });

      it('that was cancelled is followed by another one', async () => {
        const { reference } = await system.open(draftOf(), never);
        await system.cancel(reference, 'no longer wanted', never);
        const second = await system.open(draftOf(), never);
        expect(second).toMatchObject({ phase: 'awaiting-approval' });
        expect(second.reference).not.toBe(reference);
      });

      it('that has a double is ambiguous until one of both is cancelled', async () => {
        const { number, reference } = await system.open(draftOf(), never);
        const copy = under.people.copy(number);
        expect(await faultOf(system.find(PLAN, never))).toMatchObject({ fault: 'ambiguous', retryable: false });
        expect(await faultOf(system.open(draftOf(), never))).toMatchObject({ fault: 'ambiguous' });
        under.people.cancel(copy);
        expect((await system.find(PLAN, never))?.reference).toBe(reference);
      });

      it('knows its doubles by their numbers, as long as they are open', async () => {
        const { number, reference } = await system.open(draftOf(), never);
        await system.open(draftOf({ plan: OTHER_PLAN }), never);
        expect(await system.findDoubles(PLAN, reference, never)).toEqual([]);
        const copy = under.people.copy(number);
        expect(await system.findDoubles(PLAN, reference, never)).toEqual([copy]);
        under.people.cancel(copy);
        expect(await system.findDoubles(PLAN, reference, never)).toEqual([]);
      });

      it('that is gone is told as gone, and nothing is done in its place', async () => {
        const { number, reference } = await system.open(draftOf(), never);
        under.people.remove(number);
        expect(await system.read(reference, never)).toBeUndefined();
        for (const act of actsOn(reference)) expect(await faultOf(act(system))).toMatchObject({ fault: 'not-found', retryable: false });
      });

      it.each(['', '..', '../..', 'x?y', '0'.repeat(5_000), 'CHG0030001', '%2e%2e', "1' OR '1"])(
        'is not there under the reference %j',
        async (reference) => {
          expect(await system.read(reference, never)).toBeUndefined();
          for (const act of actsOn(reference)) expect(await faultOf(act(system))).toMatchObject({ fault: 'not-found' });
        },
      );

      it('of a plan whose id is no key is not looked for', async () => {
        for (const plan of ['', 'a^ORactive=true', 'x" OR project = "SECRET', 'a b'])
          expect(await faultOf(system.find(plan, never))).toMatchObject({ fault: 'misconfigured' });
      });
    });

    describe('what people do', () => {
      it('reads an approval with those who gave it', async () => {
        expect(await approved()).toMatchObject({
          phase: 'approved',
          approval: 'approved',
          deciders: expect.arrayContaining(['Carla Board']),
        });
      });

      it('takes no single yes for an approval while others are still asked', async () => {
        const { number, reference } = await system.open(draftOf(), never);
        under.people.approveInPart(number);
        expect(await system.read(reference, never)).toMatchObject({ approval: 'requested', deciders: [] });
      });

      it('reads a rejection, and does not ask again by itself', async () => {
        const { number, reference } = await system.open(draftOf(), never);
        under.people.reject(number, 'Nils No');
        expect(await system.read(reference, never)).toMatchObject({ approval: 'rejected', deciders: ['Nils No'] });
        expect((await system.read(reference, never))!.phase).not.toBe('approved');
        const state = only().state;
        await system.find(PLAN, never);
        expect(only().state).toBe(state);
      });

      it('reads a cancellation', async () => {
        const { number, reference } = await system.open(draftOf(), never);
        under.people.cancel(number);
        expect(await system.read(reference, never)).toMatchObject({ phase: 'cancelled' });
      });

      it('takes a state that nobody has named for unknown', async () => {
        const { number, reference } = await system.open(draftOf(), never);
        under.people.move(number, under.strangeState);
        expect(await system.read(reference, never)).toMatchObject({ phase: 'unknown' });
        expect((await system.find(PLAN, never))?.reference).toBe(reference);
        expect(await faultOf(system.begin(reference, never))).toMatchObject({ fault: 'not-allowed-now' });
        expect(await faultOf(system.revise(reference, draftOf({ digest: digestOf('b') }), never))).toMatchObject({
          fault: 'not-allowed-now',
        });
      });

      it.each([
        ['nothing', '', null],
        ['another text', 'We do something else', null],
        ['a digest that is broken off', `Plan digest: ${digestOf('a').slice(0, -1)}`, null],
        ['another digest', `Plan digest: ${digestOf('c')}`, digestOf('c')],
        ['the digest far below', `${'line\n'.repeat(40)}${digestOf('a')}`, null],
      ])('reads the digest of a record that says %s', async (_, text, digest) => {
        const { number, reference } = await system.open(draftOf(), never);
        under.people.rewrite(number, text);
        expect((await system.read(reference, never))?.digest).toBe(digest);
      });

      it('reads the window that people have moved, and none where they have emptied it', async () => {
        const { number, reference } = await system.open(draftOf(), never);
        const moved = { start: '2026-12-12T20:00:00Z', end: '2026-12-13T04:00:00Z' };
        under.people.reschedule(number, moved);
        expect((await system.read(reference, never))?.window).toEqual(moved);
        under.people.reschedule(number, null);
        expect(await system.read(reference, never)).toMatchObject({ window: null, planned: { start: null, end: null, isReadable: true } });
      });

      it.each([
        ['start', { start: '2026-12-12T20:00:00Z', end: null }],
        ['end', { start: null, end: '2026-12-13T04:00:00Z' }],
      ])('reads the one planned time that people have left: the %s', async (_, times) => {
        const { number, reference } = await system.open(draftOf(), never);
        under.people.reschedule(number, times);
        expect(await system.read(reference, never)).toMatchObject({ window: null, planned: { ...times, isReadable: true } });
      });
    });

    describe('another draft', () => {
      const next = draftOf({ digest: digestOf('b'), summary: 'Upgrade NSX 4.2 to 9.1, again', window: null });

      it('is written over a record that nobody has answered, and needs approval anew', async () => {
        const { reference } = await system.open(draftOf(), never);
        expect(await system.revise(reference, next, never)).toMatchObject({
          reference,
          phase: 'awaiting-approval',
          approval: 'requested',
          digest: digestOf('b'),
          window: null,
        });
        expect(only()).toMatchObject({ summary: next.summary, implementation: next.implementation });
      });

      it('never stands beside an approval of the first', async () => {
        const { reference } = await approved();
        if (under.approvalsOnRevise === 'taken-back') {
          expect(await system.revise(reference, next, never)).toMatchObject({
            phase: 'awaiting-approval',
            approval: 'requested',
            digest: digestOf('b'),
          });
        } else {
          expect(await faultOf(system.revise(reference, next, never))).toMatchObject({ fault: 'not-revisable', retryable: false });
          expect(await system.read(reference, never)).toMatchObject({ digest: digestOf('a') });
        }
      });

      it('of another plan makes the record one of that plan', async () => {
        const { reference } = await system.open(draftOf(), never);
        await system.revise(reference, { ...next, plan: OTHER_PLAN }, never);
        expect((await system.find(OTHER_PLAN, never))?.reference).toBe(reference);
        expect(await system.find(PLAN, never)).toBeUndefined();
        expect((await system.open(draftOf(), never)).reference).not.toBe(reference);
      });

      it('does not inherit the yes of one of those who are asked', async () => {
        const { number, reference } = await system.open(draftOf(), never);
        under.people.approveInPart(number);
        if (under.approvalsOnRevise === 'taken-back') {
          await system.revise(reference, next, never);
          expect(await system.read(reference, never)).toMatchObject({ approval: 'requested', deciders: [] });
        } else expect(await faultOf(system.revise(reference, next, never))).toMatchObject({ fault: 'not-revisable' });
      });

      it('does not change a record on which work has begun, or that is over', async () => {
        const { reference } = await approved();
        await system.begin(reference, never);
        expect(await faultOf(system.revise(reference, next, never))).toMatchObject({ fault: 'not-revisable' });
        await system.finish(reference, { outcome: 'successful', notes: 'done' }, never);
        expect(await faultOf(system.revise(reference, next, never))).toMatchObject({ fault: expect.stringMatching(/not-/) });
        expect((await system.read(reference, never))?.digest).toBe(digestOf('a'));
      });
    });

    describe('the course of a record', () => {
      it('begins once it is approved, and not before', async () => {
        const { number, reference } = await system.open(draftOf(), never);
        expect(await faultOf(system.begin(reference, never))).toMatchObject({ fault: 'not-allowed-now', retryable: false });
        expect(await faultOf(system.finish(reference, { outcome: 'successful', notes: 'x' }, never))).toMatchObject({
          fault: 'not-allowed-now',
        });
        under.people.approve(number);
        expect(await system.begin(reference, never)).toMatchObject({ phase: 'changing', approval: 'approved' });
        expect(await system.begin(reference, never)).toMatchObject({ phase: 'changing' });
      });

      it.each(['successful', 'unsuccessful'] as const)('ends as %s, with notes for people, and stays as it ended', async (outcome) => {
        const { reference } = await approved();
        await system.begin(reference, never);
        expect(await system.finish(reference, { outcome, notes: 's1 done\ns2 done' }, never)).toMatchObject({ phase: 'closed' });
        const ended = JSON.stringify(only());
        expect(ended).toContain('s1 done\\ns2 done');
        expect(ended).toContain(outcome);
        await system.finish(reference, { outcome: 'successful', notes: 'again' }, never);
        await system.begin(reference, never);
        await system.cancel(reference, 'too late', never);
        expect(await system.read(reference, never)).toMatchObject({ phase: 'closed' });
        expect(JSON.stringify(only())).not.toContain('again');
      });

      it('ends although nobody has told that it began', async () => {
        const { reference } = await approved();
        expect(await system.finish(reference, { outcome: 'successful', notes: 'done' }, never)).toMatchObject({ phase: 'closed' });
      });

      it('is cancelled with the reason, once', async () => {
        const { reference } = await system.open(draftOf(), never);
        expect(await system.cancel(reference, 'the plan is void: nsx-1 has moved', never)).toMatchObject({ phase: 'cancelled' });
        expect(await system.cancel(reference, 'again', never)).toMatchObject({ phase: 'cancelled' });
        const notes = only().notes.filter((note) => note.includes('nsx-1 has moved') || note === 'again');
        expect(notes).toHaveLength(1);
      });

      it('carries notes', async () => {
        const { reference } = await system.open(draftOf(), never);
        await system.note(reference, 'Held: drift on sup-1', never);
        expect(only().notes).toContain('Held: drift on sup-1');
      });
    });

    describe('texts and times', () => {
      it.each([
        ['the last Sunday of March', '2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z'],
        ['the last Sunday of October', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
        ['a leap day', '2028-02-29T23:59:59Z', '2028-03-01T00:00:00Z'],
        ['the turn of a year', '2026-12-31T23:00:00Z', '2027-01-01T01:00:00Z'],
      ])('keeps the instants of a window over %s', async (_, from, to) => {
        const { reference } = await system.open(draftOf({ window: { start: from, end: to } }), never);
        expect((await connect().read(reference, never))?.window).toEqual({ start: from, end: to });
      });

      it('makes no window wider, where the system holds whole seconds', async () => {
        const fine = { start: '2026-12-05T20:00:00.001Z', end: '2026-12-06T04:00:00.999Z' };
        expect((await system.open(draftOf({ window: fine }), never)).window).toEqual({
          start: '2026-12-05T20:00:01Z',
          end: '2026-12-06T04:00:00Z',
        });
      });

      it('opens a record without a window where no schedule is kept', async () => {
        expect(await system.open(draftOf({ window: null }), never)).toMatchObject({ phase: 'awaiting-approval', window: null });
      });

      it('cuts what is too long, and never the digest', async () => {
        const long = 'Ä line that is said again and again 😀\n'.repeat(5_000);
        const draft = draftOf({ summary: `Upgrade\n${long}`, description: long, justification: long, backout: long, test: long });
        const reading = await system.open(
          { ...draft, implementation: `${long}${digestOf('a')}`, risk: { level: 'low', text: long } },
          never,
        );
        expect(reading).toMatchObject({ phase: 'awaiting-approval', digest: digestOf('a') });
        const { summary, implementation, backout } = only();
        expect(summary).not.toMatch(/[\r\n]/);
        expect(summary.length).toBeLessThanOrEqual(under.longest.summary);
        for (const text of [implementation, backout]) {
          expect(text.length).toBeLessThanOrEqual(under.longest.text);
          expect(text.length).toBeGreaterThan(under.longest.text / 2);
          expect(text).toMatch(/cut/);
        }
      });

      it('keeps umlauts, markup and newlines as they are', async () => {
        const text = `${digestOf('a')}\nÄäÖöß €\n\n\n  * <b>bold</b> & "quoted" {code}x{code} [link|http://x] h1. \\\\ | table |\n\t– 日本語 😀\n`;
        await system.open(draftOf({ implementation: text, backout: text, summary: 'Für <b>"alle"</b> & 日本 😀' }), never);
        expect(only()).toMatchObject({ implementation: text, backout: text, summary: 'Für <b>"alle"</b> & 日本 😀' });
      });

      it('takes control characters and halves of characters, which no system takes', async () => {
        const reading = await system.open(draftOf({ description: 'a\u0000b\u001bc\ud800d', summary: 'x\u0000\ud83dy' }), never);
        expect(reading.phase).toBe('awaiting-approval');
        expect(JSON.stringify(only())).not.toMatch(/\\u0000|\\u001b|\\ud8/);
      });

      it('opens a record of which hardly anything is said', async () => {
        const nothing = {
          summary: 'x',
          description: '',
          justification: '',
          implementation: '',
          backout: '',
          test: '',
          planUrl: null,
          affected: [],
        };
        expect(await system.open(draftOf(nothing), never)).toMatchObject({ phase: 'awaiting-approval', digest: digestOf('a') });
      });
    });

    if (reached === 'in-memory') return;
    describeWire({ wire, under: () => under, system: () => system, connect });
    describeInterruptions({ under: () => under, connect });
  });
}

const actsOn = (reference: string): readonly ((system: ChangeSystem) => Promise<unknown>)[] => [
  (system) => system.begin(reference, never),
  (system) => system.finish(reference, { outcome: 'successful', notes: 'x' }, never),
  (system) => system.cancel(reference, 'x', never),
  (system) => system.note(reference, 'x', never),
  (system) => system.revise(reference, draftOf({ digest: digestOf('b') }), never),
];
