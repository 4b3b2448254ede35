import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { it } from 'vitest';
import { type ApprovalCommand, approvalDecider, type Standing } from './approval.decider.js';
import type { PersonalDecision, SignoffRequest } from './approval.events.js';
import type { ApprovalState } from './approval.state.js';
import { judgeApproval } from './judge-approval.js';

/**
 * A world that knows what nobody may forget: which premise fell, who refuses, who signed the digest that stands. It is told of commands in the
 * plainest way, and the approval has to come to the same.
 */
interface World {
  fell: boolean;
  stale: boolean;
  requested: boolean;
  /** By a waiver that ran out, until sign-off is requested again. */
  lapsed: boolean;
  hour: number;
  readonly signed: Map<string, readonly string[]>;
  /** Whose approval other systems have told, by system. */
  readonly told: Map<string, readonly string[]>;
  readonly refusing: Set<string>;
  glass: string | null;
  waiver: number | null;
}

const digest = 'sha256:a';
const people = ['requester', 'b', 'c', 'd', 'e'];
const rolesOf: Readonly<Record<string, readonly string[]>> = {
  requester: ['approver', 'operator'],
  b: ['approver'],
  c: ['operator'],
  d: ['approver', 'operator'],
  e: ['viewer'],
};
const rolesOfSystem: Readonly<Record<string, readonly string[]>> = { 'change:x': ['approver'], 'change:y': ['approver', 'operator'] };
const instant = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();

type Action =
  | { readonly do: 'request' | 'fall' | 'follow' | 'void-other' | 'age' | 'observe' | 'expire'; readonly person: string }
  | { readonly do: 'sign' | 'refuse' | 'withdraw' | 'glass' | 'waive' | 'sign-other'; readonly person: string }
  | { readonly do: 'tell' | 'fall-silent'; readonly person: string; readonly of: readonly string[] };

const ofSystems: fc.Arbitrary<Action> = fc.record({
  do: fc.constantFrom('tell', 'tell', 'fall-silent'),
  person: fc.constantFrom(...Object.keys(rolesOfSystem)),
  of: fc.subarray(people, { minLength: 1, maxLength: 3 }),
}) as fc.Arbitrary<Action>;

const ofPeople: fc.Arbitrary<Action> = fc.record({
  do: fc.constantFrom(
    'request',
    'sign',
    'sign',
    'sign',
    'refuse',
    'withdraw',
    'glass',
    'waive',
    'sign-other',
    'fall',
    'follow',
    'void-other',
    'age',
    'observe',
    'expire',
  ),
  person: fc.constantFrom(...people),
}) as fc.Arbitrary<Action>;

const action = fc.oneof({ weight: 3, arbitrary: ofPeople }, { weight: 1, arbitrary: ofSystems });

const requestAt = (hour: number): SignoffRequest => ({
  ...decisionOf('b', hour),
  planRequestedBy: 'requester',
  classes: [
    {
      class: 'routine',
      reasons: [],
      requirements: [
        { role: 'approver', count: 1 },
        { role: 'operator', count: 1 },
      ],
    },
    { class: 'weak-evidence', reasons: [], requirements: [{ role: 'approver', count: 2 }] },
  ],
  weak: { evidence: 'observed', statements: ['s1'] },
  ownersFor: [],
  policyVersion: 0,
});

function decisionOf(by: string, hour: number, of = digest): PersonalDecision {
  return { digest: of, by, at: instant(hour), from: { address: null, userAgent: null, trace: null } };
}

const standingOf = ({ fell, stale }: World): Standing => (fell ? 'void' : stale ? 'stale' : 'stands');

function commandOf(action: Action, world: World): ApprovalCommand | null {
  const { do: what, person } = action;
  const { hour } = world;
  const upon = { standing: standingOf(world), unowned: [] };
  const decision = decisionOf(person, hour, what === 'sign-other' ? 'sha256:b' : digest);
  switch (what) {
    case 'request':
      return { command: 'request', request: requestAt(hour), standing: upon.standing };
    case 'sign':
    case 'sign-other':
      return { command: 'sign', decision, roles: rolesOf[person]!, standsFor: [], ...upon };
    case 'tell':
      return { command: 'sign', decision, roles: rolesOfSystem[person]!, standsFor: action.of, ...upon };
    case 'refuse':
      return { command: 'refuse', decision, roles: rolesOf[person]!, reason: `at ${hour}` };
    case 'withdraw':
    case 'fall-silent':
      return { command: 'withdraw', decision, reason: null };
    case 'glass':
      return { command: 'break-glass', decision, reason: `at ${hour}`, ...upon };
    case 'waive': {
      const about = { kind: 'statement', statement: 's1' } as const;
      const waiver = { ...decision, about, reason: 'lab', owner: 'Ada', expires: instant(hour + 5) };
      return { command: 'grant-waiver', waiver, standing: upon.standing };
    }
    case 'follow':
      return world.fell ? { command: 'void', digest, fallen: [] } : null;
    case 'void-other':
      return { command: 'void', digest: 'sha256:b', fallen: [] };
    case 'expire':
      return { command: 'expire-waivers', now: instant(hour) };
    default:
      return null;
  }
}

/** The rules once more, without a decider. */
function happen(action: Action, world: World): void {
  const { do: what, person } = action;
  const lapses = world.waiver !== null && world.waiver <= world.hour;
  const begun = world.requested && !world.lapsed;
  const mayYes = begun && !world.fell && !world.stale && person !== 'requester';
  if (what === 'fall') world.fell = true;
  if (what === 'age') world.stale = true;
  if (what === 'observe') world.stale = false;
  if (what === 'expire' && begun && lapses) world.lapsed = true;
  if (what === 'request' && !world.fell && !world.stale) {
    if (world.lapsed) {
      world.signed.clear();
      world.told.clear();
      world.refusing.clear();
      Object.assign(world, { glass: null, waiver: null, lapsed: false });
    }
    world.requested = true;
  }
  if (what === 'sign' && mayYes && !world.refusing.has(person) && person !== 'e') world.signed.set(person, rolesOf[person]!);
  if (what === 'tell' && mayYes) world.told.set(person, action.of);
  if (what === 'fall-silent' && begun) world.told.delete(person);
  if (what === 'glass' && mayYes) world.glass = person;
  if (what === 'waive' && mayYes) world.waiver = world.hour + 5;
  if (what === 'refuse' && begun && person !== 'requester') {
    world.signed.delete(person);
    world.refusing.add(person);
  }
  if (what === 'withdraw' && begun) {
    world.signed.delete(person);
    world.refusing.delete(person);
    if (world.glass === person) world.glass = null;
  }
}

interface Said {
  readonly roles: readonly string[];
  readonly people: readonly string[];
}

/** What was said in person, and what was told of people who have not said it themselves. */
function saidIn({ signed, told }: World): Said[] {
  const inPerson = [...signed].map(([who, roles]) => ({ roles, people: [who] }));
  const elsewhere = [...told].map(([system, all]) => ({
    roles: rolesOfSystem[system]!,
    people: all.filter((who) => who !== 'requester' && !signed.has(who)),
  }));
  return [...inPerson, ...elsewhere];
}

/** Every way to give out the places, one after the other: n of m, exactly, to a voice and a person that have none yet. */
function canSeat(places: readonly string[], said: readonly Said[], seated: readonly string[] = []): boolean {
  const [role, ...rest] = places;
  if (role === undefined) return true;
  return said.some(
    (voice) =>
      voice.roles.includes(role) &&
      voice.people.some(
        (who) =>
          !seated.includes(who) &&
          canSeat(
            rest,
            said.filter((other) => other !== voice),
            [...seated, who],
          ),
      ),
  );
}

function isApproved(world: World): boolean {
  const { refusing, glass, waiver, hour, requested, lapsed } = world;
  const said = saidIn(world);
  if (!requested || lapsed || refusing.size > 0 || (waiver !== null && waiver <= hour)) return false;
  if (glass !== null) return true;
  return canSeat(['approver', 'operator'], said) && (waiver !== null || canSeat(['approver', 'approver'], said));
}

it('is approved exactly while enough others than the requester have signed the digest that stands, and nobody refuses', () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 1, maxLength: 40 }), (actions) => {
      const world: World = {
        fell: false,
        stale: false,
        requested: false,
        lapsed: false,
        hour: 0,
        signed: new Map(),
        told: new Map(),
        refusing: new Set(),
        glass: null,
        waiver: null,
      };
      let state: ApprovalState = approvalDecider.initialState;
      let followed = false;
      for (const one of [{ do: 'request', person: 'b' } as Action, ...actions]) {
        world.hour++;
        const command = commandOf(one, world);
        // A fall that was followed before is the end of it: the world below knows nothing of void, and changes nothing any more.
        const isOver = followed && state.status === 'void';
        if (command) {
          const decided = approvalDecider.decide(command, state);
          if (decided.outcome === 'accepted') state = decided.events.reduce(approvalDecider.evolve, state);
        }
        if (one.do === 'follow' && world.fell) followed = true;
        if (!isOver) happen(one, world);
        const judged = judgeApproval(state, { now: instant(world.hour), unowned: [] });
        const approved = judged.state === 'approved';
        if (followed && approved) throw new Error('approved on a fallen premise');
        if (!followed && approved !== isApproved(world))
          throw new Error(`${JSON.stringify(one)}: approved ${approved}, by the rules ${isApproved(world)}`);
        const heard = new Set([...world.signed.keys(), ...[...world.told.values()].flat()].filter((who) => who !== 'requester'));
        if (approved && world.glass === null && heard.size < 2) throw new Error('approved by one person who was counted twice');
        if (world.refusing.size > 0 && approved) throw new Error('approved against a refusal');
      }
    }),
    { numRuns: propertyRuns(2_000) },
  );
});
