import { canonicalJson } from '@lockstep/kernel';
import type { ClassTally } from './class-tally.js';
import { classKey, type FleetClass } from './fleet-class.js';
import { type Finding, SEVERITIES, severityOf } from './finding.js';

/** What becomes of a finding when the same fleet is judged otherwise. */
export interface FindingShift {
  readonly shift: 'opens' | 'closes' | 'changes';
  /** Null: it was not there. */
  readonly before: Finding | null;
  /** Null: it is not there any more. */
  readonly after: Finding | null;
}

/** Nodes that leave or enter their windows: `out` when a pairing falls out, `in` when the last one comes in. */
export interface ClassFall {
  readonly falls: 'out' | 'in';
  readonly class: FleetClass;
  readonly nodes: number;
  readonly nsxManager: string | null;
  /** Ids of the exposures that decide it. */
  readonly findings: readonly string[];
}

/** Two judgements of the same classes. Findings: the worst first; classes: the largest first. */
export function compareTallies(
  before: ClassTally,
  after: ClassTally,
): { readonly findings: readonly FindingShift[]; readonly classes: readonly ClassFall[] } {
  const ids = new Set([...before.findings(), ...after.findings()].map(({ id }) => id));
  const findings = [...ids].flatMap((id): FindingShift[] => {
    const [was, is] = [before.find(id) ?? null, after.find(id) ?? null];
    if (was && is && was.nodes === is.nodes && canonicalJson(was.fact) === canonicalJson(is.fact)) return [];
    return [{ shift: !was ? 'opens' : !is ? 'closes' : 'changes', before: was, after: is }];
  });
  return { findings: findings.toSorted(compareShifts), classes: fallsBetween(before, after).toSorted(compareFalls) };
}

function fallsBetween(before: ClassTally, after: ClassTally): ClassFall[] {
  const exposures = (tally: ClassTally) =>
    new Map(
      [...tally.classes()].map(({ class: fleetClass, findings }) => [
        classKey(fleetClass),
        findings.filter((id) => tally.find(id)!.topic.kind === 'exposure'),
      ]),
    );
  const was = exposures(before);
  return [...after.classes()].flatMap(({ class: fleetClass, nodes, root, findings }): ClassFall[] => {
    const old = was.get(classKey(fleetClass)) ?? [];
    const now = findings.filter((id) => after.find(id)!.topic.kind === 'exposure');
    const fresh = now.filter((id) => !old.includes(id));
    const rest = { class: fleetClass, nodes, nsxManager: root };
    if (fresh.length > 0) return [{ ...rest, falls: 'out', findings: fresh }];
    return old.length > 0 && now.length === 0 ? [{ ...rest, falls: 'in', findings: old }] : [];
  });
}

const rankOf = ({ before, after }: FindingShift): number => SEVERITIES.indexOf(severityOf((after ?? before)!));
const idOf = ({ before, after }: FindingShift): string => (after ?? before)!.id;
const compareShifts = (a: FindingShift, b: FindingShift): number => rankOf(a) - rankOf(b) || (idOf(a) < idOf(b) ? -1 : 1);
const compareFalls = (a: ClassFall, b: ClassFall): number => b.nodes - a.nodes || (classKey(a.class) < classKey(b.class) ? -1 : 1);
