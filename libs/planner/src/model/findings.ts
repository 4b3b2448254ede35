import { type FleetSnapshot, type Policy } from '@lockstep/documents';
import { judgePair, type MatrixRevision, type ObservedVersion, type Verdict } from '@lockstep/matrix/domain';
import { dayOf } from './inputs.js';
import { type FleetNode, fleetTrees, lineage, subtree } from './fleet-tree.js';

/** Something a fleet check has to say about its versions. */
export type Finding =
  | {
      readonly kind: 'exposure';
      readonly between: readonly [string, string];
      readonly nodes: readonly [string, string];
      readonly versions: readonly [string, string];
      readonly verdict: Verdict['verdict'];
    }
  | { readonly kind: 'unknown-version'; readonly component: string; readonly node: string }
  | { readonly kind: 'unlisted-release'; readonly component: string; readonly node: string; readonly version: string };

/** Every pairing of a fleet that is outside its window, every version that could not be observed, and every version that no release lists. */
export function findExposures({ matrix }: MatrixRevision, fleet: FleetSnapshot, policy: Policy): Finding[] {
  const findings: Finding[] = [];
  const judging = { policy, day: dayOf(fleet) };
  const text = (version: ObservedVersion) => version?.text ?? 'unknown';
  for (const root of fleetTrees(matrix, fleet))
    for (const node of subtree(root))
      for (const { component, version } of node.instances) {
        if (version === null) findings.push({ kind: 'unknown-version', component: component.id, node: node.id });
        else if (!matrix.findRelease(component.id, version))
          findings.push({ kind: 'unlisted-release', component: component.id, node: node.id, version: version.text });
        for (const [other, partner] of partnersAbove(node, component.id)) {
          const [a, b] =
            component.id < partner.component.id
              ? [
                  { node, component, version },
                  { node: other, ...partner },
                ]
              : [
                  { node: other, ...partner },
                  { node, component, version },
                ];
          if (!matrix.relation(a.component.id, b.component.id)?.enforce) continue;
          const { inside, verdict } = judgePair(matrix, judging, a.component.id, a.version, b.component.id, b.version);
          if (!inside)
            findings.push({
              kind: 'exposure',
              between: [a.component.id, b.component.id],
              nodes: [a.node.id, b.node.id],
              versions: [text(a.version), text(b.version)],
              verdict,
            });
        }
      }
  return findings;
}

/** Each meeting pair once: same node by text order, and everything above. */
function* partnersAbove(node: FleetNode, component: string): Generator<[FleetNode, FleetNode['instances'][number]]> {
  for (const other of lineage(node))
    for (const partner of other.instances) if (other !== node || partner.component.id > component) yield [other, partner];
}
