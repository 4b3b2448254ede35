import type { CheckContext } from './check-context.js';
import { type LatestDecisions, type Shortfall, shortfallsOf } from './final-state.js';
import { type FleetState, versionIn } from './fleet-state.js';
import { nameNode, namePairing, type Refutation, renderPairing, textOf } from './refutation.js';

/** Whether the state that the steps lead to is final; a refutation for each shortfall. */
export function checkFinalState(
  context: CheckContext,
  plan: string,
  start: FleetState,
  state: FleetState,
  decisions: LatestDecisions,
): Refutation[] {
  return shortfallsOf(context, start, state, decisions).map((shortfall) => renderShortfall(context, plan, state, shortfall));
}

function renderShortfall(context: CheckContext, plan: string, state: FleetState, shortfall: Shortfall): Refutation {
  const where = `plan ${plan}, final state:`;
  switch (shortfall.kind) {
    case 'undecided': {
      const { target, nsxManager } = shortfall;
      const message = `plan ${plan}: latest of target ${target.index} under ${nsxManager}; each domain with selected instances needs a decision; found none`;
      return { kind: 'latest', target: target.index, nsxManager, message };
    }
    case 'target': {
      const { target, instance, wanted } = shortfall;
      const message = `${where} ${target.component} at ${nameNode(instance.node)}; target ${target.index} wants ${wanted}; found ${textOf(versionIn(state, instance))}`;
      return { kind: 'target', target: target.index, subject: instance.node.id, message };
    }
    case 'support': {
      const { instance, endOfSupport } = shortfall;
      const message = `${where} ${instance.component} ${textOf(versionIn(state, instance))} at ${nameNode(instance.node)}; must be supported until ${context.supportedUntil}; found end of support ${endOfSupport ?? 'unknown'}`;
      return { kind: 'support', component: instance.component, subject: instance.node.id, message };
    }
    case 'pairing': {
      const { pairing, verdict } = shortfall;
      const versions: [string, string] = [textOf(versionIn(state, pairing.a)), textOf(versionIn(state, pairing.b))];
      const message = `${where} ${renderPairing(pairing, versions)}; every pairing that moved or is asked about must rest inside its window; found ${verdict.verdict}`;
      return { kind: 'final-pairing', ...namePairing(pairing), versions, message };
    }
  }
}
