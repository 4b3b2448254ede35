import type { FleetSnapshot, Policy, Scope } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import { judgePair, type Judging, type Matrix, type MatrixRevision, type Verdict } from '@lockstep/matrix/domain';
import { type FleetNode, fleetTrees, type Instance, lineage, subtree } from '../model/fleet-tree.js';
import { dayOf } from '../model/inputs.js';
import { textOf } from './nsx-windows.js';

/** What the matrix says of a component of one node and a version of another component that it meets. */
export interface MetPairing {
  readonly component: string;
  readonly version: string;
  readonly with: { readonly component: string; readonly version: string };
  /** Where the other one runs; the node itself for a pairing inside it. */
  readonly nodes: readonly string[];
  readonly verdict: Verdict['verdict'];
  readonly inside: boolean;
  /** False: shown, and never decides. */
  readonly enforced: boolean;
  /** The statement that decided; null: silence. */
  readonly statement: string | null;
}

export interface Compatibility {
  readonly node: string;
  readonly scope: Scope;
  /** No enforced pairing is outside its window. */
  readonly inside: boolean;
  /** Pairs with a relation alone; in the order of components and versions. */
  readonly pairings: readonly MetPairing[];
}

/** How a node stands to everything it meets: itself, all above and all below it. Null: no node of the fleet has this id. The documents must have passed `fleetProblems`. */
export function compatibilityOf({ matrix }: MatrixRevision, fleet: FleetSnapshot, policy: Policy, id: string): Compatibility | null {
  const judging = { policy, day: dayOf(fleet) };
  for (const root of fleetTrees(matrix, fleet))
    for (const node of subtree(root)) {
      if (node.id !== id) continue;
      const pairings = node.instances.flatMap((instance) => pairingsOf(matrix, judging, node, instance));
      return { node: id, scope: node.scope, inside: pairings.every(({ inside, enforced }) => inside || !enforced), pairings };
    }
  return null;
}

function pairingsOf(matrix: Matrix, judging: Judging, node: FleetNode, { component, version }: Instance): MetPairing[] {
  const partners = new Map<string, { partner: Instance; nodes: string[] }>();
  for (const [other, partner] of met(node, component.id)) {
    if (!matrix.relation(component.id, partner.component.id)) continue;
    const key = `${partner.component.id} ${textOf(partner.version)}`;
    const group = partners.get(key);
    if (group) group.nodes.push(other.id);
    else partners.set(key, { partner, nodes: [other.id] });
  }
  return [...partners]
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(([, { partner, nodes }]) => {
      const judged = judgePair(matrix, judging, component.id, version, partner.component.id, partner.version);
      return {
        component: component.id,
        version: textOf(version),
        with: { component: partner.component.id, version: textOf(partner.version) },
        nodes,
        verdict: judged.verdict,
        inside: judged.inside,
        enforced: judged.relation!.enforce,
        statement: judged.statement?.id ?? null,
      };
    });
}

/** Each pair inside the node once, by text order; then everything above and below. */
function* met(node: FleetNode, component: string): Generator<[FleetNode, Instance]> {
  for (const other of lineage(node))
    for (const partner of other.instances) if (other !== node || partner.component.id > component) yield [other, partner];
  for (const other of subtree(node)) if (other !== node) for (const partner of other.instances) yield [other, partner];
}
