import type { ClassTally } from './class-tally.js';
import type { FleetClass } from './fleet-class.js';
import { type Finding, findingId, type Judged } from './finding.js';
import type { LineJudge } from './line-judge.js';

/**
 * Findings of the calendar: releases whose support has ended or ends by a day, and statements on which pairings lean that end by it.
 * @param until YYYY-MM-DD, inclusive
 */
export function datedFindings(
  tally: ClassTally,
  judge: LineJudge,
  until: string,
  wants: (fleetClass: FleetClass) => boolean = () => true,
): Map<string, Finding & { readonly classes: readonly FleetClass[] }> {
  const found = new Map<string, Finding & { nodes: number; classes: FleetClass[] }>();
  const add = (root: string | null, judged: Judged, fleetClass: FleetClass, nodes: number) => {
    const id = findingId(root, judged.topic);
    const known = found.get(id);
    if (known) {
      known.nodes += nodes;
      known.classes.push(fleetClass);
    } else found.set(id, { id, nsxManager: root, ...judged, nodes, classes: [fleetClass] });
  };
  for (const { class: fleetClass, root, nodes } of tally.classes()) {
    if (!wants(fleetClass)) continue;
    const subjects = fleetClass.kind;
    for (const { component, version, endOfSupport, sources } of judge.releases(fleetClass))
      if (endOfSupport !== null && endOfSupport <= until) {
        const topic = { kind: 'support-ending', component, version, endOfSupport } as const;
        add(root, { topic, fact: { subjects, statement: null, sources, detail: null } }, fleetClass, nodes);
      }
    const held = new Map(judge.heldBy(tally.lineOf(fleetClass)).map((one) => [one.statement, one]));
    for (const { statement, expires, sources } of held.values())
      if (expires !== null && expires <= until) {
        const topic = { kind: 'stale-evidence', statement, expires } as const;
        add(root, { topic, fact: { subjects, statement, sources, detail: null } }, fleetClass, nodes);
      }
  }
  return found;
}
