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
const instant = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();

type Action =
  | { readonly do: 'request' | 'fall' | 'follow' | 'void-other' | 'age' | 'observe' | 'expire'; readonly person: string }
  | { readonly do: 'sign' | 'refuse' | 'withdraw' | 'glass' | 'waive' | 'sign-other'; readonly person: string };

const action: fc.Arbitrary<Action> = fc.record({
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

function commandOf({ do: what, person }: Action, world: World): ApprovalCommand | null {
  const { hour } = world;
  const upon = { standing: standingOf(world), unowned: [] };
  const decision = decisionOf(person, hour, what === 'sign-other' ? 'sha256:b' : digest);
  switch (what) {
    case 'request':
      return { command: 'request', request: requestAt(hour), standing: upon.standing };
    case 'sign':
    case 'sign-other':
      return { command: 'sign', decision, roles: rolesOf[person]!, ...upon };
    case 'refuse':
      return { command: 'refuse', decision, roles: rolesOf[person]!, reason: `at ${hour}` };
    case 'withdraw':
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
function happen({ do: what, person }: Action, world: World): void {
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
      world.refusing.clear();
      Object.assign(world, { glass: null, waiver: null, lapsed: false });
    }
    world.requested = true;
  }
  if (what === 'sign' && mayYes && !world.refusing.has(person) && person !== 'e') world.signed.set(person, rolesOf[person]!);
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

/** Every way to give out the places, one after the other: n of m, exactly. */
function canSeat(
  places: readonly string[],
  signed: ReadonlyMap<string, readonly string[]>,
  taken: ReadonlySet<string> = new Set(),
): boolean {
  const [role, ...rest] = places;
  if (role === undefined) return true;
  return [...signed].some(([who, roles]) => !taken.has(who) && roles.includes(role) && canSeat(rest, signed, new Set([...taken, who])));
}

function isApproved({ signed, refusing, glass, waiver, hour, requested, lapsed }: World): boolean {
  if (!requested || lapsed || refusing.size > 0 || (waiver !== null && waiver <= hour)) return false;
  if (glass !== null) return true;
  return canSeat(['approver', 'operator'], signed) && (waiver !== null || canSeat(['approver', 'approver'], signed));
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
        if (world.refusing.size > 0 && approved) throw new Error('approved against a refusal');
      }
    }),
    { numRuns: 2_000 },
  );
});
