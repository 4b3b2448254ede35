import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { it } from 'vitest';
import type { ChangeApproval, ChangePhase, ChangeReading } from './change-reading.js';
import { CHANGE_APPROVALS, CHANGE_PHASES } from './change-reading.js';
import { type ChangeRecordCommand, changeRecordDecider } from './change-record.decider.js';
import type { ChangeRecordState } from './change-record.state.js';
import { judgeChangeRecord } from './judge-change-record.js';

/** What people see in the other system, and what nobody may forget of it, in the plainest way. */
interface World {
  hour: number;
  /** Null: there is none, or it is not told of here any more. */
  there: { reference: string; phase: ChangePhase; approval: ChangeApproval; digest: string | null; deciders: string[] } | null;
  /** As last told, and when. */
  told: World['there'];
  toldAt: number | null;
  withdrawn: boolean;
  over: boolean;
}

const PLAN = 'sha256:a';
const instant = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
const MAX_AGE_HOURS = 3;

const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('agree' as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constantFrom('ask' as const, 'open' as const, 'read' as const, 'read' as const, 'read' as const) }),
  },
  fc.record({
    do: fc.constant('people' as const),
    phase: fc.constantFrom(...CHANGE_PHASES, 'approved' as const, 'changing' as const),
    approval: fc.constantFrom(...CHANGE_APPROVALS, 'approved' as const, 'approved' as const),
    digest: fc.constantFrom(PLAN, PLAN, PLAN, 'sha256:b', null),
    deciders: fc.constantFrom([], ['Ada'], ['Req'], ['Req', 'Ada']),
  }),
  fc.record({ do: fc.constantFrom('vanish' as const, 'fail' as const, 'withdraw' as const, 'revise' as const, 'finish' as const) }),
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

let made = 0;
const readingOf = ({ reference, phase, approval, digest, deciders }: NonNullable<World['there']>): ChangeReading => ({
  reference,
  number: reference,
  url: null,
  phase,
  state: phase,
  approval,
  deciders,
  digest,
  window: null,
});

function step(one: Action, world: World, state: ChangeRecordState): ChangeRecordCommand | null {
  switch (one.do) {
    case 'people':
      if (world.there) Object.assign(world.there, { phase: one.phase, approval: one.approval, digest: one.digest, deciders: one.deciders });
      return null;
    case 'agree':
      if (world.there) Object.assign(world.there, { phase: 'approved', approval: 'approved', digest: PLAN, deciders: ['Ada'] });
      return null;
    case 'vanish':
      world.there = null;
      return null;
    case 'ask':
      if (state.status !== 'open') world.withdrawn = false;
      return { command: 'request', request: { system: 's', digest: PLAN, by: 'x' } };
    case 'open': {
      if (state.status !== 'requested') return null;
      world.there = { reference: `r${++made}`, phase: 'awaiting-approval', approval: 'requested', digest: PLAN, deciders: [] };
      tellWorld(world);
      world.over = false;
      return { command: 'open', opened: { system: 's', digest: PLAN, window: null, reading: readingOf(world.there), from: null } };
    }
    case 'read':
      if (state.status !== 'open') return null;
      if (world.there === null) {
        world.told = null;
        return { command: 'lose' };
      }
      tellWorld(world);
      if (world.there.phase === 'closed' || world.there.phase === 'cancelled') world.over = true;
      return { command: 'tell', reading: readingOf(world.there) };
    case 'revise':
      if (state.status !== 'open' || world.there === null) return null;
      Object.assign(world.there, { phase: 'awaiting-approval', approval: 'requested', digest: PLAN, deciders: [] });
      tellWorld(world);
      return { command: 'revise', revised: { digest: PLAN, window: null, reading: readingOf(world.there), why: 'moved' } };
    case 'fail':
      return { command: 'fail', failing: { fault: 'unreachable', detail: 'x', doing: 'read' } };
    case 'withdraw':
      if (state.status === 'open' || state.status === 'requested') world.withdrawn = true;
      return { command: 'withdraw', by: 'x', reason: 'x' };
    case 'finish':
      if (state.status === 'open') world.over = true;
      return { command: 'close', end: 'finished', why: 'x' };
  }
}

function tellWorld(world: World): void {
  world.told = world.there && { ...world.there, deciders: [...world.there.deciders] };
  world.toldAt = world.hour;
}

/** The rules once more, without a decider: what was last told, lately enough, by somebody other than who asked for the plan. */
function mayGo({ told, toldAt, hour, withdrawn, over }: World): boolean {
  if (told === null || toldAt === null || withdrawn || over) return false;
  if (hour - toldAt > MAX_AGE_HOURS) return false;
  const onlyOwn = told.deciders.length > 0 && told.deciders.every((name) => name === 'Req');
  return told.approval === 'approved' && told.digest === PLAN && ['approved', 'changing'].includes(told.phase) && !onlyOwn;
}

it('lets work begin exactly while the record was lately told to be approved with the digest of the plan', () => {
  const seen = { go: 0, hold: 0 };
  fc.assert(
    fc.property(fc.array(action, { minLength: 5, maxLength: 40 }), (actions) => {
      const world: World = { hour: 0, there: null, told: null, toldAt: null, withdrawn: false, over: false };
      let state: ChangeRecordState = changeRecordDecider.initialState;
      for (const one of [{ do: 'ask' } as Action, { do: 'open' } as Action, ...actions]) {
        world.hour++;
        const command = step(one, world, state);
        if (command) {
          const decided = changeRecordDecider.decide(command, state);
          if (decided.outcome === 'accepted') state = decided.events.reduce(changeRecordDecider.evolve, state);
        }
        const judged = judgeChangeRecord(state, {
          system: 's',
          digest: PLAN,
          requestedBy: 'token:r',
          requestedBefore: [],
          people: { Req: 'token:r', Bo: 'token:b' },
          readAt: world.toldAt === null ? null : instant(world.toldAt),
          now: instant(world.hour),
          maxAge: MAX_AGE_HOURS * 3_600,
        });
        const may = mayGo(world);
        seen[may ? 'go' : 'hold']++;
        if ((judged.standing === 'approved') !== may)
          throw new Error(`${JSON.stringify(one)}: ${judged.standing}, by the rules ${may}; ${JSON.stringify(world)}`);
      }
    }),
    { numRuns: propertyRuns(1_500), seed: 7 },
  );
  if (Math.min(seen.go, seen.hold) < propertyRuns(1_500) / 3)
    throw new Error(`the histories must show both; found ${JSON.stringify(seen)}`);
});

it('takes any command in any state without an error, and an event that is told twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
      const world: World = { hour: 0, there: null, told: null, toldAt: null, withdrawn: false, over: false };
      let state: ChangeRecordState = changeRecordDecider.initialState;
      for (const one of actions) {
        const command = step(one, world, state);
        if (!command) continue;
        const decided = changeRecordDecider.decide(command, state);
        if (decided.outcome !== 'accepted') continue;
        state = decided.events.reduce(changeRecordDecider.evolve, state);
        // An opening is answered by what is open now, a finish by the end: both are true already.
        const again = changeRecordDecider.decide(command, state);
        if (again.outcome === 'accepted' && again.events.length > 0 && command.command !== 'revise')
          throw new Error(`${command.command} twice: ${JSON.stringify(again.events)}`);
      }
    }),
    { numRuns: propertyRuns(1_000) },
  );
});
