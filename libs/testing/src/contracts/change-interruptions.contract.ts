import type { ChangeDraft, ChangeSystem } from '@lockstep/approvals';
import type { WireFault } from '@lockstep/simulation';
import { describe, expect, it } from 'vitest';
import { type ChangeSystemUnderTest, digestOf, draftOf, never } from './change-system-under-test.js';

interface Suite {
  readonly under: () => ChangeSystemUnderTest;
  readonly connect: () => ChangeSystem;
}

/** Strikes one request in a row of them, counted from 0. */
class Nth extends RegExp {
  private seen = 0;

  constructor(private readonly nth: number) {
    super('');
  }

  get hasStruck(): boolean {
    return this.seen > this.nth;
  }

  override test(): boolean {
    return this.seen++ === this.nth;
  }
}

const ENDS: readonly (readonly [what: string, fault: WireFault])[] = [
  ['before it is done', { kind: 'drop' }],
  ['after it is done', { kind: 'lost', end: 'cut' }],
];
/** More requests than any act takes. */
const MOST = 60;

/** Whatever request of an act is the last of a process: who acts again brings it to its end, and nothing wrong is to be seen in between. */
export function describeInterruptions({ under, connect }: Suite): void {
  describe('interrupted at any of its requests', () => {
    /** Acts on one plan after the other, each interrupted one request later, until an act gets through. */
    async function interrupt(
      fault: WireFault,
      prepare: (system: ChangeSystem, draft: ChangeDraft) => Promise<string>,
      act: (system: ChangeSystem, draft: ChangeDraft, reference: string) => Promise<unknown>,
      judge: (system: ChangeSystem, draft: ChangeDraft, reference: string, when: 'interrupted' | 'ended') => Promise<void>,
    ): Promise<number> {
      const system = connect();
      for (let nth = 0; nth < MOST; nth++) {
        const draft = draftOf({ plan: `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}` });
        const reference = await prepare(system, draft);
        const request = new Nth(nth);
        const lift = under().wire!.faults.add({ request, fault });
        const end = await act(system, draft, reference).then(
          () => 'done',
          () => 'failed',
        );
        lift();
        if (end === 'done' && !request.hasStruck) return nth;
        await judge(system, draft, reference, 'interrupted');
        await act(system, draft, reference);
        await judge(system, draft, reference, 'ended');
      }
      throw new Error(`an act; must end within ${MOST} requests; found that it does not`);
    }

    it.each(ENDS)('opens one record, %s', async (_, fault) => {
      const requests = await interrupt(
        fault,
        () => Promise.resolve(''),
        (system, draft) => system.open(draft, never),
        async (system, draft, _reference, when) => {
          const found = await system.find(draft.plan, never);
          if (when === 'ended')
            expect(found).toMatchObject({ phase: 'awaiting-approval', approval: 'requested', digest: draft.digest, window: draft.window });
          else expect(found?.approval ?? 'not-requested').not.toBe('approved');
        },
      );
      expect(requests).toBeGreaterThan(3);
    });

    it.each(ENDS)('shows no other text beside an approval while it revises, %s', async (_, fault) => {
      const next = (draft: ChangeDraft) =>
        draftOf({ ...draft, digest: digestOf('b'), implementation: `Plan digest: ${digestOf('b')}\n\n1. another step` });
      const isTakenBack = under().approvalsOnRevise === 'taken-back';
      const requests = await interrupt(
        fault,
        async (system, draft) => {
          const { number, reference } = await system.open(draft, never);
          if (isTakenBack) under().people.approve(number);
          return reference;
        },
        (system, draft, reference) => system.revise(reference, next(draft), never),
        async (system, _draft, reference, when) => {
          const reading = await system.read(reference, never);
          if (reading?.digest === digestOf('b')) expect(reading.approval).not.toBe('approved');
          if (when === 'ended')
            expect(reading).toMatchObject({ phase: 'awaiting-approval', approval: 'requested', digest: digestOf('b'), deciders: [] });
        },
      );
      expect(requests).toBeGreaterThan(3);
    });

    it.each(ENDS)('brings a record to its end, %s', async (_, fault) => {
      const requests = await interrupt(
        fault,
        async (system, draft) => {
          const { number, reference } = await system.open(draft, never);
          under().people.approve(number);
          return reference;
        },
        (system, _draft, reference) => system.finish(reference, { outcome: 'unsuccessful', notes: 's2 failed' }, never),
        async (system, _draft, reference, when) => {
          if (when === 'interrupted') return;
          expect(await system.read(reference, never)).toMatchObject({ phase: 'closed' });
          const shown = under()
            .changes()
            .find((one) => one.reference === reference);
          expect(JSON.stringify(shown)).toContain('s2 failed');
        },
      );
      expect(requests).toBeGreaterThan(3);
    });
  });
}
