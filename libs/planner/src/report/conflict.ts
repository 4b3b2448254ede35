import type { PlanStep } from '@lockstep/documents';
import { holds, judgePair, type Judging, type Matrix, mayMatch, type ObservedVersion, ruleHop } from '@lockstep/matrix/domain';

/** Why `later` could not go while the subjects of `earlier` still ran their old versions, if their nodes meet; `null` when it could. */
export function conflictOf(matrix: Matrix, judging: Judging, earlier: PlanStep, later: PlanStep): string | null {
  for (const old of earlier.moves)
    for (const next of later.moves) {
      if (!matrix.relation(old.component, next.component)?.enforce) continue;
      const [was, will] = [versionOf(matrix, old.component, old.from), versionOf(matrix, next.component, next.to)];
      const { inside, verdict } = judgePair(matrix, judging, old.component, was, next.component, will);
      if (!inside) return `${old.component} ${old.from} with ${next.component} ${next.to} would be outside its window (${verdict})`;
    }
  return hopConflictOf(matrix, earlier, later);
}

function hopConflictOf(matrix: Matrix, earlier: PlanStep, later: PlanStep): string | null {
  const hop = later.moves[0]!;
  const [from, to] = [versionOf(matrix, hop.component, hop.from), versionOf(matrix, hop.component, hop.to)];
  const ruling = from && to && ruleHop(matrix, hop.component, from, to);
  if (!ruling) return null;
  for (const old of earlier.moves) {
    const [was, is] = [versionOf(matrix, old.component, old.from), versionOf(matrix, old.component, old.to)];
    for (const rule of ruling.supported)
      for (const condition of rule.requires)
        if (condition.component === old.component && !holds(condition, was) && holds(condition, is))
          return `hop rule ${rule.id} requires ${old.component} ${condition.range.text}`;
    for (const rule of ruling.blocked)
      for (const condition of rule.when)
        if (condition.component === old.component && mayMatch(condition, was) && !mayMatch(condition, is))
          return `hop rule ${rule.id} blocks it under ${old.component} ${condition.range.text}${rule.note ? ` (${rule.note})` : ''}`;
  }
  return null;
}

export function versionOf(matrix: Matrix, component: string, text: string): ObservedVersion {
  const version = matrix.readVersion(component, text);
  return version.ok ? version.value : null;
}
