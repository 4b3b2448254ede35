import type { Premise } from '@lockstep/documents';
import type { ObservedVersion, Verdict } from '@lockstep/matrix/domain';
import type { CheckContext, Pairing } from './check-context.js';
import type { Encounter } from './encounters.js';
import { type FleetState, type Move, versionIn } from './fleet-state.js';
import { type Instance, isAtOrBelow } from './fleet-tree.js';

/** Two versions that meet before, during or after a step, because one or both of the instances move. */
export interface Observation {
  readonly pairing: Pairing;
  readonly encounter: Encounter;
  readonly versions: readonly [ObservedVersion, ObservedVersion];
  readonly phase: Premise['phase'];
  /** The instance that moves; null when both do. */
  readonly mover: Instance | null;
}

/** Why an observation is allowed, or that it is not (`refused`), and by which safety rule of docs/explanation/planner.md. */
export interface Ground {
  readonly basis: Premise['basis'] | 'refused';
  readonly verdict: Verdict;
  readonly rule: 1 | 2;
}

/** Everything that can be observed around the moves of one subject in a state (safety rules 1 and 2). */
export function observe(context: CheckContext, state: FleetState, moves: readonly Move[]): Observation[] {
  const observations: Observation[] = [];
  for (const { instance, to } of moves)
    for (const pairing of context.pairingsOf(instance)) {
      const { a, b, judge } = pairing;
      const other = a === instance ? b : a;
      const partner = moves.find((move) => move.instance === other);
      // Seen from both sides: keep one of them.
      if (partner && a !== instance) continue;
      const mover = partner ? null : instance;
      const observed = (phase: Premise['phase'], versionA: ObservedVersion, versionB: ObservedVersion) => {
        const encounter = judge(versionA, versionB);
        observations.push({ pairing, encounter, versions: encounter.versions, phase, mover });
      };
      const [oldA, oldB] = [versionIn(state, a), versionIn(state, b)];
      const newA = a === instance ? to : oldA;
      const newB = partner?.to ?? (b === instance ? to : oldB);
      observed('before', oldA, oldB);
      if (partner) {
        observed('during', oldA, newB);
        observed('during', newA, oldB);
      }
      observed('after', newA, newB);
    }
  return observations;
}

export function groundOf(context: CheckContext, state: FleetState, { pairing, encounter: { verdict }, phase, mover }: Observation): Ground {
  const rule = mover === null ? 2 : 1;
  if (verdict.inside) return { basis: verdict.statement ? 'statement' : 'unknown-allowed', verdict, rule };
  if (phase === 'during') {
    const mayPass = context.judging.policy.mixedWindow === 'comoved' && verdict.verdict !== 'rejected';
    return { basis: mayPass ? 'not-rejected' : 'refused', verdict, rule };
  }
  return { basis: state.exposed.has(pairing.index) && mayStayOutside(pairing, phase, mover) ? 'start-exposure' : 'refused', verdict, rule };
}

/** Recovery: a cluster may climb out over several hops; a shared component never moves onto another unproven version under a cluster. */
function mayStayOutside(pairing: Pairing, phase: Premise['phase'], mover: Instance | null): boolean {
  if (phase === 'before' || mover === null) return true;
  const other = mover === pairing.a ? pairing.b : pairing.a;
  return isAtOrBelow(mover.node, other.node);
}
