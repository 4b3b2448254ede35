import { holds } from '@lockstep/matrix/domain';
import type { Rank, VersionTable } from './version-table.js';

/** Whether two neighbours among some versions are reached from the same ones and lead to the same ones. Equal numbers of `hop` are hops under the same rules. */
export const haveSameHops = (versions: readonly Rank[], a: Rank, b: Rank, hop: (from: Rank, to: Rank) => number): boolean =>
  versions.every((other) => other === a || other === b || (other < a ? hop(other, a) === hop(other, b) : hop(a, other) === hop(b, other)));

/** What the conditions of all hops answer about a version, as a text. */
export function conditionsLook(table: VersionTable, component: string): (rank: Rank) => string {
  const conditions = table.matrix.hops.flatMap(({ requires, when }) =>
    [...requires, ...when].filter((condition) => condition.component === component),
  );
  return (rank) => conditions.map((condition) => (holds(condition, table.version(component, rank)) ? 1 : 0)).join('');
}
