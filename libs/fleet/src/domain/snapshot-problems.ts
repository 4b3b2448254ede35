import type { FleetSnapshot, Located, Path, Problem } from '@lockstep/documents';
import { nodeKey, type NodeKind, type Observation } from './fleet-node.js';

/** What no record can keep, whatever the matrix says: text that nobody can see or store, and times that no calendar reaches. */
export function snapshotProblems({ document, source }: Located<FleetSnapshot>, now: string): Problem[] {
  const problems: Problem[] = [];
  visitTexts(document.spec, ['spec'], (text, path) => {
    if (/[\p{Cc}\p{Cs}]/u.test(text))
      problems.push(source.problem(path, 'a text holds visible characters only; found a control character or half a surrogate pair'));
  });
  const { takenAt } = document.metadata;
  if (takenAt !== undefined && !(Date.parse(takenAt) >= EARLIEST && Date.parse(takenAt) < LATEST))
    problems.push(source.problem(['metadata', 'takenAt'], `takenAt lies in the years 1970 to 9998; found ${takenAt}`));
  else if (takenAt !== undefined && isAhead(takenAt, now))
    problems.push(
      source.problem(['metadata', 'takenAt'], `takenAt lies at most ${MOST_AHEAD / 60_000} minutes ahead of ${now}; found ${takenAt}`),
    );
  return problems;
}

/** Milliseconds by which clocks may differ. */
const MOST_AHEAD = 5 * 60_000;

/** An observation from the future would make all that follow late, until that time has come. */
const isAhead = (observedAt: string, now: string): boolean => Date.parse(observedAt) > Date.parse(now) + MOST_AHEAD;

const EARLIEST = 0;
const LATEST = Date.UTC(9999, 0);

/** Ids are unique over all kinds of nodes and all NSX managers: a goal selects by id alone. `others` are live nodes. */
export function takenIds({ source }: Located<FleetSnapshot>, seen: readonly Observation[], others: Iterable<Observation>): Problem[] {
  const owners = new Map([...others].map((node) => [node.id, node]));
  const counters: Record<NodeKind, number> = { 'nsx-manager': 0, vcenter: 0, supervisor: 0, cluster: 0 };
  return seen.flatMap((observation) => {
    const index = counters[observation.kind]++;
    const owner = owners.get(observation.id);
    if (!owner || nodeKey(owner.kind, owner.id) === nodeKey(observation.kind, observation.id)) return [];
    return [
      source.problem(
        ['spec', LISTS[observation.kind], index, 'id'],
        `the fleet has a ${owner.kind} with this id already; found ${JSON.stringify(observation.id)}`,
      ),
    ];
  });
}

const LISTS: Readonly<Record<NodeKind, string>> = {
  'nsx-manager': 'nsxManagers',
  vcenter: 'vcenters',
  supervisor: 'supervisors',
  cluster: 'clusters',
};

function visitTexts(value: unknown, path: Path, visit: (text: string, path: Path) => void): void {
  if (typeof value === 'string') visit(value, path);
  else if (Array.isArray(value)) value.forEach((item, index) => visitTexts(item, [...path, index], visit));
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      visit(key, [...path, key]);
      visitTexts(inner, [...path, key], visit);
    }
}
